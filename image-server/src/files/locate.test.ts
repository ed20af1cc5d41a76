import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImagePath } from '../../../auth/src/core/image/image-path.js';
import { locate, type RootFolders } from './locate.js';
import { createSafeNames } from './safe-names.js';

let base = '';
let folders: RootFolders = { images: '', demo: '' };

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'locate-'));
  folders = { images: join(base, 'images'), demo: join(base, 'demo') };
  await mkdir(join(folders.images, 'sub'), { recursive: true });
  await mkdir(`${folders.images}-private`);
  await writeFile(join(folders.images, 'sub/a.jp2'), 'a');
  await writeFile(join(base, 'secret.jp2'), 'secret');
  await writeFile(join(`${folders.images}-private`, 'b.jp2'), 'b');
});
afterEach(async () => rm(base, { recursive: true }));

async function problemOf(path: string): Promise<string> {
  const found = await locate(folders, 'images', path as ImagePath);
  return found.ok ? 'none' : found.error;
}

describe('finding a file', () => {
  it('gives its real path, and a state that changes with the file', async () => {
    const before = await locate(folders, 'images', 'sub/a.jp2' as ImagePath);
    await writeFile(join(folders.images, 'sub/a.jp2'), 'other');
    const after = await locate(folders, 'images', 'sub/a.jp2' as ImagePath);
    expect(
      before.ok &&
        after.ok &&
        before.value.file === after.value.file &&
        before.value.state !== after.value.state,
    ).toBe(true);
  });

  it('never leaves the collection, even if a path could say so', async () => {
    await symlink('../secret.jp2', join(folders.images, 'link.jp2'));
    await symlink('../images-private', join(folders.images, 'folder'));
    await symlink('sub/a.jp2', join(folders.images, 'inside.jp2'));
    expect(await problemOf('link.jp2')).toBe('denied');
    expect(await problemOf('folder/b.jp2')).toBe('denied');
    expect(await problemOf('../secret.jp2')).toBe('denied');
    expect(await problemOf('../images-private/b.jp2')).toBe('denied');
    expect(await problemOf('inside.jp2')).toBe('none');
  });

  it('notices at once what became of a file that was found a moment ago', async () => {
    const path = join(folders.images, 'sub/a.jp2');
    expect(await problemOf('sub/a.jp2')).toBe('none');
    await rm(path);
    expect(await problemOf('sub/a.jp2')).toBe('missing');
    await symlink('../../secret.jp2', path);
    expect(await problemOf('sub/a.jp2')).toBe('denied');
  });

  it('tells what is gone from what is no file', async () => {
    expect(await problemOf('none.jp2')).toBe('missing');
    expect(await problemOf('sub/a.jp2/more')).toBe('missing');
    expect(await problemOf(`${'x'.repeat(300)}.jp2`)).toBe('missing');
    expect(await problemOf('sub')).toBe('denied');
  });
});

describe('safe names', () => {
  it('are hexadecimal, one for each state of each file, and lead to it', async () => {
    const names = await createSafeNames(join(base, 'names'), 2);
    const one = await names.nameOf({ file: '/data/%s&../x?.jp2', state: '1' });
    expect(one).toMatch(/^[0-9a-f]{40}$/);
    expect(await names.nameOf({ file: '/data/%s&../x?.jp2', state: '1' })).toBe(one);
    expect(await names.nameOf({ file: '/data/%s&../x?.jp2', state: '2' })).not.toBe(one);
    expect(await names.nameOf({ file: '/data/other', state: '1' })).not.toBe(one);
    // It was the oldest and is made again.
    expect(await names.nameOf({ file: '/data/%s&../x?.jp2', state: '1' })).toBe(one);
  });
});
