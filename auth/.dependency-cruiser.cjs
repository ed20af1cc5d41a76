// The import rules of docs/architecture.md, section "Who may import whom".
const edge = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });
module.exports = {
  forbidden: [
    {
      name: 'core-is-pure',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^src/core/' },
    },
    edge('image-and-identity-stand-alone', '^src/core/(image|identity)/', '^src/core/(policy|session|iiif)/'),
    edge('policy-knows-no-protocol', '^src/core/policy/', '^src/core/(iiif|session)/'),
    {
      name: 'core-knows-no-iiif-below',
      severity: 'error',
      from: { path: '^src/core/', pathNot: '^src/core/iiif/' },
      to: { path: '^src/core/iiif/' },
    },
    {
      name: 'typeorm-stays-in-store',
      severity: 'error',
      from: { pathNot: '^(src/store/|test/|src/(main|compose)\\.ts$|src/cli/)' },
      to: { path: 'node_modules/(typeorm|pg)/' },
    },
    {
      name: 'koa-stays-in-web',
      severity: 'error',
      from: { pathNot: '^(src/(http|admin)/|src/app\\.ts$|src/main\\.ts$|test/)' },
      to: { path: 'node_modules/(koa|@koa|koa-)' },
    },
    edge('web-uses-ports-not-store', '^src/(http|admin)/', '^src/(store|library|cli)/'),
    edge('store-knows-no-web', '^src/(store|library|system)/', '^src/(http|admin|cli)/'),
    edge('library-knows-no-store', '^src/(library|system)/', '^src/store/'),
    edge('rule-text-knows-core-only', '^src/policy-text/', '^src/(http|admin|store|cli|library|system)/'),
    edge('folder-text-knows-core-only', '^src/folder-text/', '^src/(http|admin|store|cli|library|system)/'),
    edge('http-knows-no-admin', '^src/http/', '^src/admin/'),
    {
      name: 'only-main-composes',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|app|compose)\\.ts$|^src/cli/' },
      to: { path: '^src/(main|app|compose)\\.ts$' },
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
        pathNot: '\\.(test|d)\\.ts$|^src/(main\\.ts|cli/|store/migrations/)',
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
