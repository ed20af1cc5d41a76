import { dirname } from 'node:path';
import type { BigIntStats, Dir, Dirent } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import type { ScanProblem } from '../core/image/image-index.js';
import { type ImagePath, toImagePath } from '../core/image/image-path.js';
import { formatDiskName, readDiskName } from './disk-name.js';
import { type DescriptionFile, isDescriptionFile } from '../folder-text/read-description.js';
import { classifyFile, isClutter } from './file-kind.js';
import { readSignature } from './file-signature.js';
import { formatFileVersion } from '../core/image/file-version.js';

/** One thing found directly in a folder. `path` of a folder is relative to the root, like an ImagePath. */
export type FolderEntry =
  | { readonly kind: 'file'; readonly path: ImagePath; readonly version: string }
  | { readonly kind: 'folder'; readonly path: string }
  /** A file that describes the others. */
  | { readonly kind: 'description'; readonly name: DescriptionFile }
  /** `keep` names a file that is there but could not be looked at: what is known of it stays. */
  | { readonly kind: 'problem'; readonly problem: ScanProblem; readonly keep: ImagePath | null };

type NamedBytes = Omit<Dirent, 'name'> & { readonly name: Uint8Array };

/** Opens a folder so that names come as bytes: one that is no UTF-8 must be met, not crash the scan or be garbled. */
async function openFolder(path: string): Promise<AsyncIterable<NamedBytes>> {
  const options = { encoding: 'buffer', bufferSize: 256 } as const;
  const dir: Dir = await opendir(path, options as unknown as { bufferSize: number });
  return dir as unknown as AsyncIterable<NamedBytes>;
}

/** Names and kinds directly in a folder, those that are no UTF-8 left out. @throws where it can't be read. */
export async function* listNames(
  path: string,
): AsyncGenerator<{ readonly name: string; readonly isFolder: boolean }> {
  for await (const entry of await openFolder(path)) {
    const name = readDiskName(entry.name);
    if (name !== null) yield { name, isFolder: entry.isDirectory() };
  }
}

/** The path of `folder` ('' is the root) on disk. */
export function diskPath(root: string, folder: string): string {
  return folder === '' ? root : `${root}/${folder}`;
}

function problem(
  code: ScanProblem['code'],
  name: string,
  message: string,
  keep: ImagePath | null = null,
): FolderEntry {
  return { kind: 'problem', problem: { code, name, message }, keep };
}

function oddName(name: string, message: string): FolderEntry {
  return problem('odd_name', name, `No address can name it: ${message}. Rename it.`);
}

const messages = {
  notUtf8: 'The name holds bytes that are not UTF-8, so no address can name it. Rename it.',
  elsewhere:
    'A link to a file of another folder, whose rules would not count here; it is not followed. Put the file itself here.',
  outside: 'A link that leads out of the image folder; it is not followed. Put the file itself here.',
  folderLink:
    'A link to a folder; links to folders are not followed. Put the folder itself here, or mount it here.',
  dangling: 'A link to something that is not there. Put the file itself here, or remove the link.',
  otherPicture:
    'Files of this format are not served. Save it as JPEG, PNG, WebP, TIFF or JPEG 2000, e.g. with: vips copy IN OUT.tif',
  unreadable:
    'The file can not be looked at. Set IMAGE_UID and IMAGE_GID to its owner, or run chmod a+r on it and a+x on its folder.',
  broken: 'The disk does not say what this is. Is it damaged, or a network share that went away?',
  special: 'A pipe, socket or device, not a file. Put the picture itself here.',
} as const;

/** What the first bytes of a picture promise that its name does not. */
const endings = { jp2: 'jp2', tiff: 'tif', jpeg: 'jpg', png: 'png', webp: 'webp' } as const;

type NoStats = 'missing' | 'refused' | 'broken';

const reasons: Readonly<Record<string, NoStats>> = {
  ENOENT: 'missing',
  ELOOP: 'missing',
  EACCES: 'refused',
  EPERM: 'refused',
};

async function statOrNull(path: string): Promise<BigIntStats | NoStats> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    return reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? 'broken';
  }
}

/**
 * Lists what matters directly in a folder, one entry at a time: memory does not grow with the folder.
 * Links to files count only where their target lies in the same folder (`root` is free of links); links to folders are reported, so no walk can
 * go round in circles; sockets, devices and pipes are reported, never opened.
 * @throws where the folder can't be read (to the end): nothing may then be concluded from what is missing.
 */
