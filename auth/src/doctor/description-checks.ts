import type { Check } from './check.js';
import { unlessWrong } from './finding.js';
import { readJson } from './read-json.js';
import type { Ask, Reply } from './scene.js';
import { auth1Services, auth2Services } from './services.js';

const fromViewer = {
  Origin: 'https://viewer.example',
  Accept: 'application/json',
  'Sec-Fetch-Site': 'cross-site',
  'Sec-Fetch-Mode': 'cors',
};

async function info(
  ask: Ask,
  base: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply | null> {
  return ask(`${base}/info.json`, { headers: { ...fromViewer, ...headers } });
}

/** Whether a script on another site may read it: without credentials from anywhere, or named exactly. */
function corsWrongs(reply: Reply): string[] {
  const origin = reply.header('access-control-allow-origin');
  const credentials = reply.header('access-control-allow-credentials') === 'true';
  if (origin === '') return [`no Access-Control-Allow-Origin on a ${reply.status}`];
  if (origin !== '*' && origin !== fromViewer.Origin) return [`Access-Control-Allow-Origin: ${origin}`];
  // Reflecting whoever asks, with credentials, lets any site read what this visitor may see.
  return credentials ? ['any site may send the visitor’s cookie (Access-Control-Allow-Credentials)'] : [];
}

function describedBadly(reply: Reply): string[] {
  const document = readJson(reply);
  if (document === null) return ['the body is no JSON object'];
  const wanted = ['@context', 'protocol', 'width', 'height', 'profile'];
  const lacks = wanted.filter((name) => document[name] === undefined);
  if (document['@id'] === undefined && document['id'] === undefined) lacks.push('id');
  return lacks.length === 0 ? [] : [`the body lacks ${lacks.join(', ')}`];
}

/** The description of a closed image: the step on which viewers decide whether to offer a sign-in. */
export const descriptionChecks: readonly Check[] = [
  {
    id: 'info-closed-1',
    title: 'A closed image is described completely, with ways to sign in (Auth 1.0)',
    meaning: 'Viewers of Authentication 1.0 show an error instead of a sign-in button.',
    remedy:
      'The answer must be 401 with the whole info.json. Look for a proxy that replaces the bodies of errors (proxy_intercept_errors, error_page).',
    async try({ ask, closed }) {
      if (closed === null) return ['skip', 'there is no closed image to try'];
      if (closed.version2 === null) return null;
      const reply = await info(ask, closed.version2);
      if (reply === null) return ['fail', 'no answer'];
      const services = auth1Services(readJson(reply) ?? {});
      const wrongs = [
        ...(reply.status === 401 ? [] : [`status ${reply.status} instead of 401`]),
        ...describedBadly(reply),
      ];
      if (services === null) wrongs.push('no access service');
      else if (services.token === '') wrongs.push('the access service has no token service');
      return unlessWrong(wrongs, `401, pattern ${services?.pattern ?? ''}`);
    },
  },
  {
    id: 'info-closed-2',
    title: 'A closed image is described completely, with a probe (Auth 2.0)',
    meaning: 'Viewers of Authorization Flow 2.0 never offer a sign-in.',
    remedy: 'info.json of Image API 3 must be 200 with a probe, an access and a token service.',
    async try({ ask, closed }) {
      const base = closed?.version3 ?? null;
      if (base === null) return null;
      const reply = await info(ask, base);
      if (reply === null) return ['fail', 'no answer'];
      const services = auth2Services(readJson(reply) ?? {});
      const wrongs = [
        ...(reply.status === 200 || reply.status === 401 ? [] : [`status ${reply.status}`]),
        ...describedBadly(reply),
      ];
      if (services === null) wrongs.push('no probe service');
      else if (services.access === '' || services.token === '')
        wrongs.push('the probe has no access or token service');
      return unlessWrong(wrongs, `${reply.status} with a probe`);
    },
  },
  {
    id: 'cors-refusal',
    title: 'Viewers on other sites may read refusals',
    meaning:
      'A viewer on another site can’t tell a refusal from a broken server, so it never offers a sign-in.',
    remedy:
      'CORS headers belong on every answer below /iiif/, errors too (nginx: add_header … always), once, without credentials.',
    async try({ ask, closed }) {
      const base = closed?.version2 ?? closed?.version3 ?? null;
      if (base === null) return ['skip', 'there is no closed image to try'];
      const replies = [await info(ask, base), await info(ask, `${base}-there-is-no-such-image`)];
      const wrongs = replies.flatMap((reply) => (reply === null ? ['no answer'] : corsWrongs(reply)));
      return unlessWrong([...new Set(wrongs)], 'on 401 and 404');
    },
  },
  {
    id: 'preflight',
    title: 'A browser’s question before a token is answered',
    meaning: 'Browsers refuse to send a token, so that a signed-in visitor still sees nothing.',
    remedy:
      'OPTIONS must be answered before anything is checked: 2xx, with Authorization among Access-Control-Allow-Headers.',
    async try({ ask, closed }) {
      const base = closed?.version2 ?? closed?.version3 ?? null;
      if (base === null) return ['skip', 'there is no closed image to try'];
      const headers = {
        Origin: fromViewer.Origin,
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization',
      };
      const reply = await ask(`${base}/info.json`, { method: 'OPTIONS', headers });
      if (reply === null) return ['fail', 'no answer'];
      const wrongs = [
        ...(reply.status >= 200 && reply.status < 300 ? [] : [`status ${reply.status}`]),
        ...corsWrongs(reply),
      ];
      if (!/authorization/i.test(reply.header('access-control-allow-headers')))
        wrongs.push('Authorization may not be sent');
      return unlessWrong(wrongs, `status ${reply.status}`);
    },
  },
  {
    id: 'cache-refusal',
    title: 'Refusals are kept by nobody',
    meaning:
      'A cache goes on refusing after the visitor signed in, or shows one visitor what another may see.',
    remedy:
      'Cache-Control: no-store on refusals; Vary: Origin, Cookie, Authorization. Turn off caching of errors in outer proxies and CDNs.',
    async try({ ask, closed }) {
      const base = closed?.version2 ?? closed?.version3 ?? null;
      if (base === null) return ['skip', 'there is no closed image to try'];
      const reply = await info(ask, base);
      if (reply === null) return ['fail', 'no answer'];
      const control = reply.header('cache-control');
      if (!/no-store|no-cache|private|max-age=0/.test(control) || /public/.test(control))
        return ['fail', control === '' ? 'no Cache-Control' : `Cache-Control: ${control}`];
      if (Number(reply.header('age') || 0) > 0) return ['fail', 'the answer came out of a cache (Age)'];
      const vary = reply.header('vary').toLowerCase();
      const lacks = ['authorization', 'cookie'].filter((name) => !vary.includes(name) && vary !== '*');
      return lacks.length === 0 ? ['ok', control] : ['warn', `Vary does not name ${lacks.join(', ')}`];
    },
  },
  {
    id: 'junk-token',
    title: 'A token that means nothing opens nothing, and breaks nothing',
    meaning: 'A viewer with an expired token is stuck, or a made-up one opens images.',
    remedy: 'An unknown token must be answered like none.',
    async try({ ask, closed }) {
      const base = closed?.version2 ?? null;
      if (base === null) return null;
      const reply = await info(ask, base, { Authorization: `Bearer ${'x'.repeat(43)}` });
      return reply?.status === 401 && auth1Services(readJson(reply) ?? {}) !== null
        ? ['ok', '401 with services']
        : ['fail', `status ${reply?.status ?? 'none'}`];
    },
  },
];
