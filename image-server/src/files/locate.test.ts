import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
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

  it('gives the same object while nothing happens to the file, and another one when only its rights or dates change', async () => {
    const find = async (): Promise<unknown> => locate(folders, 'images', 'sub/a.jp2' as ImagePath);
    const first = await find();
    const [again, other] = [await find(), join(folders.images, 'sub/a.jp2')];
    expect((again as { value: unknown }).value).toBe((first as { value: unknown }).value);
    await chmod(other, 0o600);
    expect((await find()) as { value: unknown }).not.toEqual(first);
  });

  it('looks up each time where a link leads', async () => {
    await writeFile(join(folders.images, 'sub/b.jp2'), 'b');
    await symlink('a.jp2', join(folders.images, 'sub/link.jp2'));
    const find = async (): Promise<unknown> => locate(folders, 'images', 'sub/link.jp2' as ImagePath);
    expect(await find()).toMatchObject({ value: { file: expect.stringMatching(/a\.jp2$/) } });
    await rm(join(folders.images, 'sub/link.jp2'));
    await symlink('b.jp2', join(folders.images, 'sub/link.jp2'));
    expect(await find()).toMatchObject({ value: { file: expect.stringMatching(/b\.jp2$/) } });
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

  it('are kept while they are used', async () => {
    const names = await createSafeNames(join(base, 'names'), 2);
    const one = await names.nameOf({ file: '/a', state: '1' });
    await names.nameOf({ file: '/b', state: '1' });
    expect(names.keep(one)).toBe(true);
    const third = await names.nameOf({ file: '/c', state: '1' });
    expect((await readdir(join(base, 'names'))).toSorted()).toEqual([one, third].toSorted());
    await names.nameOf({ file: '/d', state: '1' });
    expect(names.keep(one)).toBe(false);
  });
});
