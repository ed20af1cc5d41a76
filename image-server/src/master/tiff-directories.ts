import { ok, type Result } from '../../../auth/src/core/result.js';
import type { ByteSource } from './byte-source.js';
import { type MasterProblem, truncated, unreadable } from './master.js';

/** One image file directory: numbers by tag. Lists longer than `maxValues` are left out. */
export type Directory = ReadonlyMap<number, readonly number[]>;

const maxDirectories = 64;
const maxEntries = 1000;
const maxValues = 2_000_000;
// Bytes per value of types 1 to 18; 0 for those that hold no whole number.
const typeSizes = [0, 1, 0, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 8, 0, 8];

interface Layout {
  readonly big: boolean;
  number(bytes: Buffer, at: number, size: number): number;
}

/** Whether these first bytes are a TIFF's or a BigTIFF's, in either byte order. */
export function isTiff(head: Buffer): boolean {
  return ['49492a00', '4d4d002a', '49492b00', '4d4d002b'].includes(head.toString('hex', 0, 4));
}

/** Reads the chain of directories (TIFF 6.0 section 2; BigTIFF), in file order. */
export async function listDirectories(
  source: ByteSource,
): Promise<Result<readonly Directory[], MasterProblem>> {
  const head = await source.read(0, 16);
  if (head.length < 16) return truncated('the file ends in its header');
  const layout = readLayout(head);
  const directories: Directory[] = [];
  const seen = new Set<number>();
  let at = layout.big ? layout.number(head, 8, 8) : layout.number(head, 4, 4);
  while (at !== 0 && directories.length < maxDirectories) {
    if (seen.has(at)) return unreadable('the TIFF directories form a ring');
    seen.add(at);
    const directory = await readDirectory(source, layout, at);
    if (directory === null) return truncated('the file ends before its directories do');
    directories.push(directory.entries);
    at = directory.next;
  }
  return directories.length === 0 ? unreadable('the TIFF file holds no image') : ok(directories);
}

function readLayout(head: Buffer): Layout {
  const little = head[0] === 0x49;
  return {
    big: head[little ? 2 : 3] === 0x2b,
    number(bytes, at, size) {
      let value = 0;
      for (let index = 0; index < size; index += 1) {
        value = value * 256 + (bytes[at + (little ? size - 1 - index : index)] ?? 0);
      }
      return value;
    },
  };
}

async function readDirectory(
  source: ByteSource,
  layout: Layout,
  at: number,
): Promise<{ readonly entries: Directory; readonly next: number } | null> {
  const countSize = layout.big ? 8 : 2;
  const entrySize = layout.big ? 20 : 12;
  const offsetSize = layout.big ? 8 : 4;
  const countBytes = await source.read(at, countSize);
  if (countBytes.length < countSize) return null;
  const count = layout.number(countBytes, 0, countSize);
  if (count > maxEntries) return null;
  const body = await source.read(at + countSize, count * entrySize + offsetSize);
  if (body.length < count * entrySize + offsetSize) return null;
  const entries = new Map<number, readonly number[]>();
  for (let index = 0; index < count; index += 1) {
    const entry = body.subarray(index * entrySize, (index + 1) * entrySize);
    const values = await readValues(source, layout, entry);
    if (values === null) return null;
    if (values !== undefined) entries.set(layout.number(entry, 0, 2), values);
  }
  return { entries, next: layout.number(body, count * entrySize, offsetSize) };
}

/** Null: they lie behind the end of the file. Undefined: not whole numbers, or too many. */
async function readValues(
  source: ByteSource,
  layout: Layout,
  entry: Buffer,
): Promise<readonly number[] | null | undefined> {
  const size = typeSizes[layout.number(entry, 2, 2)] ?? 0;
  const offsetSize = layout.big ? 8 : 4;
  const count = layout.number(entry, 4, offsetSize);
  if (size === 0 || count > maxValues) return undefined;
  const field = entry.subarray(4 + offsetSize);
  const length = size * count;
  const bytes = length <= offsetSize ? field : await source.read(layout.number(field, 0, offsetSize), length);
  if (bytes.length < length) return null;
  return Array.from({ length: count }, (_, index) => layout.number(bytes, index * size, size));
}
