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
      name: 'sharp-stays-in-finish',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/render/(finish|pixel)|\\.test\\.ts$' },
      to: { path: 'node_modules/sharp' },
    },
    {
      name: 'only-main-composes',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/(main|health-check)\\.ts$' },
    },
    {
      name: 'files-and-masters-know-no-http',
      severity: 'error',
      from: { path: '^src/(fcgi|pool|files|master|render)/' },
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
      from: { orphan: true, path: '^src/', pathNot: '\\.test\\.ts$|^src/(main|health-check)\\.ts$' },
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
