import { describe, expect, it } from '@jest/globals';

import {
  at,
  ayesha,
  compiledOf,
  exampleText,
  ines,
  inReadingRoom,
  marek,
  nobody,
  policyOf,
  tom,
  withFolders,
} from '../../../test/support/example-policy.js';
import type { ImagePath } from '../image/image-path.js';
import { epochSeconds } from '../time.js';
import { compilePolicy } from './compile.js';
import { decide, decideFolder } from './decide.js';
import type { Visitor } from './visitor.js';

const now = at('2026-11-20T12:00:00Z');
const example = compiledOf(exampleText);
const image = (path: string): ImagePath => path as ImagePath;
const curator: Visitor = { ...marek, user: { name: 'clara', groups: ['curators'] } };
const agreed: Visitor = { ...nobody, agreements: { terms: { version: 1, at: at('2026-11-01T00:00:00Z') } } };
const tierOf = (text: string, visitor: Visitor, path: string, when = now): string =>
  decide(compiledOf(withFolders(text)), visitor, image(path), when).tier;

const stepsFor = (visitor: Visitor, path: string) => decide(example, visitor, image(path), now).steps;

const tierFrom = (address: string | null) =>
  decide(example, { ...nobody, address }, image('reading-room/1.jp2'), now).tier;

const capped = (grants: string, ceilings: string, visitor: Visitor = nobody): string =>
  tierOf(`  /: { grants: [ ${grants} ], ceilings: [ ${ceilings} ] }`, visitor, 'x.jp2');

const helped = (folders: string, visitor: Visitor = nobody) => {
  const { couldHelp, steps } = decide(
    compiledOf(withFolders(`  /: ${folders}`)),
    visitor,
    image('x.jp2'),
    now,
  );
  return [couldHelp, steps.map((step) => step.kind)];
};

