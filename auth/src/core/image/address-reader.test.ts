import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseAddress } from './address.js';
import { createAddressReader } from './address-reader.js';

const corpus = readFileSync(new URL('../../../test/corpora/hostile-paths.txt', import.meta.url), 'utf8');
const texts = corpus
  .split('\n')
  .flatMap((line) => (line.startsWith('#') ? [] : (line.split('\t', 1)[0] ?? [])));
const tails = [
  '0,0,256,256/256,/0/default.jpg',
  'full/^max/!90/gray.png',
  'full/max/0/default.JPG?x',
  '0,0,256/256,/0/default.jpg',
  'info.json',
  '0,0,1,1/1,/0/info.json',
  '0,0,1,1/1,/0/other.jpg',
  `${'0'.repeat(5_000)},0,1,1/1,/0/default.jpg`,
  'full/max/0/default.jpg/0,0,2,2/max/0/default.jpg',
];
const targets = texts.flatMap((text) =>
  ['/iiif/images/', '/iiif/3/tiers/grey/images/', '/iiif/files/', ''].flatMap((prefix) =>
    tails.map((tail) => `${prefix}${text}/${tail}`),
  ),
);

describe('reading addresses with a memory', () => {
  it('reads every hostile address as it is read without, whatever was read before', () => {
    const read = createAddressReader();
    for (const round of [1, 2])
      for (const target of targets)
        expect([round, target, read(target)]).toEqual([round, target, parseAddress(target)]);
  });

  it('reads any two addresses one after the other as each is read alone', () => {
    const part = fc.constantFrom(
      '/',
      '!',
      'a',
      'b',
      '..',
      '%2F',
      '%',
      '?',
      'images/',
      '3/',
      'tiers/t/',
      ...tails,
    );
    const any = fc.array(part, { maxLength: 8 }).map((parts) => `/iiif/${parts.join('')}`);
    fc.assert(
      fc.property(any, any, (one, other) => {
        const read = createAddressReader();
        read(one);
        expect(read(other)).toEqual(parseAddress(other));
        expect(read(other)).toEqual(parseAddress(other));
      }),
      { numRuns: 2_000 },
    );
  });

  it('remembers a bounded number of images', () => {
    const read = createAddressReader(3);
    for (let n = 0; n < 10; n += 1) {
      const target = `/iiif/images/${n}.jp2/full/max/0/default.jpg`;
      expect(read(target)).toEqual(parseAddress(target));
    }
  });
});
