import { browser, cookies } from './browser.mjs';
import { iipTail, tail } from './tiles.mjs';

const at = { gate: 'proxy:8080', unchecked: 'proxy:8081', plain: 'proxy:8082', asked: 'proxy:8083', flask: 'proxy:8084', check: 'auth:3001' };

/** What the proxy sends along when it asks. */
function question(path, session) {
  return {
    Host: 'auth',
    Cookie: cookies(session),
    'X-Original-URI': path,
    'X-Gate-Client': '198.18.0.1',
    'X-Request-Id': '0123456789abcdef0123456789abcdef',
  };
}

/**
 * What is measured with warm tiles. Each is a list of requests that wrk sends in turn.
 * @param {object} world `open` and `closed` (images with `id`, `gateway` path and warm `tiles`), `sessions` (cookies),
 *   `flaskCookie` (of the peer)
 */
export function warmSubjects({ open, closed, sessions, flaskCookie }) {
  const [first] = sessions;
  const gate = (image, tile) => `/iiif/images/${image.id}/${tail(tile)}`;
  const plain = (image) => image.tiles.map((tile) => ({ path: `${image.gateway}/${tail(tile)}` }));
  const tilesFor = (image, session) =>
    image.tiles.map((tile) => ({ path: gate(image, tile), headers: { Cookie: cookies(session) } }));
  const anonymous = { ...browser, Cookie: cookies(null) };
  const withCookie = { ...browser, Cookie: cookies(first) };
  const bursts = sessions.flatMap((session, s) =>
    Array.from({ length: 20 }, (_, i) => closed.tiles[(s * 7 + i) % closed.tiles.length]).map((tile) => ({
      path: gate(closed, tile),
      headers: { Cookie: cookies(session) },
    })),
  );
  const info = (image) => [{ path: `/iiif/images/${image.id}/info.json` }];
  const warm = { connections: 16, seconds: 1, status: 200 };
  return [
    { name: 'plain', at: at.plain, requests: plain(closed), common: withCookie, ...warm },
    { name: 'plain-open', at: at.plain, requests: plain(open), common: anonymous, ...warm },
    {
      name: 'unchecked',
      at: at.unchecked,
      requests: tilesFor(closed, first),
      common: { ...browser, 'X-Bench-Image': closed.decided },
      ...warm,
    },
    { name: 'open', at: at.asked, requests: tilesFor(open, null), common: anonymous, ...warm },
    { name: 'restricted', at: at.asked, requests: tilesFor(closed, first), common: browser, ...warm },
    { name: 'sessions', at: at.asked, requests: bursts, common: browser, ...warm },
    { name: 'kept', at: at.gate, requests: tilesFor(closed, first), common: browser, ...warm },
    // They come back before the proxy has forgotten them, as readers do.
    { name: 'kept-sessions', at: at.gate, requests: bursts, common: browser, ...warm, before: 2 },
    { name: 'flask', at: at.flask, requests: plain(closed), common: { ...browser, Cookie: cookies(flaskCookie) }, ...warm },
    {
      name: 'check',
      at: at.check,
      requests: closed.tiles.map((tile) => ({ path: '/query_auth', headers: question(gate(closed, tile), first) })),
      common: {},
      ...warm,
    },
    { name: 'info-open', at: at.gate, requests: info(open), common: anonymous, ...warm },
    { name: 'info-401', at: at.gate, requests: info(closed), common: anonymous, ...warm, status: 401 },
    { name: 'plain-alone', at: at.plain, requests: plain(closed), common: withCookie, ...warm, connections: 1 },
    { name: 'restricted-alone', at: at.asked, requests: tilesFor(closed, first), common: browser, ...warm, connections: 1 },
    { name: 'kept-alone', at: at.gate, requests: tilesFor(closed, first), common: browser, ...warm, connections: 1 },
  ];
}

/**
 * The proxy's configuration with one thing changed each: the files of bench/proxy/variants, on ports from 8091 in the order
 * of their names. `plain-…` is a variant of the unprotected server; cached decisions are asked by many sessions too.
 */
export function variantSubjects(subjects, names) {
  const find = (wanted) => subjects.find(({ name }) => name === wanted);
  return names.flatMap((name, i) => {
    const port = `proxy:${8091 + i}`;
    const like = (subject, suffix) => ({ ...find(subject), name: `variant ${name}${suffix}`, at: port });
    if (name.startsWith('plain-')) return [like('plain', '')];
    return name.includes('cached') ? [like('restricted', ''), like('sessions', ', many sessions')] : [like('restricted', '')];
  });
}

/** The same cold tiles of an image on four ways; `suffix` tells one image's from another's. */
export function coldSubjects(image, session, tiles, suffix = '') {
  const list = (prefix, form) => tiles.map((tile) => ({ path: `${prefix}/${form(tile)}` }));
  const common = { ...browser, Cookie: cookies(session) };
  return [
    { name: `cold-gate${suffix}`, at: at.gate, requests: list(`/iiif/images/${image.id}`, tail), common },
    { name: `cold-gateway${suffix}`, at: 'image-server:8080', requests: list(image.gateway, tail), common: { Host: 'image-server' } },
    { name: `cold-debian${suffix}`, at: 'direct:8082', requests: list(`/iip/${image.safeName}`, iipTail), common: {} },
    { name: `cold-iipsrv${suffix}`, at: 'direct:8080', requests: list(`/iip/${image.safeName}`, iipTail), common: {} },
  ];
}
