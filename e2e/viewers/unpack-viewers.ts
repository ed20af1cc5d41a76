import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mustRun } from '../support/run-command.js';
import { folders } from '../support/settings.js';

/**
 * The viewers, unmodified. Their published bundles are self-contained, so the packages are unpacked without
 * their dependencies; the checksums are npm's own `dist.integrity`.
 */
export const viewers = {
  mirador3: {
    package: 'mirador@3.4.3',
    sha512: 'yHoug0MHy4e9apykbbBhK+4CmbZS94zMxmugw2E2VX6iB0b2PKKY0JfYr/QfXh9P29YnWAbymaXJVpgbHVpTVw==',
  },
  mirador4: {
    package: 'mirador@4.0.0',
    sha512: 'uWsE9e2oqSc/lUu+vVwDGhTsycuhGsfZ2KfX6CLfXiT3wgGy6qT9+q5M3V9Zz72hkdIgsJugKesaowmRtYmvrA==',
  },
} as const;

export type ViewerName = keyof typeof viewers;

const store = join(folders.cache, 'viewers');

/** The folder of one unpacked viewer; its bundle is `mirador.min.js`. */
export const viewerFolder = (name: ViewerName): string =>
  join(store, viewers[name].package.replace('@', '-'));

/** Fetches and unpacks what isn't there yet. */
export async function unpackViewers(): Promise<void> {
  mkdirSync(store, { recursive: true });
  for (const name of Object.keys(viewers) as ViewerName[]) {
    if (!existsSync(join(viewerFolder(name), 'mirador.min.js'))) await unpack(name);
  }
}

async function unpack(name: ViewerName): Promise<void> {
  const printed = await mustRun('npm', [
    'pack',
    '--silent',
    '--pack-destination',
    store,
    viewers[name].package,
  ]);
  const archive = join(store, printed.trim().split('\n').at(-1) ?? '');
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== viewers[name].sha512) {
    rmSync(archive);
    throw new Error(`${viewers[name].package} has another checksum than expected: ${found}`);
  }
  const target = viewerFolder(name);
  mkdirSync(target, { recursive: true });
  await mustRun('tar', [
    'xzf',
    archive,
    '-C',
    target,
    '--strip-components=2',
    '--wildcards',
    'package/dist/mirador.min.js*',
  ]);
  rmSync(archive);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await unpackViewers();
