import { describe, expect, it } from '@jest/globals';
import { makePng, pngChunk } from '../../test/support/make-png.js';
import { readLogo } from './read-logo.js';
import { rewritePng } from './rewrite-png.js';

function refusal(file: Buffer): string {
  const read = rewritePng(file);
  return read.ok ? '' : read.error;
}

describe('a PNG that is written anew', () => {
  it('keeps its pixels and nothing else', () => {
    const evil = '<script>alert(1)</script>';
    const file = makePng({
      before: [
        pngChunk('tEXt', Buffer.from(evil)),
        pngChunk('eXIf', Buffer.from(evil)),
        pngChunk('iCCP', Buffer.from(evil)),
      ],
      behind: Buffer.from(`PK${evil}`),
    });
    const read = rewritePng(file);
    expect(read.ok && [read.value.width, read.value.height]).toEqual([4, 3]);
    expect(read.ok && read.value.bytes.toString('latin1')).not.toMatch(/script|tEXt|eXIf|iCCP|PK/);
    expect(read.ok && rewritePng(read.value.bytes)).toEqual(read);
  });

  it('may have a palette, transparency, few bits, or come in passes', () => {
    const palette = pngChunk('PLTE', Buffer.from([0, 0, 0, 255, 255, 255]));
    const clear = pngChunk('tRNS', Buffer.from([0]));
    const kinds = [
      makePng({ colour: 3, depth: 1, rows: Buffer.alloc(3 * 2), before: [palette, clear] }),
      makePng({ colour: 6, rows: Buffer.alloc(3 * 17) }),
      makePng({ colour: 0, depth: 16, rows: Buffer.alloc(3 * 9) }),
      // 4 x 3 in Adam7: 1x1, (none), (none), 1x1, 2x1, 2x2, 4x1.
      makePng({ colour: 0, interlace: 1, rows: Buffer.alloc(2 + 2 + 3 + 2 * 3 + 5) }),
    ];
    expect(kinds.map(refusal)).toEqual(['', '', '', '']);
  });

  it('is refused unless it is whole and right in every part', () => {
    const good = makePng();
    const flipped = Buffer.from(good);
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    const wrong = [
      Buffer.concat([Buffer.from('<svg/>'), good]),
      good.subarray(0, good.length - 12),
      flipped,
      makePng({ rows: Buffer.alloc(5) }),
      makePng({ rows: Buffer.alloc(10_000_000) }),
      makePng({ rows: Buffer.alloc(3 * 13, 9) }),
      makePng({ colour: 3, rows: Buffer.alloc(3 * 5) }),
      makePng({ colour: 5 }),
      makePng({ depth: 4 }),
      makePng({ interlace: 2 }),
      makePng({ width: 0 }),
      makePng({ width: 2001 }),
      makePng({ before: [pngChunk('PLTE', Buffer.alloc(4))] }),
      makePng({ before: [pngChunk('tRNS', Buffer.alloc(60))] }),
      Buffer.alloc(0),
    ];
    for (const [index, file] of wrong.entries()) expect([index, refusal(file)]).not.toEqual([index, '']);
  });

  it('is no logo beyond 256 KB', () => {
    const read = readLogo(Buffer.alloc(300_000));
    expect(read.ok ? '' : read.error).toContain('larger than 256 KB');
    expect(readLogo(makePng())).toMatchObject({ ok: true, value: { width: 4, height: 3 } });
  });
});
