import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readCorpus } from '../../../test/http/corpus.js';
import { parseReturnPath } from './return-path.js';

describe('parseReturnPath', () => {
  it.each([
    '/',
    '/iiif/images/members!001.jp2/full/max/0/default.jpg',
    '/iiif/images/members!Z%C3%BCrich%20%231%3Bv%3F.jp2/0,0,512,512/!256,256/90/gray.jpg',
    '/iiif/manifests/estates!miller',
    '/view/?manifest=https://images.test/iiif/manifests/open',
    '/account/',
  ])('takes %s', (path) => {
    expect(parseReturnPath(path)).toBe(path);
  });

  it('takes nothing that could lead elsewhere', () => {
    const corpus = readCorpus('open-redirects.txt');
    expect(corpus.length).toBeGreaterThanOrEqual(120);
    expect(corpus.filter((text) => parseReturnPath(text) !== null)).toEqual([]);
  });

  it('whatever it takes is a path of this site to a browser, and stays below what it names', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2f',
      '@',
      ':',
      '?',
      '#',
      'iiif',
      'view',
      'evil.test',
      '\t',
    );
    fc.assert(
      fc.property(
        fc.constantFrom('/iiif/', '/view/', '/account/', '/'),
        fc.array(piece, { maxLength: 8 }),
        (head, rest) => {
          const text = head + rest.join('');
          if (parseReturnPath(text) === null) return;
          const url = new URL(text, 'https://images.test');
          expect(url.origin).toBe('https://images.test');
          expect(url.pathname.startsWith(head)).toBe(true);
        },
      ),
    );
  });
});
