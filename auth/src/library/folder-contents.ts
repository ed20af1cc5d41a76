import { readdir, stat } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';
import { type FolderDescription, undescribed } from '../core/iiif/folder-description.js';
import type { MediumFacts } from '../core/iiif/medium-facts.js';
import { toImagePath, type ImagePath } from '../core/image/image-path.js';
import {
  descriptionFiles,
  joinDescriptions,
  readDescription,
  type ReadDescription,
} from '../folder-text/read-description.js';
import { readDash, readHls } from '../folder-text/read-playlist.js';
import { isClutter } from './file-kind.js';
import type { OpenFile, OriginalFiles } from './original-files.js';
import { readMedium } from './read-medium.js';

/** What lies in a folder beside its images. */
export interface FolderContents {
  /** What people wrote of it. */
  describe(folder: ImagePath): Promise<FolderDescription>;
  /** Names of the files directly in it, unsorted. */
  names(folder: ImagePath | ''): Promise<readonly string[]>;
  /** Names of the folders directly in it, unsorted. */
  folders(folder: ImagePath | ''): Promise<readonly string[]>;
  /** How long and how large a recording is; null: nobody can tell. */
  medium(path: ImagePath): Promise<MediumFacts | null>;
}

/** Bytes; a table of twenty thousand rows has some two million. */
const longestText = 16_000_000;
const deepestPlaylist = 2;

/** Reads a file whole; null where it is too long to be meant. */
export async function readWhole(file: OpenFile): Promise<Uint8Array | null> {
  if (file.size > longestText) return null;
  if (file.size === 0) return new Uint8Array();
  const chunks: Buffer[] = [];
  for await (const chunk of file.read(0, file.size - 1)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What lies directly in a folder, but for clutter and what no address can name. */
interface Listing {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

async function list(real: string): Promise<Listing> {
  const entries = await readdir(real, { withFileTypes: true });
  const named = entries.filter(({ name }) => !name.startsWith('.') && toImagePath(name).ok);
  return {
    files: named
      .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && !isClutter(entry.name, 'file'))
      .map(({ name }) => name),
    folders: named
      .filter((entry) => entry.isDirectory() && !isClutter(entry.name, 'folder'))
      .map(({ name }) => name),
  };
}

/** A name in a playlist as it is on disk; one that is escaped wrongly stays. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads what it is asked for when it is asked, and remembers it until the file or folder changes. */
export function createFolderContents(files: OriginalFiles): FolderContents {
  const texts = new LRUCache<string, { version: string; read: ReadDescription | null }>({ max: 500 });
  const media = new LRUCache<string, { version: string; facts: MediumFacts | null }>({ max: 20_000 });
  const listed = new LRUCache<string, { version: string; listing: Listing }>({ max: 2_000 });

  async function withFile<T>(path: string, work: (file: OpenFile) => Promise<T>): Promise<T | null> {
    const checked = toImagePath(path);
    const file = checked.ok ? await files.open(checked.value) : null;
    if (file === null) return null;
    try {
      return await work(file);
    } finally {
      await file.close();
    }
  }

  async function readText(
    folder: string,
    name: (typeof descriptionFiles)[number],
  ): Promise<FolderDescription | null> {
    const path = `${folder}/${name}`;
    return withFile(path, async (file) => {
      const known = texts.get(path);
      if (known?.version === file.version) return known.read?.description ?? null;
      const bytes = await readWhole(file);
      const read = bytes === null ? null : readDescription(name, bytes);
      texts.set(path, { version: file.version, read });
      return read?.description ?? null;
    });
  }

  /** A folder's time changes when something comes, goes or is renamed in it. */
  async function listOne(real: string): Promise<Listing> {
    const { mtimeNs, ino } = await stat(real, { bigint: true });
    const version = `${mtimeNs}-${ino}`;
    const known = listed.get(real);
    if (known?.version === version) return known.listing;
    const listing = await list(real);
    listed.set(real, { version, listing });
    return listing;
  }

  async function gather(folder: ImagePath | '', kind: keyof Listing): Promise<readonly string[]> {
    const all = await Promise.all((await files.folders(folder)).map(listOne));
    return [...new Set(all.flatMap((listing) => listing[kind]))];
  }

  async function readPlaylist(path: string, file: OpenFile, depth: number): Promise<MediumFacts | null> {
    const bytes = await readWhole(file);
    const text = bytes === null ? '' : new TextDecoder().decode(bytes);
    const list = path.endsWith('.mpd') ? readDash(text) : readHls(text);
    if (list === null) return null;
    if (list.duration !== null) return { ...list, duration: list.duration };
    const next = list.parts.find((part) => part.endsWith('.m3u8'));
    if (next === undefined || depth >= deepestPlaylist) return null;
    const inner = `${path.slice(0, path.lastIndexOf('/') + 1)}${decoded(next)}`;
    const facts = await withFile(inner, async (opened) => readPlaylist(inner, opened, depth + 1));
    return facts === null
      ? null
      : { ...list, duration: facts.duration, parts: [...list.parts, ...facts.parts] };
  }

  return {
    async describe(folder) {
      const names = new Set(await gather(folder, 'files'));
      const found = descriptionFiles.filter((name) => names.has(name));
      if (found.length === 0) return undescribed;
      const read = await Promise.all(found.map(async (name) => readText(folder, name)));
      return joinDescriptions(read.filter((one) => one !== null));
    },
    names: async (folder) => gather(folder, 'files'),
    folders: async (folder) => gather(folder, 'folders'),
    async medium(path) {
      return withFile(path, async (file) => {
        const known = media.get(path);
        if (known?.version === file.version) return known.facts;
        const facts = /\.(?:m3u8|mpd)$/i.test(path)
          ? await readPlaylist(path, file, 0)
          : await readMedium(file.real);
        media.set(path, { version: file.version, facts });
        return facts;
      });
    },
  };
}
