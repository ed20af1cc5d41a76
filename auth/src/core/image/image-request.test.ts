import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseImageTail } from './image-request.js';

const codeOf = (tail: string, api: 2 | 3 = 2) => {
  const result = parseImageTail(tail, api);
  return result.ok ? 'ok' : result.error.code;
};

describe('parseImageTail', () => {
  it('takes a tile request apart', () => {
    expect(parseImageTail('0,256,512,512/256,/!90/gray.jpg', 2)).toEqual({
      ok: true,
      value: {
        region: { kind: 'pixels', x: 0, y: 256, width: 512, height: 512 },
        size: { kind: 'width', width: 256, upscale: false },
        mirror: true,
        rotation: 90,
        quality: 'gray',
        format: 'jpg',
      },
    });
  });

  it('understands the encoded forms that clients send, and no others', () => {
    const raw = 'pct:1,2,3,4.5/!256,256/!0/default.jpg';
    const encoded = 'pct%3A1%2C2%2c3,4.5/%21256%2C256/%210/default.jpg';
    expect(parseImageTail(encoded, 3)).toEqual(parseImageTail(raw, 3));
    expect(parseImageTail('full/%5emax/0/default.jpg', 3)).toEqual(
      parseImageTail('full/^max/0/default.jpg', 3),
    );
    expect(codeOf('full/%31,/0/default.jpg')).toBe('bad_size');
    expect(codeOf('full/max/0/default%2Ejpg')).toBe('bad_quality');
    expect(codeOf('full/%252C5/0/default.jpg')).toBe('bad_size');
  });

  it.each(['full', 'max', '10,', ',10', 'pct:50', 'pct:.5', 'pct:33.333333333333', '10,20', '!10,20'])(
    'takes the size %s in 2.1',
    (size) => {
      expect(codeOf(`full/${size}/0/default.jpg`)).toBe('ok');
    },
  );

  it.each([
    'max',
    '^max',
    '10,',
    '^10,',
    ',10',
    '^,10',
    'pct:50',
    '^pct:150',
    '10,20',
    '^10,20',
    '!10,20',
    '^!10,20',
  ])('takes the size %s in 3.0', (size) => {
    expect(codeOf(`full/${size}/0/default.jpg`, 3)).toBe('ok');
  });

  it('keeps the versions apart', () => {
    expect(codeOf('full/full/0/default.jpg', 3)).toBe('bad_size');
    expect(codeOf('full/^max/0/default.jpg', 2)).toBe('bad_size');
  });

  it.each([
    '',
    ',',
    ',,',
    '-1,',
    '+1,',
    '1e3,',
    '0x10,',
    'NaN,',
    'nan,nan',
    '1.5,',
    '01,',
    ' 1,',
    '1 ,',
    '1,2,3',
    '!1,',
    '!,1',
    '1234567890,',
    '^',
    '^^max',
    'pct:',
    'pct:-1',
    'pct:1e1',
    'pct:1000',
    'pct:nan',
    'pct:1.',
    'pct:.',
    'PCT:5',
    'Max',
    '^full',
    '٣,',
  ])('refuses the size %j', (size) => {
    expect(codeOf(`full/${size}/0/default.jpg`, 2)).toBe('bad_size');
    expect(codeOf(`full/${size}/0/default.jpg`, 3)).toBe('bad_size');
  });

  it.each(['0,', ',0', '0,5', '5,0', '!0,5', 'pct:0', 'pct:0.0'])('refuses the empty size %s', (size) => {
    expect(codeOf(`full/${size}/0/default.jpg`)).toBe('empty_size');
  });

  it.each([
    '',
    'Full',
    'pct',
    '1,2,3',
    '1,2,3,4,5',
    '-1,0,5,5',
    '1.5,0,5,5',
    'pct:1,2,3',
    'pct:-1,0,5,5',
    'nan,nan,nan,nan',
    '1,2,3,4 ',
    'pct:1,2,3,1e2',
    'pixel:1,2,3,4',
  ])('refuses the region %j', (region) => {
    expect(codeOf(`${region}/max/0/default.jpg`)).toBe('bad_region');
  });

  it('refuses the empty region', () => {
    expect(codeOf('0,0,0,5/max/0/default.jpg')).toBe('empty_region');
    expect(codeOf('pct:0,0,5,0/max/0/default.jpg')).toBe('empty_region');
  });

  it.each(['', '-90', '361', '!', '!!90', '90!', '1e2', '+0', '90.'])(
    'refuses the rotation %j',
    (rotation) => {
      expect(codeOf(`full/max/${rotation}/default.jpg`)).toBe('bad_rotation');
    },
  );

  it.each(['native.jpg', 'Default.jpg', 'grey.jpg', '.jpg', 'default', ''])(
    'refuses the quality in %j',
    (file) => {
      expect(codeOf(`full/max/0/${file}`)).toBe('bad_quality');
    },
  );

  it.each(['default.', 'default.JPG', 'default.jpg.jp2', 'default.jpg&FIF=secret', 'default.jpg\u0000'])(
    'refuses the format in %j',
    (file) => {
      expect(codeOf(`full/max/0/${file}`)).toBe('bad_format');
    },
  );

  it('wants exactly four parts', () => {
    for (const tail of ['', 'full', 'full/max/0', 'full/max/0/default.jpg/', '/full/max/0/default.jpg']) {
      expect(parseImageTail(tail, 2).ok).toBe(false);
    }
  });

  it('never throws and never makes a number that is not finite and non-negative', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('full', 'max', 'pct:', '1', ',', '!', '^', '.', '0', '/', 'default.jpg', '-', 'e9'),
    );
    fc.assert(
      fc.property(
        fc.array(part).map((parts) => parts.join('')),
        fc.constantFrom(2 as const, 3 as const),
        (tail, api) => {
          const result = parseImageTail(tail, api);
          if (!result.ok) return;
          for (const value of [...Object.values(result.value.region), ...Object.values(result.value.size)]) {
            if (typeof value === 'number') expect(Number.isFinite(value) && value >= 0).toBe(true);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
