import { describe, expect, it } from '@jest/globals';
import { createMemorySource } from './byte-source.js';
import { readJp2 } from './jp2.js';

interface Shape {
  readonly width?: number;
  readonly height?: number;
  readonly offset?: number;
  readonly components?: readonly (readonly [bits: number, across: number, down: number])[];
  readonly decompositions?: number;
  readonly colourSpace?: number;
  readonly palette?: boolean;
  readonly tileBytes?: number;
  readonly cut?: number;
}

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

function marker(code: number, content: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(code, 0);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

function jp2(shape: Shape): Buffer {
  const {
    width = 6000,
    height = 8000,
    offset = 0,
    colourSpace = 16,
    tileBytes = 50,
    decompositions = 5,
  } = shape;
  const components = shape.components ?? [
    [8, 1, 1],
    [8, 1, 1],
    [8, 1, 1],
  ];
  const size = Buffer.alloc(36 + components.length * 3);
  [width + offset, height + offset, offset, offset, 512, 512, 0, 0].forEach((value, index) =>
    size.writeUInt32BE(value, 2 + index * 4),
  );
  size.writeUInt16BE(components.length, 34);
  components.forEach(([bits, across, down], index) => size.set([bits - 1, across, down], 36 + index * 3));
  const tile = Buffer.alloc(12);
  tile.writeUInt16BE(0xff90, 0);
  tile.writeUInt16BE(10, 2);
  tile.writeUInt32BE(12 + tileBytes, 6);
  const stream = Buffer.concat([
    Buffer.from([0xff, 0x4f]),
    marker(0xff51, size),
    marker(0xff52, Buffer.from([0, 0, 0, 1, 1, decompositions, 4, 4, 0, 0])),
    tile,
    Buffer.alloc(50),
    Buffer.from([0xff, 0xd9]),
  ]);
  const colour = Buffer.from([1, 0, 0, 0, 0, 0, colourSpace]);
  const header = Buffer.concat([
    box('ihdr', Buffer.alloc(14)),
    box('colr', colour),
    ...(shape.palette === true ? [box('pclr', Buffer.alloc(4))] : []),
  ]);
  const file = Buffer.concat([
    box('jP  ', Buffer.from('0d0a870a', 'hex')),
    box('jp2h', header),
    box('jp2c', stream),
  ]);
  return shape.cut === undefined ? file : file.subarray(0, file.length - shape.cut);
}

async function read(shape: Shape): Promise<unknown> {
  const result = await readJp2(createMemorySource(jp2(shape)));
  return result.ok ? result.value : result.error.code;
}

describe('a JP2', () => {
  it('tells its size, tiles and the levels that iipsrv finds in it', async () => {
    expect(await read({})).toEqual({
      format: 'jp2',
      width: 6000,
      height: 8000,
      tileWidth: 512,
      tileHeight: 512,
      channels: 3,
      bits: 8,
      levels: [1, 2, 4, 8, 16, 32].map((factor) => ({
        width: Math.floor(6000 / factor),
        height: Math.floor(8000 / factor),
      })),
      reversible: false,
      believedLevels: 6,
    });
  });

  it('with few levels has fewer than iipsrv believes', async () => {
    expect(await read({ decompositions: 2 })).toMatchObject({
      levels: [{ width: 6000 }, { width: 3000 }, { width: 1500 }],
      believedLevels: 6,
    });
  });

  it('one pixel high has no level without pixels', async () => {
    expect(await read({ width: 3000, height: 1 })).toMatchObject({
      levels: [{ width: 3000, height: 1 }],
      believedLevels: 5,
    });
  });

  it.each<[string, Shape]>([
    ['an offset', { offset: 8 }],
    [
      'subsampled colour',
      {
        components: [
          [8, 1, 1],
          [8, 2, 2],
          [8, 2, 2],
        ],
      },
    ],
    [
      'channels of different depths',
      {
        components: [
          [8, 1, 1],
          [8, 1, 1],
          [4, 1, 1],
        ],
      },
    ],
    ['signed samples', { components: [[136, 1, 1]] }],
    [
      '12 bits of colour',
      {
        components: [
          [12, 1, 1],
          [12, 1, 1],
          [12, 1, 1],
        ],
      },
    ],
    [
      '5 channels',
      {
        components: [
          [8, 1, 1],
          [8, 1, 1],
          [8, 1, 1],
          [8, 1, 1],
          [8, 1, 1],
        ],
      },
    ],
    ['sYCC', { colourSpace: 18 }],
    ['CMYK', { colourSpace: 12 }],
    ['a palette', { palette: true }],
  ])('with %s is not supported: iipsrv would show it wrongly', async (_what, shape) => {
    expect(await read(shape)).toBe('unsupported');
  });

  it('that ends too early is truncated, wherever it ends', async () => {
    const length = jp2({}).length;
    for (let cut = 1; cut < length - 12; cut += 1)
      expect([cut, await read({ cut })]).toEqual([cut, 'truncated']);
  });

  it('whose tile-parts reach behind its end is truncated', async () => {
    expect(await read({ tileBytes: 5000 })).toBe('truncated');
  });
});
