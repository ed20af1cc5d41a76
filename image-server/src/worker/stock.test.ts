import { mkdir, mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImagePath } from '../../../auth/src/core/image/image-path.js';
import { createShelf, keyOf, type Label, type Shelf } from '../derivatives/layout.js';
import { locate } from '../files/locate.js';
import { createStock, type Stock } from './stock.js';

let base = '';
let shelf: Shelf;
let stock: Stock;
const used = (): string => join(base, 'used');
const folders = (): { readonly images: string; readonly demo: string } => ({
  images: join(base, 'images'),
  demo: join(base, 'demo'),
});

/** Puts an original there, and its derivative. */
async function add(name: string, madeAt: number, bytes: number): Promise<Label> {
  await writeFile(join(base, 'images', name), name);
  const located = await locate(folders(), 'images', name as ImagePath);
  if (!located.ok) throw new Error(name);
  const label: Label = {
    root: 'images',
    path: name as ImagePath,
    version: located.value.version,
    madeAt,
    bytes,
    pages: 1,
  };
  const key = keyOf(label);
  await mkdir(dirname(shelf.picture(key)), { recursive: true });
  await writeFile(shelf.picture(key), '');
  await writeFile(shelf.label(key), JSON.stringify(label));
  return label;
}

async function isThere(label: Label): Promise<boolean> {
  return stat(shelf.picture(keyOf(label))).then(
    () => true,
    () => false,
  );
}

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'stock-'));
  for (const folder of ['images', 'demo', 'used']) await mkdir(join(base, folder));
  shelf = createShelf(join(base, 'shelf'));
  stock = createStock(shelf, folders(), used());
});
afterEach(async () => rm(base, { recursive: true }));

describe('the stock of derivatives', () => {
  it('is counted at the start, without labels whose picture never came', async () => {
    await add('a.png', 1, 100);
    const half = await add('b.png', 2, 50);
    await rm(shelf.picture(keyOf(half)));
    await stock.count();
    expect(stock.totals()).toEqual({ ready: 1, bytes: 100, failed: 0 });
  });

  it('lets go of those not looked at for longest, and of no more than needed', async () => {
    const old = await add('old.png', 1000, 100);
    const looked = await add('looked.png', 500, 100);
    const fresh = await add('fresh.png', 2000, 100);
    await writeFile(join(used(), keyOf(looked)), '');
    await utimes(join(used(), keyOf(looked)), new Date(9000), new Date(9000));
    await stock.count();
    expect(await stock.makeRoom(150)).toBe(true);
    expect([await isThere(old), await isThere(fresh), await isThere(looked)]).toEqual([false, false, true]);
    expect(stock.totals()).toMatchObject({ ready: 1, bytes: 100 });
    expect(await stock.makeRoom(1000)).toBe(false);
  });

  it('sweeps up what belongs to a file that is gone, at the second look', async () => {
    const gone = await add('gone.png', 1, 100);
    const stays = await add('stays.png', 1, 100);
    await rm(join(base, 'images', 'gone.png'));
    await stock.count();
    await stock.sweep();
    expect(await isThere(gone)).toBe(true);
    await stock.sweep();
    expect([await isThere(gone), await isThere(stays)]).toEqual([false, true]);
  });

  it('concludes nothing from a folder that is empty: it may not be mounted', async () => {
    const label = await add('a.png', 1, 100);
    await rm(join(base, 'images', 'a.png'));
    await stock.count();
    await stock.sweep();
    await stock.sweep();
    expect(await isThere(label)).toBe(true);
  });
});
