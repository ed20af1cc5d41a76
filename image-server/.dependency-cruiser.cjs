// What the gateway may import: itself, and of the auth service only the pure parsers.
const shared = '^\\.\\./auth/src/core/(image/|result\\.ts|brand\\.ts|time\\.ts)';
module.exports = {
  forbidden: [
    {
      name: 'auth-only-by-its-parsers',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^\\.\\./', pathNot: shared },
    },
    {
      name: 'sharp-stays-where-pixels-are-made',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(render/(finish|pixel|recode)|decode/)|\\.test\\.ts$' },
      to: { path: 'node_modules/sharp' },
    },
    {
      name: 'decoders-run-in-processes-of-their-own',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/decode/|\\.test\\.ts$' },
      to: { path: '^src/decode/' },
    },
    {
      name: 'the-worker-is-nobodys',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(worker/|derivatives-main)|\\.test\\.ts$' },
      to: { path: '^src/worker/' },
    },
    {
      name: 'only-main-composes',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/(main|health-check|derivatives-main)\\.ts$' },
    },
    {
      name: 'files-and-masters-know-no-http',
      severity: 'error',
      from: { path: '^src/(fcgi|pool|files|master|render|decode|decoder|derivatives|worker)/' },
      to: { path: '^src/http/' },
    },
    {
      name: 'no-test-code-in-src',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { path: '^test/|\\.test\\.ts$' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: '\\.test\\.ts$|^src/(main|health-check|derivatives-main|decode/main)\\.ts$',
      },
      to: {},
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
