import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mustRun } from '../support/run-command.js';
import { folders } from '../support/settings.js';

interface Package {
  readonly package: string;
  /** npm's own `dist.integrity`. */
  readonly sha512: string;
  /** What is taken out of the archive, below `package/`. */
  readonly files: readonly string[];
  /** One of them: there when the package was unpacked whole. */
  readonly main: string;
}

/** The viewers, unmodified. Their published bundles are self-contained, so the packages are unpacked without their dependencies. */
export const viewers = {
  mirador3: {
    package: 'mirador@3.4.3',
    sha512: 'yHoug0MHy4e9apykbbBhK+4CmbZS94zMxmugw2E2VX6iB0b2PKKY0JfYr/QfXh9P29YnWAbymaXJVpgbHVpTVw==',
    files: ['dist/mirador.min.js'],
    main: 'dist/mirador.min.js',
  },
  mirador4: {
    package: 'mirador@4.0.0',
    sha512: 'uWsE9e2oqSc/lUu+vVwDGhTsycuhGsfZ2KfX6CLfXiT3wgGy6qT9+q5M3V9Zz72hkdIgsJugKesaowmRtYmvrA==',
    files: ['dist/mirador.min.js'],
    main: 'dist/mirador.min.js',
  },
  uv: {
    package: 'universalviewer@4.4.0',
    sha512: '9OVs6uCzeQYw50jg8k2vEGq6hQFu7kEv9OOAlmqVH9duhrpg1xlIqcMIb2rhNQnAxTQd3R13gxJze9UYkiwdzg==',
    files: ['dist/uv.css', 'dist/umd'],
    main: 'dist/umd/UV.js',
  },
  clover: {
    package: '@samvera/clover-iiif@3.3.8',
    sha512: 'l28GoZK7qD402LXW/JpZy9FX33hgX0JFNRpcdR6DJhwus6m4WRT9SOPdMSwTDW+w33hWbIyRM2wWcJ4D141JlA==',
    files: ['dist/web-components/index.umd.js'],
    main: 'dist/web-components/index.umd.js',
  },
  openseadragon: {
    package: 'openseadragon@6.1.1',
    sha512: 'g4iKe2q8B642SaBT3+x4ZF3/8b1TxPPydyjmtrOLgDrlYWMKd9ZXM+1Cb/xa9DVySkvs/7l6HR1nHKfD5F3Tsw==',
    files: ['build/openseadragon/openseadragon.min.js'],
    main: 'build/openseadragon/openseadragon.min.js',
  },
} as const satisfies Record<string, Package>;

export type ViewerName = keyof typeof viewers;

const store = join(folders.cache, 'viewers');

/** The folder of one unpacked viewer. */
export const viewerFolder = (name: ViewerName): string =>
  join(store, viewers[name].package.replaceAll('/', '-').replace(/(.)@/, '$1-'));

/** Fetches and unpacks what isn't there yet. */
export async function unpackViewers(names = Object.keys(viewers) as readonly ViewerName[]): Promise<void> {
  mkdirSync(store, { recursive: true });
  for (const name of names) {
    if (!existsSync(join(viewerFolder(name), viewers[name].main))) await unpack(name);
  }
}

async function unpack(name: ViewerName): Promise<void> {
  const wanted: Package = viewers[name];
  const printed = await mustRun('npm', ['pack', '--silent', '--pack-destination', store, wanted.package]);
  const archive = join(store, printed.trim().split('\n').at(-1) ?? '');
  const found = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (found !== wanted.sha512) {
    rmSync(archive);
    throw new Error(`${wanted.package} has another checksum than expected: ${found}`);
  }
  const target = viewerFolder(name);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const members = wanted.files.map((file) => `package/${file}`);
  await mustRun('tar', ['xzf', archive, '-C', target, '--strip-components=1', ...members]);
  rmSync(archive);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await unpackViewers();
