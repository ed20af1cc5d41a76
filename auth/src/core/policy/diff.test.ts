import { describe, expect, it } from '@jest/globals';

import { at, compiledOf, exampleText, withFolders } from '../../../test/support/example-policy.js';
import type { ImagePath } from '../image/image-path.js';
import { diffPolicies } from './diff.js';

const now = at('2026-11-20T12:00:00Z');
const images = (folder: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${folder}/${index}.jp2` as ImagePath);
const diff = (before: string, after: string, paths: readonly ImagePath[]) =>
  diffPolicies(compiledOf(before), compiledOf(after), paths, now);
const counts = (before: string, after: string) => {
  const { opens, closes, opensLater, closesLater, reveals } = diff(
    withFolders(`  /a: ${before}`),
    withFolders(`  /a: ${after}`),
    images('a', 1),
  );
  return [opens, closes, opensLater, closesLater, reveals].map(({ count }) => count);
};

const embargo = (until: string) =>
  `{ grants: [ { who: anyone, tier: full } ], ceilings: [ { max: closed, until: ${until} } ] }`;

describe('the difference between two policies', () => {
  it('counts the 412 images that a change opens, and says which', () => {
    const after = exampleText.replace(
      '/staff:             { grants: [ { who: "group:staff"',
      '/staff:             { grants: [ { who: anyone',
    );
    const result = diff(exampleText, after, [...images('staff/box', 412), ...images('free', 100)]);
    expect(result).toMatchObject({ total: 512, unchanged: 100, opens: { count: 412 }, closes: { count: 0 } });
    expect(result.opens.samples).toHaveLength(20);
    expect(result.opens.samples[0]).toEqual({
      path: 'staff/box/0.jp2',
      who: 'anyone',
      before: 'closed',
      after: 'full',
    });
  });

  it('finds nothing between a policy and itself', () => {
    expect(diff(exampleText, exampleText, images('embargo', 5)).unchanged).toBe(5);
  });

  const staff = '{ grants: [ { who: "group:staff", tier: full } ] }';
  it.each([
    [
      'a group more',
      staff,
      '{ grants: [ { who: "group:staff", tier: full }, { who: "group:x", tier: preview } ] }',
      [1, 0, 0, 0, 0],
    ],
    ['another group', staff, '{ grants: [ { who: "group:x", tier: full } ] }', [1, 1, 0, 0, 0]],
    ['a place', staff, '{ grants: [ { who: "place:reading-room", tier: full } ] }', [1, 1, 0, 0, 0]],
    [
      'no agreement any more',
      '{ grants: [ { who: anyone, tier: full, agree: terms } ] }',
      '{ grants: [ { who: anyone, tier: full } ] }',
      [1, 0, 0, 0, 0],
    ],
    [
      'two audiences instead of one',
      staff,
      '{ grants: [ { who: "group:staff", and: "place:reading-room", tier: full } ] }',
      [0, 1, 0, 0, 0],
    ],
    [
      'a ceiling',
      '{ grants: [ { who: anyone, tier: full } ] }',
      '{ grants: [ { who: anyone, tier: full } ], ceilings: [ { max: grey } ] }',
      [0, 1, 0, 0, 0],
    ],
    [
      'grey for colour',
      '{ grants: [ { who: anyone, tier: preview } ] }',
      '{ grants: [ { who: anyone, tier: grey } ] }',
      [1, 1, 0, 0, 0],
    ],
    ['an earlier end of an embargo', embargo('2031-01-01'), embargo('2027-01-01'), [0, 0, 1, 0, 0]],
    ['a later end of an embargo', embargo('2031-01-01'), embargo('2035-01-01'), [0, 0, 0, 1, 0]],
    ['an end of an embargo', embargo('2031-01-01'), embargo('2026-01-01'), [1, 0, 0, 0, 0]],
    [
      'no ceiling any more, for those in two groups but not in the one it excepts',
      '{ grants: [ { who: "group:x", and: "group:y", tier: full } ], ceilings: [ { max: closed, except: "group:z" } ] }',
      '{ grants: [ { who: "group:x", and: "group:y", tier: full } ] }',
      [1, 0, 0, 0, 0],
    ],
    [
      'a ceiling less, for a user in one group',
      '{ grants: [ { who: "user:u", and: "group:y", tier: full } ], ceilings: [ { max: grey, except: "group:z" }, { max: grey } ] }',
      '{ grants: [ { who: "user:u", and: "group:y", tier: full } ], ceilings: [ { max: grey, except: "group:z" } ] }',
      [1, 0, 0, 0, 0],
    ],
    ['hidden no more', '{ hidden: true }', '{ }', [0, 0, 0, 0, 1]],
    ['an open manifest', '{ }', '{ manifest: open }', [0, 0, 0, 0, 1]],
  ])('sees %s', (_, before, after, expected) => {
    expect(counts(before, after)).toEqual(expected);
  });

  it('sees larger tiers and wider places under the same names', () => {
    const larger = exampleText.replace('max_edge: 400', 'max_edge: 800');
    expect(diff(exampleText, larger, images('preview', 3)).opens.count).toBe(3);
    const wider = exampleText.replace('192.0.2.16/28', '192.0.2.0/24');
    expect(diff(exampleText, wider, images('reading-room', 3)).opens.count).toBe(3);
    expect(diff(wider, exampleText, images('reading-room', 3))).toMatchObject({
      opens: { count: 0 },
      closes: { count: 3 },
    });
  });
});
