import { auth1Services, auth2Services } from '../../doctor/services.js';
import { readJson } from '../../doctor/read-json.js';
import type { Ask, Sample } from '../../doctor/scene.js';
import { err, ok, type Result } from '../../core/result.js';
import type { Via } from '../../doctor/examination.js';

/** `https://host[:port]` of an address, and where to connect for it. */
export function readAddress(text: string): Result<{ readonly url: URL; readonly via: Via }, string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '')
    return err(`${JSON.stringify(text)} is no http(s) address. Write https://host/...`);
  const secure = url.protocol === 'https:';
  const port = url.port === '' ? null : Number(url.port);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return ok({
    url,
    via: {
      host,
      tlsPort: secure ? (port ?? 443) : null,
      plainPort: secure ? (port === null ? 80 : null) : (port ?? 80),
    },
  });
}

/** What an info.json of any server is a sample of: closed if it names ways to sign in. */
export async function sampleAt(
  ask: Ask,
  path: string,
): Promise<Result<{ readonly closed: Sample | null; readonly open: Sample | null }, string>> {
  const base = path.replace(/\/info\.json$/, '');
  const info = readJson(await ask(`${base}/info.json`));
  if (info === null) return err(`There is no info.json at ${base}/info.json.`);
  const isVersion2 = JSON.stringify(info['@context'] ?? '').includes('/image/2/');
  const sample: Sample = { version2: isVersion2 ? base : null, version3: isVersion2 ? null : base };
  const closed = auth1Services(info) !== null || auth2Services(info) !== null;
  return ok(closed ? { closed: sample, open: null } : { closed: null, open: sample });
}
