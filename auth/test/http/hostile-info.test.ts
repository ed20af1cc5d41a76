import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { publicUrl } from '../support/test-app.js';
import { useTestApp } from './use-app.js';

const runs = process.env['GATEHOUSE_TEST_FULL'] === '1' ? 20_000 : 250;
const use = useTestApp();
const marker = 'zz-marker-zz';

/** Pieces of addresses that mean something to somebody, and such that don't. */
const piece = fc.oneof(
  fc.constantFrom(
    'iiif',
    'images',
    'tiers',
    'preview',
    '3',
    '2',
    'info.json',
    'INFO.JSON',
    'info.json/',
    'manifests',
    'files',
    'members!001.jp2',
    'secret!001.jp2',
    'open!001.jp2',
    'preview!001.jp2',
    'shut!001.jp2',
    '..',
    '.',
    '%2e%2e',
    '%2F',
    '%00',
    '%',
    '!',
    '!!',
    ';a=b',
    '\\',
    '%5C',
    '%c0%af',
    'ü',
    '%C3%BC',
    '%252e',
    '?',
    '#',
    marker,
  ),
  fc.string({ maxLength: 12 }).map((text) => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, ''))),
);
const target = fc.oneof(
  fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => `/iiif/images/${parts.join('/')}/info.json`),
  fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => `/iiif/${parts.join('/')}`),
  fc
    .tuple(
      fc.constantFrom('', '3/', 'tiers/preview/'),
      piece,
      fc.constantFrom('', '?a', `?${marker}`, '/', '%20'),
    )
    .map(([version, id, rest]) => `/iiif/${version}images/${id}/info.json${rest}`),
);
const value = fc.oneof(
  fc.constantFrom(
    '',
    'null',
    '*',
    marker,
    'Bearer',
    'Bearer x',
    `Bearer ${'A'.repeat(43)}`,
    'Basic dG9tOnRvbQ==',
  ),
  fc.constantFrom(
    `__Host-gatehouse=${'A'.repeat(43)}`,
    '__Host-gatehouse=',
    'a=b; __Host-gatehouse="x"',
    '[]',
  ),
  fc.stringMatching(/^[ -~]{0,60}$/),
);
const headerNames = [
  'Authorization',
  'Cookie',
  'Origin',
  'Referer',
  'Accept',
  'Accept-Language',
  'Range',
  'If-None-Match',
];
const more = [
  'X-Original-URI',
  'X-Forwarded-For',
  'X-Gate-Own-Network',
  'X-Gate-Outcome',
  'Sec-Fetch-Mode',
  'X-Request-Id',
];
const headers = fc.dictionary(fc.constantFrom(...headerNames, ...more), value, { maxKeys: 5 });

describe('requests for info.json, made up', () => {
  it('[F3] open nothing, break nothing, and are never given back as they came', async () => {
    await fc.assert(
      fc.asyncProperty(target, headers, async (asked, sent) => {
        const answer = await use()
          .agent()
          .get(asked.replaceAll(/[^\x21-\x7e]/g, ''), sent);
        expect(answer.status).toBeLessThan(500);
        if (answer.status === 200 && answer.json?.['@id'] !== undefined)
          expect(String(answer.json['@id'])).toMatch(
            new RegExp(
              `^${publicUrl}/iiif/(?:images/(?:open|grey|preview|small)!|tiers/|collections|2/|manifests)`,
            ),
          );
        // What a closed image's description may tell is in its 401; nobody made up is let in.
        expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
        expect(Object.values(answer.headers).join('\n')).not.toMatch(/[\r\n]zz-marker/);
        if ((answer.headers['content-type'] ?? '').startsWith('text/html'))
          expect(answer.text).not.toContain(marker);
        expect(answer.setCookies).toEqual([]);
      }),
      { numRuns: runs, seed: 20_261_120 },
    );
  }, 240_000);
});
