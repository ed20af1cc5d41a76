import { epochSeconds } from '../../src/core/time.js';
import type { Ask, Certificate, Question, Reply, Scene } from '../../src/doctor/scene.js';

export const origin = 'https://images.test';
export const closed = { version2: '/iiif/images/closed.jp2', version3: '/iiif/3/images/closed.jp2' };
export const open = { version2: '/iiif/images/open.jp2', version3: '/iiif/3/images/open.jp2' };
export const now = 1_790_000_000;

type Headers = Readonly<Record<string, string>>;
export interface Draft {
  readonly status: number;
  readonly headers?: Headers;
  readonly cookies?: readonly string[];
  readonly body?: unknown;
}

const cors = { 'access-control-allow-origin': '*' };
const refused = { ...cors, 'cache-control': 'no-store', vary: 'Origin, Cookie, Authorization' };
const picture = { status: 200, headers: { ...cors, 'content-type': 'image/jpeg' }, body: 'JFIF' };

function infoOf(api: 2 | 3): object {
  const auth1 = {
    '@id': `${origin}/iiif-login`,
    profile: 'http://iiif.io/api/auth/1/login',
    service: [
      { '@id': `${origin}/iiif-token`, profile: 'http://iiif.io/api/auth/1/token' },
      { '@id': `${origin}/iiif-logout`, profile: 'http://iiif.io/api/auth/1/logout' },
    ],
  };
  const token = { id: `${origin}/iiif-auth2/token/all`, type: 'AuthAccessTokenService2' };
  const access = { id: `${origin}/iiif-auth2/access/all`, type: 'AuthAccessService2', service: [token] };
  const auth2 = { id: `${origin}/iiif-auth2/probe/closed.jp2`, type: 'AuthProbeService2', service: [access] };
  return {
    '@context': `http://iiif.io/api/image/${api}/context.json`,
    [api === 2 ? '@id' : 'id']: origin + (api === 2 ? closed.version2 : closed.version3),
    protocol: 'http://iiif.io/api/image',
    profile: 'level1',
    width: 6000,
    height: 4000,
    service: api === 2 ? [auth1, { ...auth2, profile: 'http://iiif.io/api/auth/2/probe' }] : [auth2],
  };
}

function openInfo(api: 2 | 3): object {
  const { service: _, ...info } = infoOf(api) as Record<string, unknown>;
  const [name, path] = api === 2 ? ['@id', open.version2] : ['id', open.version3];
  return { ...info, [name]: origin + path };
}

function tokenPage(path: string): Draft {
  const id = /messageId=([^&]*)/.exec(path)?.[1];
  const headers = { 'cache-control': 'no-store', 'content-type': 'text/html' };
  if (id === undefined) return { status: 401, headers, body: { error: 'missingCredentials' } };
  const error = path.includes('auth2') ? 'AuthAccessTokenError2' : 'missingCredentials';
  return {
    status: 200,
    headers,
    body: `<script>parent.postMessage({"${error}":"${id}"},"https://viewer.example")</script>`,
  };
}

/** A server that does everything right. */
export function answerWell(path: string, { method = 'GET', headers = {}, plain = false }: Question): Draft {
  const common = {
    date: new Date(now * 1000).toUTCString(),
    'strict-transport-security': 'max-age=31536000',
  };
  if (headers['Host'] !== undefined) return { status: 421 };
  if (plain) return { status: 308, headers: { location: origin + path } };
  if (method === 'OPTIONS')
    return { status: 204, headers: { ...cors, 'access-control-allow-headers': 'authorization' } };
  if (path === '/healthz' || path === '/') return { status: 200, headers: common };
  if (path === `${closed.version2}/info.json`) return { status: 401, headers: refused, body: infoOf(2) };
  if (path === `${closed.version3}/info.json`) return { status: 200, headers: refused, body: infoOf(3) };
  if (path === `${open.version2}/info.json`) return { status: 200, headers: cors, body: openInfo(2) };
  if (path === `${open.version3}/info.json`) return { status: 200, headers: cors, body: openInfo(3) };
  if (path.startsWith(`${open.version2}/`)) return picture;
  if (path.startsWith(`${closed.version2}/`)) return { status: 401, headers: refused };
  if (path.startsWith('/iiif-auth2/probe/'))
    return {
      status: 200,
      headers: refused,
      body: { type: 'AuthProbeResult2', status: 401, heading: { en: ['x'] } },
    };
  if (/^\/(?:iiif-token|iiif-auth2\/token)/.test(path)) return tokenPage(path);
  if (/^\/(?:iiif-login|iiif-auth2\/access)/.test(path))
    return { status: 200, cookies: ['__Host-g=1; Path=/; Secure; HttpOnly; SameSite=None'], body: '<form>' };
  if (path === '/iiif-logout') return { status: 200, body: '<p>signed out</p>' };
  return { status: 404, headers: refused };
}

/** Turns a good answer into a bad one; null: leaves it. */
export type Fault = (path: string, question: Question, good: Draft) => Partial<Draft> | null;

function finish(draft: Draft, certificate: Certificate): Reply {
  const { status, headers = {}, cookies = [], body = '' } = draft;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, header: (name) => headers[name.toLowerCase()] ?? '', cookies, text, certificate };
}

export function fakeScene(fault: Fault = () => null, certificate: Partial<Certificate> = {}): Scene {
  const good = { validUntil: now + 60 * 86_400, distrusted: null };
  const ask: Ask = async (path, question = {}) => {
    const draft = answerWell(path, question);
    return finish({ ...draft, ...fault(path, question, draft) }, { ...good, ...certificate });
  };
  const report = { at: epochSeconds(now - 60), ok: true, problem: '', lastGood: epochSeconds(now - 60) };
  const upkeep = { certificate: null, renewal: report, backup: report };
  const seen = { addresses: ['198.51.100.7', '2001:db8::1'], ownNetworks: ['172.18.0.0/16', 'fd00::/64'] };
  return { ask, origin, own: true, closed, open, now, upkeep, seen };
}
