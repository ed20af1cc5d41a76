import type { Check } from './check.js';
import { unlessWrong, type Verdict } from './finding.js';
import { isObject, readJson } from './read-json.js';
import type { Reply, Sample, Scene } from './scene.js';
import { auth1Services, auth2Services, pathOn } from './services.js';

const viewer = 'https://viewer.example';

interface Addresses {
  readonly access: string | null;
  readonly token: string | null;
  readonly probe: string | null;
}

async function addressesOf({ ask, origin }: Scene, base: string, version: 2 | 3): Promise<Addresses | null> {
  const document = readJson(await ask(`${base}/info.json`)) ?? {};
  const services = version === 2 ? auth1Services(document) : auth2Services(document);
  if (services === null) return null;
  const probe = 'probe' in services ? pathOn(origin, services.probe) : null;
  return { access: pathOn(origin, services.access), token: pathOn(origin, services.token), probe };
}

/** Both versions of the closed sample, as far as they name services on this site. */
async function flows(scene: Scene): Promise<readonly (Addresses & { readonly version: 2 | 3 })[]> {
  const { version2, version3 } = scene.closed ?? ({ version2: null, version3: null } satisfies Sample);
  const bases = [[version2, 2] as const, [version3, 3] as const];
  const found = [];
  for (const [base, version] of bases) {
    const addresses = base === null ? null : await addressesOf(scene, base, version);
    if (addresses !== null) found.push({ ...addresses, version });
  }
  return found;
}

const nothing: Verdict = ['skip', 'no service on this site to try'];

function windowWrongs(reply: Reply): string[] {
  const opener = reply.header('cross-origin-opener-policy');
  return [
    ...(reply.status === 200 ? [] : [`status ${reply.status}`]),
    ...(opener === '' || opener === 'unsafe-none' ? [] : [`Cross-Origin-Opener-Policy: ${opener}`]),
    ...(reply.header('access-control-allow-credentials') === 'true'
      ? ['other sites may read it with cookies']
      : []),
  ];
}

function cookieWrongs(line: string): string[] {
  const name = line.split('=', 1)[0] ?? '';
  return [
    ...(/;\s*secure/i.test(line) ? [] : [`${name} is not Secure`]),
    ...(/;\s*httponly/i.test(line) ? [] : [`${name} is not HttpOnly`]),
    ...(/;\s*samesite=/i.test(line) ? [] : [`${name} names no SameSite`]),
    ...(/;\s*domain=/i.test(line) ? [`${name} goes to other hosts (Domain)`] : []),
  ];
}

