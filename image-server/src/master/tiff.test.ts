import { describe, expect, it } from '@jest/globals';
import { createMemorySource } from './byte-source.js';
import { readTiff } from './tiff.js';

type Tags = Readonly<Record<number, number>>;

const tiled: Tags = {
  256: 1000,
  257: 600,
  258: 8,
  259: 1,
  262: 2,
  277: 3,
  322: 256,
  323: 256,
  324: 8,
  325: 100,
};

/** A classic TIFF whose directories hold one number for each tag; long enough for their tiles. */
function tiff(directories: readonly Tags[], little = true): Buffer {
  const file = Buffer.alloc(8000);
  const put16 = (value: number, at: number): number =>
    little ? file.writeUInt16LE(value, at) : file.writeUInt16BE(value, at);
  const put32 = (value: number, at: number): number =>
    little ? file.writeUInt32LE(value, at) : file.writeUInt32BE(value, at);
  file.write(little ? 'II' : 'MM', 'latin1');
  put16(42, 2);
  let link = 4;
  let at = 1000;
  for (const directory of directories) {
    put32(at, link);
    const entries = Object.entries(directory);
    put16(entries.length, at);
    for (const [index, [tag, value]] of entries.entries()) {
      const entry = at + 2 + index * 12;
      put16(Number(tag), entry);
      put16(4, entry + 2);
      put32(1, entry + 4);
      put32(value, entry + 8);
    }
    link = at + 2 + entries.length * 12;
    at = link + 4;
  }
  return file;
}

async function read(
  directories: readonly Tags[],
  change: (file: Buffer) => Buffer = (file) => file,
): Promise<unknown> {
  const result = await readTiff(createMemorySource(change(tiff(directories))));
  return result.ok ? result.value : result.error.code;
}

describe('a TIFF', () => {
  it('tells its size, tiles and levels', async () => {
    const half = { ...tiled, 256: 500, 257: 300 };
    const quarter = { ...tiled, 256: 250, 257: 150 };
    expect(await read([tiled, half, quarter])).toMatchObject({
      format: 'tiff',
      width: 1000,
      height: 600,
      tileWidth: 256,
      channels: 3,
      levels: [{ width: 1000 }, { width: 500 }, { width: 250 }],
      believedLevels: 3,
    });
  });

  it('is read in both byte orders', async () => {
    expect(await readTiff(createMemorySource(tiff([tiled], false)))).toMatchObject({
      ok: true,
      value: { width: 1000, height: 600 },
    });
  });

  it('has only those pages for levels that are halves', async () => {
    expect(await read([tiled, tiled])).toMatchObject({ levels: [{ width: 1000 }], believedLevels: 2 });
    expect(await read([tiled, { ...tiled, 256: 160, 257: 96 }])).toMatchObject({
      levels: [{ width: 1000 }],
      believedLevels: 2,
    });
  });

  it.each<[string, Tags]>([
    ['no tiles', { ...tiled, 322: 0 }],
    ['32 bits', { ...tiled, 258: 32 }],
    ['floating point', { ...tiled, 339: 3 }],
    ['separate planes', { ...tiled, 284: 2 }],
    ['a palette', { ...tiled, 262: 3, 277: 1 }],
    ['CMYK', { ...tiled, 262: 5, 277: 4 }],
    ['CIELAB', { ...tiled, 262: 8 }],
    ['white is zero', { ...tiled, 262: 0, 277: 1 }],
    ['YCbCr without JPEG', { ...tiled, 262: 6 }],
  ])('with %s is not supported: iipsrv would show it wrongly', async (_what, directory) => {
    expect(await read([directory])).toBe('unsupported');
  });

  it('that ends too early is truncated', async () => {
    expect(await read([tiled], (file) => file.subarray(0, 1040))).toBe('truncated');
    expect(await read([{ ...tiled, 325: 9000 }])).toBe('truncated');
    expect(await read([tiled], (file) => file.subarray(0, 12))).toBe('truncated');
  });

  it('whose directories form a ring is unreadable', async () => {
    expect(
      await read([tiled], (file) => (file.writeUInt32LE(1000, 1002 + 12 * Object.keys(tiled).length), file)),
    ).toBe('unreadable');
  });
});
