import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { formatGatewayImage, parseGatewayImage } from './gateway-image.js';
import { formatIdentifier, type ImagePath, parseIdentifier, toImagePath } from './image-path.js';

const problemOf = (raw: string) => {
  const result = parseIdentifier(raw);
  return result.ok ? `is ${result.value}` : result.error.code;
};

/** Any UTF-16, lone surrogates and control characters included. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0x20, max: 0x7e })))
  .map((units) => units.map((unit) => String.fromCharCode(unit)).join(''));

/** Text that looks like identifiers, so that more of it gets past the first checks. */
const likelyText = fc
  .array(
    fc.constantFrom(
      'a',
      '.',
      '..',
      '!',
      '/',
      '%2F',
      '%2f',
      '%21',
      '%25',
      '%2e',
      '%C3%BC',
      '%',
      '+',
      '%5C',
      '%00',
      'ü',
      '%C0%AF',
      ' ',
    ),
  ) // prettier-ignore
  .map((parts) => parts.join(''));

const path = anyText
  .map((text) => toImagePath(text))
  .filter((result) => result.ok)
  .map((result) => (result as { value: ImagePath }).value);

const hardName = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  .filter((name) => toImagePath(name.replaceAll('/', '_')).ok);
const hardPath = fc
  .array(hardName, { minLength: 1, maxLength: 5 })
  .map((names) => names.map((name) => name.replaceAll('/', '_')).join('/') as ImagePath);

