import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ScanProblem } from '../core/image/image-index.js';
import { matchPages } from '../core/iiif/match-pages.js';
import {
  type DescriptionFile,
  readDescription,
  type ReadDescription,
} from '../folder-text/read-description.js';
import { formatDiskName } from './disk-name.js';
import { diskPath, listNames } from './read-folder.js';

const longest = 16_000_000;
const mostTold = 50;

async function readBytes(file: string): Promise<Uint8Array | string> {
  const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    () => null,
  );
  if (handle === null)
    return 'The file can not be read. Set IMAGE_UID and IMAGE_GID to its owner, or run chmod a+r on it.';
  try {
    const { size } = await handle.stat();
    return size > longest
      ? 'The file is too long to be a description, and is not used.'
      : await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function missingFiles(
  here: string,
  { lines, description }: ReadDescription,
): Promise<readonly { line: number; message: string }[]> {
  const names: string[] = [];
  for await (const { name, isFolder } of listNames(here)) if (!isFolder) names.push(name);
  const met = new Set(matchPages(description.pages, names).values());
  return description.pages
    .filter((page) => !met.has(page))
    .map(({ file }) => ({
      line: lines.get(file) ?? 1,
      message: `There is no file "${file}" here, or it is named by two rows.`,
    }));
}

/**
 * What is wrong in a `metadata.csv` or `manifest.yaml`, each with its line, for the scan report; the manifest is made
 * from the rest.
 */
export async function checkDescription(
  rootPath: string,
  folder: string,
  name: DescriptionFile,
): Promise<readonly ScanProblem[]> {
  const here = diskPath(rootPath, folder);
  const shown = formatDiskName(Buffer.from(folder === '' ? name : `${folder}/${name}`));
  const tell = (message: string): ScanProblem => ({ name: shown, code: 'description', message });
  const bytes = await readBytes(`${here}/${name}`);
  if (typeof bytes === 'string') return [tell(bytes)];
  const read = readDescription(name, bytes);
  const found = [...read.problems, ...(await missingFiles(here, read))].toSorted(
    (a, b) => (a.line ?? 0) - (b.line ?? 0),
  );
  const told = found
    .slice(0, mostTold)
    .map(({ line, message }) =>
      tell(formatDiskName(Buffer.from(line === null ? message : `Line ${line}: ${message}`))),
    );
  return found.length > mostTold
    ? [...told, tell(`There are ${found.length - mostTold} more problems in this file.`)]
    : told;
}
