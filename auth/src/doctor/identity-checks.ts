import type { Check } from './check.js';
import { unlessWrong } from './finding.js';
import { idOf, isObject, objectsOf, readJson, textOf } from './read-json.js';
import type { Scene } from './scene.js';
import { auth1Services, pathOn } from './services.js';

/** Every address that a document gives for itself or a service, however deep. */
function idsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (!isObject(value)) return [];
  const own = idOf(value);
  return [...(own === '' ? [] : [own]), ...Object.values(value).flatMap(idsIn)];
}

function bases({ closed, open }: Scene): readonly string[] {
  return [closed?.version2, closed?.version3, open?.version2, open?.version3].filter(
    (base) => base !== null && base !== undefined,
  );
}

const evil = 'https://evil.example/steal';

/** Whether documents name the right addresses, and lead nobody astray. */
export const identityChecks: readonly Check[] = [
  {
    id: 'document-ids',
    title: 'Documents name themselves and their services by the public HTTPS address',
    meaning: 'Viewers ask the wrong address, or browsers block it as mixed content: no image, no sign-in.',
    remedy:
      'Set PUBLIC_URL (elsewhere: the base URI, X-Forwarded-Proto and -Host) to the https:// address that people use.',
    async try(scene) {
      const wrongs: string[] = [];
      let seen = 0;
      for (const base of bases(scene)) {
        const document = readJson(await scene.ask(`${base}/info.json`));
        if (document === null) continue;
        seen += 1;
        const isSecure = scene.origin.startsWith('https:');
        for (const id of idsIn(document))
          if (isSecure && id.startsWith('http:')) wrongs.push(`${id} is not https`);
        const own = idOf(document);
        if (own !== '' && own !== `${scene.origin}${base}`)
          wrongs.push(`${base}/info.json says that it is ${own}`);
      }
      if (seen === 0) return ['skip', 'there is no description to read'];
      return unlessWrong([...new Set(wrongs)], `${seen} read`);
    },
  },
  {
    id: 'probe-profile',
    title: 'A probe beside Auth 1.0 services has a profile',
    meaning: 'Mirador 3 and 4 break off with an error when they meet one without, and show no sign-in.',
    remedy: 'Add "profile": "http://iiif.io/api/auth/2/probe" (any text will do) to the AuthProbeService2.',
    async try({ ask, closed }) {
      if (closed === null || closed.version2 === null) return null;
      const document = readJson(await ask(`${closed.version2}/info.json`));
      const probe = objectsOf(document?.['service']).find(({ type }) => type === 'AuthProbeService2');
      if (probe === undefined) return null;
      return textOf(probe, 'profile') === '' ? ['fail', 'no profile'] : ['ok', textOf(probe, 'profile')];
    },
  },
  {
    id: 'open-redirect',
    title: 'Signing in and out leads nowhere else',
    meaning: 'A link to your sign-in page can lead people to a forged one.',
    remedy: 'Never redirect to an address out of the request unless it is one of your own.',
    async try(scene) {
      const base = scene.closed?.version2 ?? scene.closed?.version3 ?? null;
      const services =
        base === null ? null : auth1Services(readJson(await scene.ask(`${base}/info.json`)) ?? {});
      const paths = [services?.access, services?.logout].flatMap((address) => {
        const path = address === undefined || address === '' ? null : pathOn(scene.origin, address);
        return path === null ? [] : [path];
      });
      if (paths.length === 0) return base === null ? ['skip', 'there is no closed image to try'] : null;
      const names = ['return', 'return_to', 'next', 'redirect', 'redirect_uri', 'url', 'continue', 'origin'];
      const wrongs: string[] = [];
      for (const path of paths)
        for (const name of names) {
          const joint = path.includes('?') ? '&' : '?';
          const reply = await scene.ask(`${path}${joint}${name}=${encodeURIComponent(evil)}`, {
            headers: { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
          });
          if (/^(?:https?:)?\/\/evil\.example/i.test(reply?.header('location') ?? ''))
            wrongs.push(`${path} with ${name}= redirects to another site`);
          else if (
            /(?:href|action)=["'](?:https?:)?\/\/evil\.example|url=(?:https?:)?\/\/evil\.example/i.test(
              reply?.text ?? '',
            )
          )
            wrongs.push(`${path} with ${name}= has a link to another site`);
        }
      return unlessWrong(wrongs, `${paths.length * names.length} tried`);
    },
  },
];