function tokenPageWrongs(reply: Reply | null, message: string, version: 2 | 3): string[] {
  if (reply === null) return ['no answer'];
  const error =
    version === 2 ? /missingCredentials|invalidCredentials|invalidOrigin/ : /AuthAccessTokenError2/;
  const policy = reply.header('content-security-policy');
  return [
    ...(reply.status === 200 ? [] : [`status ${reply.status} instead of 200`]),
    ...(reply.header('content-type').startsWith('text/html') ? [] : ['it is no HTML page']),
    ...(reply.text.includes(message) ? [] : ['it does not give the messageId back']),
    ...(error.test(reply.text) ? [] : ['it posts no error of the specification']),
    ...(/postMessage\([^;]*,\s*["']\*["']/s.test(reply.text) ? ['it posts to any site ("*")'] : []),
    ...(reply.header('x-frame-options') === '' && !/frame-ancestors\s+'none'/.test(policy)
      ? []
      : ['it may not be framed']),
    ...(/no-store/.test(reply.header('cache-control')) ? [] : ['it may be kept by caches']),
  ];
}

/** The sign-in window, the token page and the probe, as a viewer on another site meets them. */
export const flowChecks: readonly Check[] = [
  {
    id: 'sign-in-window',
    title: 'The sign-in window opens, and the viewer may see it close',
    meaning:
      'The viewer believes the window was closed at once, asks for a token too early, and says that the sign-in failed.',
    remedy:
      'The access service must be a page (200) without Cross-Origin-Opener-Policy: remove the header where an outer proxy adds it.',
    async try(scene) {
      const found = (await flows(scene)).filter(({ access }) => access !== null);
      if (found.length === 0) return nothing;
      const wrongs: string[] = [];
      for (const { access } of found) {
        const joint = access?.includes('?') === true ? '&' : '?';
        const headers = {
          Accept: 'text/html',
          'Sec-Fetch-Dest': 'document',
          'Sec-Fetch-Mode': 'navigate',
          'Sec-Fetch-Site': 'cross-site',
        };
        const reply = await scene.ask(`${access}${joint}origin=${encodeURIComponent(viewer)}`, { headers });
        wrongs.push(
          ...(reply === null
            ? ['no answer']
            : [...windowWrongs(reply), ...reply.cookies.flatMap(cookieWrongs)]),
        );
      }
      return unlessWrong([...new Set(wrongs)], 'a page, no opener policy, safe cookies');
    },
  },
  {
    id: 'token-page',
    title: 'The token page tells a viewer why there is no token',
    meaning: 'The viewer waits for a message that never comes, or a token may go to a stranger.',
    remedy:
      'With messageId and origin the token service is a page (200) that may be framed and posts one message to exactly that origin.',
    async try(scene) {
      const found = (await flows(scene)).filter(({ token }) => token !== null);
      if (found.length === 0) return nothing;
      const wrongs: string[] = [];
      for (const { token, version } of found) {
        const query = `messageId=doctor-4711&origin=${encodeURIComponent(viewer)}`;
        const reply = await scene.ask(`${token}${token?.includes('?') === true ? '&' : '?'}${query}`, {
          headers: { 'Sec-Fetch-Dest': 'iframe' },
        });
        wrongs.push(...tokenPageWrongs(reply, 'doctor-4711', version));
      }
      return unlessWrong([...new Set(wrongs)], 'an error, posted to the viewer only');
    },
  },
  {
    id: 'token-json',
    title: 'The token service tells programs why there is no token (Auth 1.0)',
    meaning: 'Clients that are no browsers can’t tell what is missing.',
    remedy: 'Without messageId the answer is JSON with an error and a status of 4xx.',
    async try(scene) {
      const token = (await flows(scene)).find(({ version }) => version === 2)?.token ?? null;
      if (token === null) return null;
      const reply = await scene.ask(token);
      const error = readJson(reply)?.['error'];
      if (reply !== null && typeof error === 'string' && reply.status >= 400 && reply.status < 500)
        return ['ok', `${reply.status} ${error}`];
      return [
        'warn',
        `status ${reply?.status ?? 'none'}, ${typeof error === 'string' ? error : 'no error in JSON'}`,
      ];
    },
  },
  {
    id: 'probe',
    title: 'The probe says what is missing (Auth 2.0)',
    meaning: 'Viewers of Authorization Flow 2.0 take the image for open, or for broken.',
    remedy: 'The probe is 200 with CORS headers, and its body says status 401 with a heading.',
    async try(scene) {
      const probe = (await flows(scene)).find(({ version }) => version === 3)?.probe ?? null;
      if (probe === null) return null;
      const reply = await scene.ask(probe, { headers: { Origin: viewer } });
      const body = readJson(reply);
      if (reply === null) return ['fail', 'no answer'];
      const wrongs = [
        ...(reply.status === 200 ? [] : [`HTTP status ${reply.status} instead of 200`]),
        ...(body?.['type'] === 'AuthProbeResult2' ? [] : ['the body is no AuthProbeResult2']),
        ...(body?.['status'] === 401 ? [] : [`its status is ${String(body?.['status'])} instead of 401`]),
        ...(isObject(body?.['heading']) ? [] : ['no heading']),
        ...(body?.['substitute'] === undefined || Array.isArray(body['substitute'])
          ? []
          : ['its substitute is no list']),
        ...(reply.header('access-control-allow-origin') === '' ? ['no Access-Control-Allow-Origin'] : []),
      ];
      return unlessWrong(wrongs, '401, with a heading');
    },
  },
];
