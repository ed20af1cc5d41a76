import type { Check } from './check.js';
import { unlessWrong } from './finding.js';
import { isPicture, picturePath, tilePath } from './pictures.js';
import type { Question, Scene } from './scene.js';
import { forgedHeaders, innerPaths, pathTricks } from './tricks.js';

function closedBase({ closed }: Scene): readonly [string, 2 | 3] | null {
  const version2 = closed?.version2 ?? null;
  const version3 = closed?.version3 ?? null;
  if (version2 !== null) return [version2, 2];
  return version3 === null ? null : [version3, 3];
}

const noneToTry = ['skip', 'there is no closed image to try'] as const;

/** Asks for each; names those that gave a picture away. */
async function leaks(
  scene: Scene,
  tries: readonly (readonly [string, string, Question])[],
): Promise<string[]> {
  const found: string[] = [];
  for (const [what, path, question] of tries)
    if (isPicture(await scene.ask(path, question))) found.push(what);
  return found;
}

/** What somebody tries who wants to see a closed picture. */
export const attackChecks: readonly Check[] = [
  {
    id: 'pixels-refused',
    title: 'Pictures of a closed image are refused',
    meaning: 'The image is open to anybody who knows its address, whatever the rules say.',
    remedy:
      'Something in front serves images without asking: a cache, a CDN, a second way to the image server.',
    async try(scene) {
      const base = closedBase(scene);
      if (base === null) return noneToTry;
      const paths = [picturePath(...base), tilePath(base[0])];
      const found = await leaks(
        scene,
        paths.map((path) => [path, path, {}] as const),
      );
      const statuses = await Promise.all(paths.map(async (path) => (await scene.ask(path))?.status ?? 0));
      const odd = statuses
        .filter((status) => ![401, 403, 302, 303].includes(status))
        .map((status) => `status ${status}`);
      return unlessWrong(
        [...found.map((path) => `a picture at ${path}`), ...odd],
        `status ${statuses.join(', ')}`,
      );
    },
  },
  {
    id: 'path-tricks',
    title: 'No spelling of the address gets around the check',
    meaning: 'The check and the image server read addresses differently: closed images leak.',
    remedy:
      'Do not rewrite, decode or merge paths in an outer proxy (nginx: proxy_pass without a path), and let nothing else reach the image server.',
    async try(scene) {
      const base = closedBase(scene);
      if (base === null) return noneToTry;
      const tries = pathTricks(picturePath(...base)).map((path) => [path, path, {}] as const);
      return unlessWrong(await leaks(scene, tries), `${tries.length} tried`);
    },
  },
  {
    id: 'forged-headers',
    title: 'Forged headers are not believed',
    meaning: 'Anybody can claim to be elsewhere, or to have been let in.',
    remedy:
      'Set TRUSTED_PROXIES to your own proxy’s address only, and let that one overwrite X-Forwarded-For.',
    async try(scene) {
      const base = closedBase(scene);
      if (base === null) return noneToTry;
      const path = picturePath(...base);
      const tries = forgedHeaders(path).map(
        (headers) => [Object.keys(headers).join(', '), path, { headers }] as const,
      );
      const found = await leaks(scene, tries);
      const [, , forged] = tries.at(-1) ?? [];
      const info = await scene.ask(`${base[0]}/info.json`, forged);
      if (info?.text.includes('evil.example') === true) found.push('info.json repeats a forged host');
      return unlessWrong(found, `${tries.length} tried`);
    },
  },
  {
    id: 'conditional',
    title: 'A conditional request gets no other answer',
    meaning: 'Asking "has it changed?" tells strangers about closed images, or breaks the check.',
    remedy: 'Do not answer conditional requests from a cache in front of the check.',
    async try(scene) {
      const base = closedBase(scene);
      if (base === null) return noneToTry;
      const headers = {
        'If-None-Match': '*',
        'If-Modified-Since': 'Fri, 01 Jan 2100 00:00:00 GMT',
        Range: 'bytes=0-99',
      };
      const status = (await scene.ask(picturePath(...base), { headers }))?.status ?? 0;
      return [
        status === 304 || status === 206 || status === 200 || status >= 500 ? 'fail' : 'ok',
        `status ${status}`,
      ];
    },
  },
  {
    id: 'inner-services',
    title: 'Inner services can not be reached from outside',
    meaning: 'The check, the metrics or the image server itself answer strangers.',
    remedy: 'Publish the proxy’s ports only; an outer proxy must lead to nothing else.',
    async try(scene) {
      if (!scene.own) return null;
      const open: string[] = [];
      for (const path of innerPaths) {
        const status = (await scene.ask(path))?.status ?? 0;
        if (status !== 404 && status !== 400) open.push(`${path}: ${status}`);
      }
      return unlessWrong(open, `${innerPaths.length} tried`);
    },
  },
  {
    id: 'other-host',
    title: 'Only the public address is answered',
    meaning: 'Links in answers may lead to an attacker’s host.',
    remedy:
      'Let the outer proxy pass the Host header on as it is, and set PUBLIC_URL or VIRTUAL_HOST to the name that people use.',
    async try(scene) {
      if (!scene.own) return null;
      const reply = await scene.ask('/', { headers: { Host: 'evil.example' } });
      if (reply === null) return ['ok', 'no answer'];
      return reply.status === 421 ? ['ok', '421'] : ['fail', `status ${reply.status} for another host`];
    },
  },
  {
    id: 'open-image',
    title: 'An open image is shown to everybody',
    meaning: 'Visitors see nothing at all.',
    remedy: 'docker compose logs image-server; gatehouse images show PATH.',
    async try(scene) {
      const base = scene.open?.version2 ?? scene.open?.version3 ?? null;
      if (base === null) return scene.own ? ['skip', 'there is no open image to try'] : null;
      const reply = await scene.ask(tilePath(base), { headers: { Origin: 'https://viewer.example' } });
      const wrongs = reply?.status === 200 && isPicture(reply) ? [] : [`status ${reply?.status ?? 'none'}`];
      if (reply?.header('access-control-allow-origin') === '') wrongs.push('no Access-Control-Allow-Origin');
      return unlessWrong(wrongs, 'a picture, with CORS');
    },
  },
];
