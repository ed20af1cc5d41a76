import * as fc from 'fast-check';

import type { Audience, Ceiling, Grant, Policy, Texts } from '../../src/core/policy/model.js';
import { validatePolicy } from '../../src/core/policy/validate-policy.js';
import type { Visitor } from '../../src/core/policy/visitor.js';
import { epochSeconds, type EpochSeconds } from '../../src/core/time.js';

/** Small worlds, so that rules meet: few names, few paths, few moments. */
export const paths = ['a/b/c.jp2', 'a/b/d.jp2', 'a/n/x/e.jp2', 'a/q_v.jp2', 'b/z.jp2', 'c/d/e.jp2', 'f.jp2'];
export const patterns = [
  '/',
  '/a',
  '/a/b',
  '/a/b/c.jp2',
  '/a/*/x',
  '**/*_v.jp2',
  '/b/*.jp2',
  '/c/**',
  '/c/d',
  '/a/b/?.jp2',
];
const groups = ['staff', 'researchers', 'curators'];
const users = ['tom', 'ayesha'];
const places = ['room', 'house'];

export const arbitraryTime: fc.Arbitrary<EpochSeconds> = fc
  .integer({ min: 0, max: 12 })
  .map((step) => epochSeconds(1_800_000_000 + step * 3600));

const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 12 })
  .map((value) => value.replaceAll(/[\p{Cc}\p{Cs}]/gu, '\n').concat('.'));
const texts: fc.Arbitrary<Texts> = fc
  .uniqueArray(fc.constantFrom('en', 'de', 'pt-BR', 'no'), { minLength: 1, maxLength: 3 })
  .chain((languages) => fc.tuple(...languages.map((language) => fc.tuple(fc.constant(language), text))))
  .map((entries) => Object.fromEntries(entries));

const audience: fc.Arbitrary<Audience> = fc.oneof(
  fc.constant({ kind: 'anyone' } as const),
  fc.constant({ kind: 'signed-in' } as const),
  fc.record({ kind: fc.constant('group' as const), name: fc.constantFrom(...groups) }),
  fc.record({ kind: fc.constant('user' as const), name: fc.constantFrom(...users) }),
  fc.record({ kind: fc.constant('place' as const), name: fc.constantFrom(...places) }),
);
const tierName = fc.constantFrom('closed', 'small', 'grey', 'big', 'full');
const period = fc
  .tuple(fc.option(arbitraryTime), fc.option(arbitraryTime))
  .map(([from, until]) =>
    from !== null && until !== null && from >= until ? { from, until: null } : { from, until },
  );

export const arbitraryGrant: fc.Arbitrary<Grant> = fc
  .tuple(
    period,
    fc.record({
      who: audience,
      and: fc.option(audience, { freq: 1 }),
      tier: tierName,
      agree: fc.option(fc.constant('terms'), { freq: 1 }),
    }),
  )
  .map(([time, grant]) => ({ ...time, ...grant }));

export const arbitraryCeiling: fc.Arbitrary<Ceiling> = fc
  .tuple(period, fc.record({ max: tierName, except: fc.option(audience), reason: fc.option(texts) }))
  .map(([time, ceiling]) => ({ ...time, ...ceiling }));

const rule = fc.record({
  grants: fc.option(fc.array(arbitraryGrant, { maxLength: 4 })),
  ceilings: fc.array(arbitraryCeiling, { maxLength: 2 }),
  manifest: fc.option(fc.constantFrom('open' as const, 'skeleton' as const, 'closed' as const)),
  hidden: fc.option(fc.boolean()),
  contact: fc.option(text.map((value) => value.replaceAll('\n', ' '))),
  managed: fc.option(fc.constant('text' as const)),
  signIn: fc.option(
    fc.record({
      patterns: fc.option(
        fc.uniqueArray(fc.constantFrom('login' as const, 'kiosk' as const), { minLength: 1 }),
      ),
      label: fc.option(texts),
      header: fc.option(texts),
      description: fc.option(texts),
      confirm: fc.option(texts),
      failureHeader: fc.option(texts),
      failureDescription: fc.option(texts),
    }),
  ),
});

const limits = fc
  .record({
    maxEdge: fc.option(fc.constantFrom(1, 400, 401, 1600, 3000)),
    quality: fc.constantFrom('color' as const, 'gray' as const),
  })
  .filter(({ maxEdge, quality }) => maxEdge !== null || quality === 'gray');
/** In any order, some of them equal, some covering others, some neither. */
const tiers = fc
  .shuffledSubarray(['small', 'grey', 'big'], { minLength: 3 })
  .chain((names) => fc.tuple(...names.map((name) => limits.map((parts) => ({ name, ...parts })))));

/** Valid policies over the small world. */
export const arbitraryPolicy: fc.Arbitrary<Policy> = fc
  .record({
    version: fc.constant(1 as const),
    timezone: fc.constantFrom('Europe/Berlin', 'UTC', 'America/New_York', 'Pacific/Apia'),
    tiers,
    places: fc.constant([
      { name: 'room', ranges: ['192.0.2.16/28', '2001:db8:5::/64'] },
      { name: 'house', ranges: ['192.0.2.0/24'] },
    ]),
    agreements: fc
      .tuple(fc.option(fc.constantFrom(5400, 86_400)), texts, texts)
      .map(([validSeconds, title, body]) => [{ name: 'terms', version: 2, validSeconds, title, text: body }]),
    folders: fc
      .uniqueArray(fc.constantFrom(...patterns), { minLength: 1, maxLength: 6 })
      .chain((chosen) => fc.tuple(...chosen.map((pattern) => rule.map((parts) => ({ pattern, ...parts }))))),
  })
  .filter((policy) => validatePolicy(policy).length === 0);

export const arbitraryVisitor: fc.Arbitrary<Visitor> = fc.record({
  user: fc.option(fc.record({ name: fc.constantFrom(...users, 'marek'), groups: fc.subarray(groups) })),
  address: fc.constantFrom(null, '192.0.2.20', '192.0.2.200', '198.51.100.1', '2001:db8:5::9', 'rubbish'),
  agreements: fc
    .option(fc.record({ version: fc.constantFrom(1, 2), at: arbitraryTime }), { nil: undefined })
    .map((terms): Visitor['agreements'] => (terms === undefined ? {} : { terms })),
});