export async function* readFolder(root: string, folder: string): AsyncGenerator<FolderEntry> {
  const here = diskPath(root, folder);
  for await (const entry of await openFolder(here)) {
    const name = readDiskName(entry.name);
    const shown = formatDiskName(Buffer.concat([Buffer.from(folder === '' ? '' : `${folder}/`), entry.name]));
    if (name === null) {
      if (entry.isDirectory() || classifyFile(shown) !== 'ignored')
        yield problem('odd_name', shown, messages.notUtf8);
      continue;
    }
    if (isClutter(name, entry.isDirectory() ? 'folder' : 'file')) continue;
    const found = entry.isDirectory()
      ? folderEntry(folder, name, shown)
      : await fileEntry({
          root,
          folder,
          name,
          shown,
          isLink: entry.isSymbolicLink(),
          isFile: entry.isFile(),
        });
    if (found !== null) yield found;
  }
}

function relative(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function folderEntry(folder: string, name: string, shown: string): FolderEntry {
  const path = toImagePath(relative(folder, name));
  return path.ok ? { kind: 'folder', path: path.value } : oddName(shown, path.error.message);
}

interface FoundFile {
  readonly root: string;
  readonly folder: string;
  readonly name: string;
  readonly shown: string;
  readonly isLink: boolean;
  readonly isFile: boolean;
}

async function fileEntry(found: FoundFile): Promise<FolderEntry | null> {
  const { root, folder, name, shown } = found;
  if (!found.isFile && !found.isLink) return problem('unsupported', shown, messages.special);
  if (found.isFile && isDescriptionFile(name)) return { kind: 'description', name };
  const kind = classifyFile(name);
  const full = `${diskPath(root, folder)}/${name}`;
  if (kind === 'ignored') return found.isLink ? ignoredLink(full, shown) : namelessPicture(full, name, shown);
  if (kind === 'other-picture') return problem('unsupported', shown, messages.otherPicture);
  const parsed = toImagePath(relative(folder, name));
  if (!parsed.ok) return oddName(shown, parsed.error.message);
  const path = parsed.value;
  const stats = await statOrNull(full);
  if (stats === 'missing') return found.isLink ? problem('unreadable', shown, messages.dangling) : null;
  if (stats === 'refused') return problem('no_permission', shown, messages.unreadable, path);
  if (stats === 'broken') return problem('unreadable', shown, messages.broken, path);
  if (stats.isDirectory()) return problem('unreadable_folder', shown, messages.folderLink);
  if (!stats.isFile()) return problem('unsupported', shown, messages.special);
  const leads = found.isLink ? await whereLinkLeads(full, root, diskPath(root, found.folder)) : 'here';
  if (leads !== 'here') return problem('unreadable', shown, messages[leads]);
  return { kind: 'file', path, version: formatFileVersion(stats) };
}

/** Cameras and old systems leave out the ending, by which pictures are found; whatever has one says what it is. */
async function namelessPicture(full: string, name: string, shown: string): Promise<FolderEntry | null> {
  if (name.includes('.')) return null;
  const signature = await readSignature(full).catch(() => 'unknown' as const);
  if (signature === 'unknown' || signature === 'empty') return null;
  const ending = endings[signature];
  return problem(
    'odd_name',
    shown,
    `A picture whose name has no ending, so it is not served. Rename it to ${name}.${ending}`,
  );
}

/** A link whose name promises no picture matters if somebody meant it as a folder of pictures, or it leads nowhere. */
async function ignoredLink(full: string, shown: string): Promise<FolderEntry | null> {
  const stats = await statOrNull(full);
  if (stats === 'missing') return problem('unreadable', shown, messages.dangling);
  const isFolder = typeof stats !== 'string' && stats.isDirectory();
  return isFolder ? problem('unreadable_folder', shown, messages.folderLink) : null;
}

/** A link is followed only within its own folder: elsewhere other rules may hold, and a name must not get round them. */
async function whereLinkLeads(
  full: string,
  root: string,
  here: string,
): Promise<'here' | 'elsewhere' | 'outside'> {
  try {
    const target = await realpath(full);
    if (dirname(target) === here) return 'here';
    return target.startsWith(root.endsWith('/') ? root : `${root}/`) ? 'elsewhere' : 'outside';
  } catch {
    return 'outside';
  }
}