describe('parseIdentifier', () => {
  it.each([
    ['estates!miller!001.jp2', 'estates/miller/001.jp2'],
    ['estates/miller/001.jp2', 'estates/miller/001.jp2'],
    ['estates%2Fmiller%2f001.jp2', 'estates/miller/001.jp2'],
    ['a!b/c%2Fd.jp2', 'a/b/c/d.jp2'],
    ['really%21.jp2', 'really!.jp2'],
    ['a..b.jp2', 'a..b.jp2'],
    ['...', '...'],
    ['.hidden.jp2', '.hidden.jp2'],
    ['100%25.tif', '100%.tif'],
    ['%252Fetc', '%2Fetc'],
    ['a+b.jp2', 'a+b.jp2'],
    ['a%2Bb.jp2', 'a+b.jp2'],
    ['a%20b.jp2', 'a b.jp2'],
    ["$&'()*+,;=:@", "$&'()*+,;=:@"],
    ["%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40", "$&'()*+,;=:@"], // prettier-ignore
    ['Z%C3%BCrich.jp2', 'Zürich.jp2'],
    ['z%c3%bc.jp2', 'zü.jp2'],
    ['zu%CC%88.jp2', 'zu\u0308.jp2'],
    ['%E5%8D%B7%F0%9F%97%BA', '卷🗺'],
    ['%23%3F%22%3C%5B', '#?"<['],
  ])('takes %s as %s', (raw, expected) => {
    expect(parseIdentifier(raw)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['', 'empty_segment'],
    ['!a', 'empty_segment'],
    ['a!', 'empty_segment'],
    ['a!!b', 'empty_segment'],
    ['a%2F%2Fb', 'empty_segment'],
    ['.', 'dot_segment'],
    ['..', 'dot_segment'],
    ['a!..!b', 'dot_segment'],
    ['a%2F..%2Fb', 'dot_segment'],
    ['%2e%2e!b', 'over_encoded'],
    ['%2E', 'over_encoded'],
    ['%61', 'over_encoded'],
    ['%7E', 'over_encoded'],
    ['%2D', 'over_encoded'],
    ['%5F', 'over_encoded'],
    ['a%00b', 'control_character'],
    ['a%0D%0Ab', 'control_character'],
    ['a%7F', 'control_character'],
    ['a%C2%85', 'control_character'],
    ['a%5Cb', 'backslash'],
    ['a\\b', 'raw_character'],
    ['a b', 'raw_character'],
    ['ü', 'raw_character'],
    ['\ud800', 'raw_character'],
    ['a?b', 'raw_character'],
    ['a#b', 'raw_character'],
    ['a"b', 'raw_character'],
    ['a\u0000b', 'raw_character'],
    ['100%', 'malformed_escape'],
    ['100%.tif', 'malformed_escape'],
    ['a%2', 'malformed_escape'],
    ['a%u002e', 'malformed_escape'],
    ['a%2!b', 'malformed_escape'],
    ['%%2F', 'malformed_escape'],
    ['%C0%AF', 'invalid_utf8'],
    ['%C0%AE', 'invalid_utf8'],
    ['%E0%80%AF', 'invalid_utf8'],
    ['%ED%A0%80', 'invalid_utf8'],
    ['%F4%90%80%80', 'invalid_utf8'],
    ['%C3', 'invalid_utf8'],
    ['%FF', 'invalid_utf8'],
    ['%C3!%BC', 'invalid_utf8'],
  ])('refuses %j as %s', (raw, code) => {
    expect(problemOf(raw)).toBe(code);
  });

  it('measures names and paths in bytes', () => {
    expect(parseIdentifier('a'.repeat(255)).ok).toBe(true);
    expect(problemOf('a'.repeat(256))).toBe('name_too_long');
    expect(parseIdentifier('%C3%BC'.repeat(127)).ok).toBe(true);
    expect(problemOf('%C3%BC'.repeat(128))).toBe('name_too_long');
    const name = 'a'.repeat(204);
    expect(parseIdentifier([name, name, name, name, name].join('!')).ok).toBe(true);
    expect(problemOf([name, name, name, name, `${name}a`].join('!'))).toBe('path_too_long');
    expect(problemOf('!'.repeat(100_000))).toBe('path_too_long');
  });

  it('never repeats what it refuses', () => {
    const result = parseIdentifier('secretname%00');
    expect(JSON.stringify(result)).not.toContain('secretname');
  });

  it('never throws, and never lets a dot segment, an empty one, a control character or a backslash through', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, likelyText), (raw) => {
        const result = parseIdentifier(raw);
        if (!result.ok) return;
        for (const segment of result.value.split('/')) {
          expect(['', '.', '..']).not.toContain(segment);
          expect(segment).not.toMatch(/[\u0000-\u001f\u007f-\u009f\\]/); // eslint-disable-line no-control-regex
        }
        expect(result.value.isWellFormed()).toBe(true);
        expect(raw).not.toMatch(/(^|[!/]|%2f)\.{1,2}($|[!/]|%2f)/i);
      }),
      { numRuns: 2000 },
    );
  });

  it('accepts on disk exactly what can be asked for', () => {
    fc.assert(
      fc.property(likelyText, (raw) => {
        const asked = parseIdentifier(raw);
        if (asked.ok) expect(toImagePath(asked.value)).toEqual(asked);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('formatIdentifier', () => {
  it.each([
    ['estates/miller/001.jp2', 'estates!miller!001.jp2'],
    ['really!.jp2', 'really%21.jp2'],
    ['100%.tif', '100%25.tif'],
    ['a b/ü&c.jp2', 'a%20b!%C3%BC&c.jp2'],
    ["$&'()*+,;=:@", "$&'()*+,;=:@"],
  ])('writes %s as %s', (text, expected) => {
    expect(formatIdentifier(text as ImagePath)).toBe(expected);
  });

  it('is undone by parseIdentifier', () => {
    fc.assert(
      fc.property(fc.oneof(path, hardPath), (value) => {
        expect(parseIdentifier(formatIdentifier(value))).toEqual({ ok: true, value });
      }),
    );
  });
});

describe('formatGatewayImage', () => {
  it('leaves only unreserved characters raw', () => {
    expect(formatGatewayImage("a+b/&'(!).jp2" as ImagePath)).toBe('a%2Bb!%26%27%28%21%29.jp2');
    fc.assert(
      fc.property(hardPath, (value) => {
        expect(formatGatewayImage(value)).toMatch(/^[A-Za-z0-9\-._~%!]+$/);
        expect(parseGatewayImage(formatGatewayImage(value))).toEqual({ ok: true, value });
      }),
    );
  });

  it.each(['a/b', 'a%2Fb', 'a+b', 'a%2bb', 'a&b', '%61', '..', ''])('takes no other spelling: %j', (raw) => {
    expect(parseGatewayImage(raw).ok).toBe(false);
  });
});

describe('toImagePath', () => {
  it.each(['', '/a', 'a/', 'a//b', './a', 'a/../b', 'a\\b', 'a\nb', 'a\u0085', '\ud800', 'a'.repeat(256)])(
    'refuses the file %j',
    (name) => {
      expect(toImagePath(name).ok).toBe(false);
    },
  );

  it('takes names byte for byte', () => {
    for (const name of ['a!b.jp2', '100%.tif', 'a+b & c;v?.tif', '卷/ü.jp2', '.x/y']) {
      expect(toImagePath(name)).toEqual({ ok: true, value: name });
    }
  });
});
