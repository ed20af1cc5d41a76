import { closed, type Fault, now, open } from './fake-target.js';

const picture = { status: 200, headers: { 'content-type': 'image/jpeg' }, body: 'JFIF' };
const isPixels = (path: string): boolean => path.includes('/default.jpg');
const on =
  (test: (path: string) => boolean, change: Record<string, unknown>): Fault =>
  (path) =>
    test(path) ? change : null;
const header =
  (test: (path: string) => boolean, headers: Readonly<Record<string, string>>): Fault =>
  (path, _, good) =>
    test(path) ? { headers: { ...good.headers, ...headers } } : null;
const isInfo = (path: string): boolean => path.endsWith('/info.json');

/** What is wrong, the check that must find it, and how it is planted. */
export const plantedFaults: readonly (readonly [string, string, Fault])[] = [
  ['no answer but errors', 'reachable', on(() => true, { status: 502 })],
  [
    'a clock an hour off',
    'clock',
    header((path) => path === '/', { date: new Date((now + 3600) * 1000).toUTCString() }),
  ],
  [
    'plain HTTP that is served',
    'https-redirect',
    (_, { plain }) => (plain === true ? { status: 200, headers: {} } : null),
  ],
  [
    'a redirect to another host',
    'https-redirect',
    (_, { plain }) => (plain === true ? { headers: { location: 'https://proxy:8443/iiif/x?y=z' } } : null),
  ],
  ['no HSTS', 'hsts', header((path) => path === '/', { 'strict-transport-security': '' })],
  [
    'an error page in place of info.json',
    'info-closed-1',
    on((path) => path === `${closed.version2}/info.json`, { body: '<h1>401</h1>' }),
  ],
  [
    '200 in place of 401',
    'info-closed-1',
    on((path) => path === `${closed.version2}/info.json`, { status: 200 }),
  ],
  [
    'an info.json 3 without probe',
    'info-closed-2',
    on((path) => path === `${closed.version3}/info.json`, { body: { id: 'x' } }),
  ],
  ['no CORS on a refusal', 'cors-refusal', header(isInfo, { 'access-control-allow-origin': '' })],
  [
    'credentials for any site',
    'cors-refusal',
    header(isInfo, { 'access-control-allow-credentials': 'true' }),
  ],
  [
    'a preflight that is refused',
    'preflight',
    (_, { method }) => (method === 'OPTIONS' ? { status: 401 } : null),
  ],
  [
    'a preflight without Authorization',
    'preflight',
    (_, { method }) => (method === 'OPTIONS' ? { headers: { 'access-control-allow-origin': '*' } } : null),
  ],
  [
    'a refusal that may be cached',
    'cache-refusal',
    header(isInfo, { 'cache-control': 'public, max-age=86400' }),
  ],
  ['a refusal out of a cache', 'cache-refusal', header(isInfo, { age: '7' })],
  ['Vary without Cookie', 'cache-refusal', header(isInfo, { vary: 'Origin' })],
  [
    'a made-up token that breaks it',
    'junk-token',
    (_, { headers }) => (headers?.['Authorization']?.startsWith('Bearer') === true ? { status: 500 } : null),
  ],
  [
    'an opener policy on the window',
    'sign-in-window',
    on((path) => path.startsWith('/iiif-login'), {
      headers: { 'cross-origin-opener-policy': 'same-origin' },
    }),
  ],
  [
    'a cookie without Secure',
    'sign-in-window',
    on((path) => path.startsWith('/iiif-login'), { cookies: ['g=1; HttpOnly; SameSite=None'] }),
  ],
  [
    'a cookie without SameSite',
    'sign-in-window',
    on((path) => path.startsWith('/iiif-login'), { cookies: ['g=1; Secure; HttpOnly'] }),
  ],
  [
    'a token page that may not be framed',
    'token-page',
    header((path) => path.startsWith('/iiif-token'), { 'x-frame-options': 'DENY' }),
  ],
  ['a token page with a status', 'token-page', on((path) => path.includes('messageId'), { status: 401 })],
  [
    'a token page for any site',
    'token-page',
    on((path) => path.includes('messageId'), {
      body: 'postMessage({"missingCredentials":"doctor-4711 AuthAccessTokenError2"}, "*")',
    }),
  ],
  ['a probe with a status', 'probe', on((path) => path.includes('/probe/'), { status: 401 })],
  ['a logout that breaks', 'logout', on((path) => path === '/iiif-logout', { status: 500 })],
  [
    'a substitute that is no list',
    'probe',
    (path, _, good) =>
      path.includes('/probe/') ? { body: { ...(good.body as object), substitute: { id: 'x' } } } : null,
  ],
  ['pixels for everybody', 'pixels-refused', on(isPixels, picture)],
  [
    'pixels in a refusal',
    'pixels-refused',
    on((path) => isPixels(path) && path.startsWith(`${closed.version2}/`), { ...picture, status: 401 }),
  ],
  ['merged slashes', 'path-tricks', on((path) => path.startsWith('//'), picture)],
  ['an image server that reads the query', 'path-tricks', on((path) => path.includes('?IIIF='), picture)],
  ['a second decoding', 'path-tricks', on((path) => path.includes('%00'), picture)],
  [
    'a believed X-Original-URI',
    'forged-headers',
    (path, { headers }) => (isPixels(path) && headers?.['X-Original-URI'] !== undefined ? picture : null),
  ],
  [
    'a believed X-Forwarded-For',
    'forged-headers',
    (path, { headers }) => (isPixels(path) && headers?.['X-Forwarded-For'] !== undefined ? picture : null),
  ],
  [
    'a believed X-Forwarded-Host',
    'forged-headers',
    (_, { headers }) =>
      headers?.['X-Forwarded-Host'] === undefined ? null : { body: { id: 'https://evil.example/' } },
  ],
  [
    '304 for strangers',
    'conditional',
    (_, { headers }) => (headers?.['If-None-Match'] === undefined ? null : { status: 304 }),
  ],
  ['an open check', 'inner-services', on((path) => path === '/query_auth', { status: 200 })],
  ['open metrics', 'inner-services', on((path) => path === '/metrics', { status: 200 })],
  ['an open image server', 'inner-services', on((path) => path.includes('iipsrv'), { status: 200 })],
  ['any host', 'other-host', (_, { headers }) => (headers?.['Host'] === undefined ? null : { status: 200 })],
  [
    'no picture for anybody',
    'open-image',
    on((path) => path.startsWith('/iiif/images/open.jp2/'), { status: 503, body: '', headers: {} }),
  ],
  [
    'ids with http in documents behind TLS',
    'document-ids',
    (path, _, good) =>
      path === `${open.version2}/info.json`
        ? { body: { ...(good.body as object), '@id': `http://images.test${open.version2}` } }
        : null,
  ],
  [
    'ids of an inner host',
    'document-ids',
    (path, _, good) =>
      path === `${open.version2}/info.json`
        ? { body: { ...(good.body as object), '@id': `https://proxy:8443${open.version2}` } }
        : null,
  ],
  [
    'a probe without profile beside Auth 1.0',
    'probe-profile',
    (path, _, good) => {
      if (path !== `${closed.version2}/info.json` || good.body === undefined) return null;
      const body = good.body as { service: readonly object[] };
      return { body: { ...body, service: [body.service[0], { ...body.service[1], profile: undefined }] } };
    },
  ],
  [
    'an open redirect in return=',
    'open-redirect',
    (path) =>
      path.startsWith('/iiif-login?return=')
        ? { status: 302, headers: { location: decodeURIComponent(path.slice('/iiif-login?return='.length)) } }
        : null,
  ],
  [
    'a link to anywhere on the sign-in page',
    'open-redirect',
    (path) =>
      path.startsWith('/iiif-login?next=') ? { body: '<a href="https://evil.example/steal">on</a>' } : null,
  ],
  [
    'a 401 without its body',
    'info-closed-1',
    on((path) => path === `${closed.version2}/info.json`, { body: '' }),
  ],
  [
    'a token page that forgets the messageId',
    'token-page',
    on((path) => path.includes('messageId'), {
      body: 'postMessage({"missingCredentials":1},"https://viewer.example")',
    }),
  ],
];
