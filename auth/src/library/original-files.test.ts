import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { ImagePath } from '../core/image/image-path.js';
import { createOriginalFiles } from './original-files.js';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-originals-'));
const roots = { images: join(folder, 'images'), demo: join(folder, 'demo') };
for (const [name, text] of [
  ['images/open/mine.pdf', 'mine'],
  ['images/open/both.pdf', 'mine'],
  ['demo/open/both.pdf', 'demo'],
  ['demo/open/theirs.pdf', 'demo'],
  ['demo/book/page.pdf', 'demo'],
] as const) {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}
afterAll(() => rmSync(folder, { recursive: true }));

async function read(path: string, loaded: boolean, besideSample: boolean): Promise<string | null> {
  const files = createOriginalFiles(roots, {
    isLoaded: async () => loaded,
    besideSample,
    ruledFolders: async () => new Set(),
  });
  const file = await files.open(path as ImagePath);
  if (file === null) return null;
  const parts: Buffer[] = [];
  for await (const part of file.read(0, file.size - 1)) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

describe('createOriginalFiles', () => {
  it('finds the demo’s files only while it is loaded', async () => {
    expect(await read('book/page.pdf', true, false)).toBe('demo');
    expect(await read('book/page.pdf', false, false)).toBeNull();
  });

  it('leaves out the demo’s folder where the administrator has one of that name', async () => {
    expect(await read('open/mine.pdf', true, false)).toBe('mine');
    expect(await read('open/theirs.pdf', true, false)).toBeNull();
  });

  it('leaves out the administrator’s folder of a name that the demo has rules for, so that they don’t open it', async () => {
    const files = createOriginalFiles(roots, {
      isLoaded: async () => true,
      besideSample: false,
      ruledFolders: async () => new Set(['open']),
    });
    for (const path of ['open/mine.pdf', 'open/both.pdf', 'open/theirs.pdf'])
      expect([path, await files.open(path as ImagePath)]).toEqual([path, null]);
    expect(await files.folders('open' as ImagePath)).toEqual([]);
  });

  it('shows the sample’s folder and the demo’s as one, the sample first', async () => {
    expect(await read('open/theirs.pdf', true, true)).toBe('demo');
    expect(await read('open/both.pdf', true, true)).toBe('mine');
  });

  it('finds nothing while the image folder is away: nobody can tell then which folders are whose', async () => {
    const away = { images: join(folder, 'away'), demo: roots.demo };
    const files = createOriginalFiles(away, {
      isLoaded: async () => true,
      besideSample: false,
      ruledFolders: async () => new Set(),
    });
    expect(await files.open('book/page.pdf' as ImagePath)).toBeNull();
  });
});
