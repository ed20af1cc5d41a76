import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { createOpenFiles, type OpenFiles } from './open-file.js';
import { createSafeNames } from './safe-names.js';

let base = '';
let openFiles: OpenFiles;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'open-file-'));
  openFiles = createOpenFiles(await createSafeNames(join(base, 'names'), 2), 2);
});
afterEach(async () => rm(base, { recursive: true }));

async function picture(name: string): Promise<{ file: string; state: string }> {
  const file = join(base, name);
  await sharp({ create: { width: 3, height: 2, channels: 3, background: 'red' } })
    .png()
    .toFile(file);
  return { file, state: name };
}

describe('opening a file', () => {
  it('gives the same object for the same state, whoever shows it', async () => {
    const located = await picture('a.png');
    const first = await openFiles(located);
    expect(first).toMatchObject({ ok: true, value: { image: null, original: { width: 3, height: 2 } } });
    expect(await openFiles(located)).toBe(first);
    expect(await openFiles({ ...located })).toBe(first);
    expect(await openFiles({ ...located, state: 'b' })).not.toBe(first);
  });

  it('reads it again once its place was given to others', async () => {
    const located = await picture('a.png');
    const first = await openFiles(located);
    for (const name of ['b.png', 'c.png']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, or it is not known which goes first
      await openFiles(await picture(name));
    }
    const again = await openFiles(located);
    expect(again).toEqual(first);
    expect(again).not.toBe(first);
  });

  it('tries again what it could not read', async () => {
    const good = await picture('a.png');
    const located = { file: join(base, 'late.png'), state: '1' };
    await writeFile(located.file, '');
    expect(await openFiles(located)).toMatchObject({ ok: false });
    await copyFile(good.file, located.file);
    expect(await openFiles(located)).toMatchObject({ ok: true });
  });
});
