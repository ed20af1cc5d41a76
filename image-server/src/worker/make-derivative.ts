import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ok, err, type Result } from '../../../auth/src/core/result.js';
import type { Decoder } from '../decoder/decoder.js';
import type { JobProblem } from '../decoder/job.js';
import { type Bearable, findExcess } from '../derivatives/bearable.js';
import { writeJsonFile } from '../derivatives/json-file.js';
import { keyOf, type Label, type Shelf, type Subject } from '../derivatives/layout.js';
import { locate, type RootFolders } from '../files/locate.js';
import { type Original, pixelsOf } from '../master/original.js';
import { readFile } from '../master/read-file.js';

/** `gone`: the file changed or went away, so nobody wants this any more. */
export interface MakingProblem {
  readonly problem: JobProblem | 'gone';
  readonly message: string;
}

export interface MakingDeps {
  readonly folders: RootFolders;
  readonly shelf: Shelf;
  readonly bearable: Bearable;
  readonly now: () => number;
}

const secondsAtLeast = 60;
const secondsPerMegapixel = 1;

/** Makes one derivative and puts it on the shelf, whole or not at all. */
export async function makeDerivative(
  subject: Subject,
  decoder: Decoder,
  deps: MakingDeps,
): Promise<Result<Label, MakingProblem>> {
  const located = await locate(deps.folders, subject.root, subject.path);
  if (!located.ok || located.value.version !== subject.version) return gone;
  const read = await readFile(located.value.file);
  if (!read.ok) return err({ problem: 'damaged', message: read.error.message });
  const { original } = read.value;
  const excess = findExcess(original, located.value.bytes, deps.bearable);
  if (excess !== null) return err({ problem: 'damaged', message: excess });
  const key = keyOf(subject);
  const target = join(deps.shelf.making, `${key}.tif`);
  try {
    const seconds = secondsAtLeast + (pixelsOf(original) / 1e6) * secondsPerMegapixel;
    const done = await decoder.run({ kind: 'derive', source: located.value.file, target, original }, seconds);
    if (!done.ok) return err(done);
    const wrong = await findFault(target, original);
    if (wrong !== null) return err({ problem: 'damaged', message: wrong });
    const after = await locate(deps.folders, subject.root, subject.path);
    if (!after.ok || after.value.version !== subject.version) return gone;
    return ok(await putOnShelf(subject, target, original.pages, deps));
  } catch (error) {
    const full =
      error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
    if (full) return err({ problem: 'no_space', message: 'the disk is full' });
    throw error;
  } finally {
    await rm(target, { force: true }).catch(() => undefined);
  }
}

const gone = err({ problem: 'gone' as const, message: 'the file changed or is gone' });

/** Opens what was made as a stranger would. */
async function findFault(file: string, original: Original): Promise<string | null> {
  const read = await readFile(file);
  if (!read.ok) return `what was made of it can not be read back: ${read.error.message}`;
  const { master } = read.value;
  if (master === null) return 'what was made of it can not be shown';
  if (master.width !== original.width || master.height !== original.height)
    return 'what was made of it has another size';
  const deepest = master.levels.at(-1);
  const isWhole =
    deepest !== undefined && deepest.width <= master.tileWidth && deepest.height <= master.tileHeight;
  return isWhole
    ? null
    : `at ${original.width} × ${original.height} pixels it is too narrow for tiled copies: save it as JPEG 2000, or give it a border`;
}

async function putOnShelf(
  subject: Subject,
  made: string,
  pages: number,
  { shelf, now }: MakingDeps,
): Promise<Label> {
  const key = keyOf(subject);
  const { size } = await stat(made);
  await sync(made);
  await makeShard(shelf.picture(key));
  const label: Label = { ...subject, madeAt: now(), bytes: size, pages };
  await writeJsonFile(shelf.label(key), label);
  await rename(made, shelf.picture(key));
  await sync(dirname(shelf.picture(key)));
  return label;
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The folder of a key, which every later user may write to (IMAGE_UID may change). */
export async function makeShard(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o777 });
}
