import type { RequestListener } from 'node:http';

/**
 * Models of the public demonstration servers of IIIF Authentication, which are gone, with the bugs that were seen in
 * their published code: on no registry, so that they can't be run here. Each answers for one image, `/img/x`.
 */
const cors = { 'access-control-allow-origin': '*' };
const image = { protocol: 'http://iiif.io/api/image', width: 4000, height: 3000 };

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function json(status: number, value: object, headers: Readonly<Record<string, string>> = cors): Answer {
  return { status, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

const listener =
  (answer: (path: string, origin: string, query: string) => Answer): RequestListener =>
  (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    const { status, headers, body } = answer(path, `http://${request.headers.host}`, query);
    response.writeHead(status, { ...headers, connection: 'close' });
    response.end(request.method === 'HEAD' ? '' : body);
  };
const html = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body,
});

/** The Flask demonstration of Authentication 1.0. */
export const auth1Demo = listener((path, origin, query) => {
  const service = {
    '@context': 'http://iiif.io/api/auth/1/context.json',
    '@id': `${origin}/auth/cookie/login/x`,
    profile: 'http://iiif.io/api/auth/1/login',
    label: 'Log in',
    service: [
      { '@id': `${origin}/auth/token/login/x`, profile: 'http://iiif.io/api/auth/1/token' },
      { '@id': `${origin}/auth/logout/login/x`, profile: 'http://iiif.io/api/auth/1/logout' },
    ],
  };
  if (path === '/img/x/info.json')
    return json(401, { ...image, '@context': 'http://iiif.io/api/image/2/context.json', '@id': `${origin}/img/x`, profile: 'level2', service }, { ...cors, 'cache-control': 'no-store' }); // prettier-ignore
  // A region that its image library does not know.
  if (path.startsWith('/img/x/')) return html(path.includes('/square/') ? 500 : 401, 'Not authorised');
  if (path === '/auth/cookie/login/x') return query.includes('origin=') ? html(200, '<form method="post"></form>') : html(400, 'no origin'); // prettier-ignore
  if (path === '/auth/token/login/x') {
    if (!query.includes('messageId'))
      return json(200, { error: 'missingCredentials', description: 'not signed in' });
    const id = /messageId=([^&]*)/.exec(query)?.[1] ?? '';
    return html(200, `<script>window.parent.postMessage({"error":"missingCredentials","messageId":"${id}"}, "https://viewer.example")</script>`); // prettier-ignore
  }
  if (path === '/auth/logout/login/x') return html(500, 'Internal Server Error');
  return html(404, 'Not Found');
});

/** Its successor for Authorization Flow 2.0. */
export const auth2Demo = listener((path, origin, query) => {
  const access = {
    id: `${origin}/auth/access/login/x`,
    type: 'AuthAccessService2',
    profile: 'active',
    label: { en: ['Log in'] },
    service: [
      { id: `${origin}/auth/token/login/x`, type: 'AuthAccessTokenService2' },
      { id: `${origin}/auth/logout/login/x`, type: 'AuthLogoutService2', label: { en: ['Log out'] } },
    ],
  };
  const service = [{ id: `${origin}/probe/x`, type: 'AuthProbeService2', service: [access] }];
  if (path === '/img/x/info.json')
    return json(200, { ...image, '@context': ['http://iiif.io/api/auth/2/context.json', 'http://iiif.io/api/image/3/context.json'], id: `${origin}/img/x`, type: 'ImageService3', profile: 'level2', service }); // prettier-ignore
  if (path === '/probe/x')
    return json(200, { '@context': 'http://iiif.io/api/auth/2/context.json', type: 'AuthProbeResult2', status: 401, substitute: { id: `${origin}/img/small_x`, type: 'ImageService3' } }); // prettier-ignore
  if (path === '/auth/access/login/x') return html(200, '<form method="post"></form>');
  if (path === '/auth/token/login/x') {
    const id = /messageId=([^&]*)/.exec(query)?.[1] ?? '';
    return html(200, `<script>window.parent.postMessage({"type":"AuthAccessTokenError2","profile":"missingAspect","messageId":"${id}"}, "https://viewer.example")</script>`); // prettier-ignore
  }
  if (path === '/auth/logout/login/x') return html(500, 'Internal Server Error');
  return html(404, 'Not Found');
});

/** The compose stack with one static refusal for every image, which names an image that isn't there. */
export const staticRefusal = listener((path, origin) => {
  const service = { '@id': `${origin}/auth/iiif-login`, profile: 'http://iiif.io/api/auth/1/login', service: [{ '@id': `${origin}/auth/iiif-token`, profile: 'http://iiif.io/api/auth/1/token' }] }; // prettier-ignore
  if (path.startsWith('/img/x/'))
    return json(401, { ...image, '@context': 'http://iiif.io/api/image/2/context.json', '@id': `${origin}/iiif/images/auth-image.jpg`, profile: 'level1', service }); // prettier-ignore
  if (path === '/auth/iiif-login') return html(200, '<form method="post"></form>');
  if (path === '/auth/iiif-token') return json(401, { error: 'invalidCredentials' });
  return html(404, 'Not Found');
});