describe('decide, on the example of contract 4', () => {
  it.each([
    // path, nobody, reading room, Marek, Tom, Ayesha, Ines, a curator, agreed
    ['free/1.jp2', 'full', 'full', 'full', 'full', 'full', 'full', 'full', 'full'],
    ['staff/1.jp2', 'closed', 'closed', 'closed', 'full', 'closed', 'closed', 'closed', 'closed'],
    ['staff/deep/er/1.jp2', 'closed', 'closed', 'closed', 'full', 'closed', 'closed', 'closed', 'closed'],
    ['preview/1.jp2', 'preview', 'preview', 'full', 'full', 'full', 'full', 'full', 'preview'],
    ['reading-room/1.jp2', 'closed', 'full', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed'],
    ['terms/1.jp2', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'full'],
    ['secret/1.jp2', 'closed', 'closed', 'closed', 'full', 'closed', 'closed', 'closed', 'closed'],
    ['embargo/1.jp2', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'full', 'closed'],
  ])('gives %s to those whom the rules name', (path, ...tiers) => {
    const visitors = [nobody, inReadingRoom, marek, tom, ayesha, ines, curator, agreed];
    expect(visitors.map((visitor) => decide(example, visitor, image(path), now).tier)).toEqual(tiers);
  });

  it('says what would help, to each what they lack', () => {
    expect(stepsFor(nobody, 'staff/1.jp2')).toEqual([{ kind: 'sign-in' }]);
    expect(stepsFor(marek, 'staff/1.jp2')).toEqual([{ kind: 'other-account' }]);
    expect(stepsFor(nobody, 'preview/1.jp2')).toEqual([{ kind: 'sign-in' }]);
    expect(stepsFor(nobody, 'reading-room/1.jp2')).toEqual([{ kind: 'place', place: 'reading-room' }]);
    expect(stepsFor(nobody, 'terms/1.jp2')).toEqual([{ kind: 'agree', agreement: 'terms', version: 1 }]);
    expect(stepsFor(nobody, 'embargo/1.jp2')).toEqual([
      { kind: 'sign-in' },
      { kind: 'wait', until: at('2030-12-31T23:00:00Z') },
    ]);
    expect(stepsFor(tom, 'staff/1.jp2')).toEqual([]);
  });

  it('gives the reasons, the strongest first', () => {
    expect(decide(example, nobody, image('embargo/1.jp2'), now).reason).toEqual([
      {
        kind: 'ceiling',
        folder: '/embargo',
        until: at('2030-12-31T23:00:00Z'),
        text: { en: 'Closed until 2031' },
      },
    ]);
    expect(decide(example, tom, image('staff/1.jp2'), now).reason).toEqual([
      { kind: 'granted', folder: '/staff', who: 'group:staff' },
    ]);
    expect(decide(example, nobody, image('staff/1.jp2'), now).reason).toEqual([
      { kind: 'not-granted', folder: '/staff' },
    ]);
  });

  it('lifts the embargo at the second, and caches nothing past it', () => {
    const end = at('2030-12-31T23:00:00Z'); // midnight in Berlin
    const before = decide(example, nobody, image('embargo/1.jp2'), epochSeconds(end - 1));
    expect([before.tier, before.nextChange]).toEqual(['closed', end]);
    const after = decide(example, nobody, image('embargo/1.jp2'), end);
    expect([after.tier, after.nextChange, after.open]).toEqual(['full', null, true]);
  });

  it('carries the manifest mode, hiding and contact of the nearest folder', () => {
    expect(decide(example, nobody, image('secret/a/1.jp2'), now)).toMatchObject({
      hidden: true,
      manifest: 'closed',
      contact: null,
    });
    expect(decide(example, nobody, image('staff/1.jp2'), now)).toMatchObject({
      hidden: false,
      manifest: 'skeleton',
      contact: 'archive@example.org',
    });
  });

  it('calls open only what anyone gets without a ceiling', () => {
    expect(decide(example, nobody, image('free/1.jp2'), now).open).toBe(true);
    expect(decide(example, tom, image('free/1.jp2'), now).open).toBe(true);
    expect(decide(example, nobody, image('preview/1.jp2'), now).open).toBe(true);
    expect(decide(example, tom, image('preview/1.jp2'), now).open).toBe(false);
    expect(decide(example, agreed, image('terms/1.jp2'), now).open).toBe(false);
    expect(decide(example, nobody, image('staff/1.jp2'), now).open).toBe(false);
    expect(decide(example, curator, image('embargo/1.jp2'), now).open).toBe(false);
  });

  it('asks again for an agreement that ran out or has a new version', () => {
    const tier = (version: number, when: string) =>
      decide(
        example,
        { ...nobody, agreements: { terms: { version, at: at(when) } } },
        image('terms/1.jp2'),
        now,
      );
    expect(tier(1, '2026-10-21T12:00:01Z')).toMatchObject({ tier: 'full', nextChange: now + 1 });
    expect(tier(1, '2026-10-21T12:00:00Z').tier).toBe('closed');
    expect(tier(2, '2026-11-20T11:00:00Z').tier).toBe('closed');
    expect(
      decide(
        example,
        { ...nobody, agreements: JSON.parse('{"__proto__":{}}') as never },
        image('terms/1.jp2'),
        now,
      ).tier,
    ).toBe('closed');
  });

  it('judges a place by the address of this request, IPv4-mapped and IPv6 too', () => {
    for (const inside of [
      '192.0.2.16',
      '192.0.2.31',
      '::ffff:192.0.2.20',
      '2001:db8:5::1',
      '2001:DB8:5:0:ffff::',
    ])
      expect([inside, tierFrom(inside)]).toEqual([inside, 'full']);
    for (const outside of ['192.0.2.15', '192.0.2.32', '2001:db8:5:1::', '192.0.2.020', 'unix:', '', null])
      expect([outside, tierFrom(outside)]).toEqual([outside, 'closed']);
  });
});

describe('decide, by specificity', () => {
  const rules = `
  /: { grants: [ { who: anyone, tier: full } ] }
  /a: { grants: [ { who: "group:staff", tier: full } ] }
  /a/open: { grants: [ { who: anyone, tier: preview } ] }
  "/*/private": { grants: [] }
  /b/private: { grants: [ { who: signed-in, tier: full } ] }
  "**/*_verso.jp2": { grants: [ { who: signed-in, tier: grey } ] }
  /a/open/9_verso.jp2: { grants: [ { who: anyone, tier: full } ] }
  "/c/**": { grants: [ { who: signed-in, tier: preview } ] }
  /c/shop: { grants: [ { who: anyone, tier: grey } ] }
  "/d/\\\\*.jp2": { grants: [] }`;
  it.each([
    ['x.jp2', 'full', 'full'],
    ['a/x.jp2', 'closed', 'closed'],
    ['a/open/x.jp2', 'preview', 'preview'],
    ['a/open/deep/x.jp2', 'preview', 'preview'],
    ['a/private/x.jp2', 'closed', 'closed'],
    ['a/private', 'closed', 'closed'],
    ['b/private/x.jp2', 'closed', 'full'],
    ['a/open/1_verso.jp2', 'closed', 'grey'],
    ['1_verso.jp2', 'closed', 'grey'],
    ['a/open/9_verso.jp2', 'full', 'full'],
    ['c/x.jp2', 'closed', 'preview'],
    ['c/shop/x.jp2', 'grey', 'grey'],
    ['c', 'full', 'full'],
    ['d/*.jp2', 'closed', 'closed'],
    ['d/x.jp2', 'full', 'full'],
    ['/a/x.jp2', 'closed', 'closed'],
    ['q/../a/x.jp2', 'closed', 'closed'],
    ['a//x.jp2', 'closed', 'closed'],
  ])('file, then glob, then the nearest folder: %s', (path, anonymous, signedIn) => {
    expect([tierOf(rules, nobody, path), tierOf(rules, marek, path)]).toEqual([anonymous, signedIn]);
  });

  it('decides folders as such, also those named by /**', () => {
    const policy = compiledOf(withFolders(rules));
    const tier = (folder: string) => decideFolder(policy, nobody, folder, now).tier;
    expect(['', 'a', 'a/open', 'c', 'c/x', '/', 'x/private'].map(tier)).toEqual([
      'full',
      'closed',
      'preview',
      'closed',
      'closed',
      'closed',
      'closed',
    ]);
  });

  it('is closed where no rule matches, and where no policy holds up', () => {
    expect(tierOf('  /a: { grants: [ { who: anyone, tier: full } ] }', nobody, 'b.jp2')).toBe('closed');
    const policy = policyOf(
      withFolders(
        '  /: { grants: [ { who: anyone, tier: full } ] }\n  /a: { grants: [ { who: anyone, tier: grey } ] }',
      ),
    );
    const unsound = { ...policy, tiers: [] };
    expect(decide(compilePolicy(unsound), nobody, image('x.jp2'), now)).toMatchObject({
      tier: 'closed',
      reason: [{ kind: 'no-rule' }],
    });
  });
});

describe('decide, with ceilings', () => {
  it('gives the best tier within the meet of both limits', () => {
    expect(capped('{ who: anyone, tier: full }', '{ max: preview }')).toBe('preview');
    expect(capped('{ who: anyone, tier: full }', '{ max: grey }')).toBe('grey');
    // 400 pixels in grey: no tier is that small and grey.
    expect(capped('{ who: anyone, tier: preview }', '{ max: grey }')).toBe('closed');
    expect(capped('{ who: anyone, tier: full }', '{ max: grey }, { max: preview }')).toBe('closed');
    expect(capped('{ who: anyone, tier: preview }, { who: anyone, tier: grey }', '{ max: preview }')).toBe(
      'preview',
    );
  });
  it('adds up ceilings from every level, whatever replaces the grants', () => {
    const rules = `
  /: { grants: [], ceilings: [ { max: grey } ] }
  /a: { ceilings: [ { max: closed, until: 2027-01-01, except: "group:staff" } ] }
  /a/b: { grants: [ { who: anyone, tier: full } ] }`;
    expect(tierOf(rules, nobody, 'a/b/x.jp2')).toBe('closed');
    expect(tierOf(rules, tom, 'a/b/x.jp2')).toBe('grey');
    expect(tierOf(rules, nobody, 'a/b/x.jp2', at('2027-01-01T00:00:00Z'))).toBe('grey');
  });
  it('never gives the colour preview to someone limited to grey', () => {
    const policy = compiledOf(withFolders('  /: { grants: [ { who: anyone, tier: grey } ] }'));
    expect(decide(policy, nobody, image('x.jp2'), now).mayFetch).toEqual(['grey']);
    const all = compiledOf(withFolders('  /: { grants: [ { who: anyone, tier: full } ] }'));
    expect(decide(all, nobody, image('x.jp2'), now).mayFetch).toEqual(['full', 'grey', 'preview']);
  });
});

describe('decide, for the best-placed person', () => {
  it.each([
    [
      '{ grants: [ { who: "group:staff", and: "place:reading-room", tier: full } ] }',
      true,
      ['sign-in', 'place'],
    ],
    ['{ grants: [ { who: signed-in, tier: full, agree: terms } ] }', true, ['sign-in', 'agree']],
    ['{ grants: [ { who: "user:a", and: "user:b", tier: full } ] }', false, []],
    ['{ grants: [ { who: anyone, tier: full } ], ceilings: [ { max: closed } ] }', false, []],
    [
      '{ grants: [ { who: anyone, tier: full } ], ceilings: [ { max: closed, until: 2027-01-01 } ] }',
      false,
      ['wait'],
    ],
    ['{ grants: [ { who: "group:staff", tier: full, from: 2027-01-01 } ] }', false, ['wait']],
    ['{ grants: [ { who: "group:staff", tier: full, until: 2026-01-01 } ] }', false, []],
    [
      '{ grants: [ { who: "user:a", tier: full } ], ceilings: [ { max: closed, except: "user:b" } ] }',
      false,
      [],
    ],
    [
      '{ grants: [ { who: "user:a", tier: full } ], ceilings: [ { max: closed, except: "user:a" } ] }',
      true,
      ['sign-in'],
    ],
    ['{ grants: [ { who: anyone, tier: preview }, { who: signed-in, tier: grey } ] }', true, ['sign-in']],
    ['{ grants: [ { who: anyone, tier: full } ] }', false, []],
    ['{ grants: [] }', false, []],
  ])('judges %s', (folders, couldHelp, steps) => {
    expect(helped(folders)).toEqual([couldHelp, steps]);
  });
});
