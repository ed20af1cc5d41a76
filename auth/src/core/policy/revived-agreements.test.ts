import { describe, expect, it } from '@jest/globals';
import type { Policy } from './model.js';
import { listRevivedAgreements } from './revived-agreements.js';

const terms = (version: number, validSeconds: number | null): Policy => ({
  version: 1,
  timezone: 'UTC',
  tiers: [],
  places: [],
  agreements: [{ name: 'terms', version, validSeconds, title: {}, text: {} }],
  folders: [],
});

describe('agreements whose lapsed acceptances would count again', () => {
  it.each([
    ['valid for longer', terms(1, 60), terms(1, 61)],
    ['valid without an end', terms(1, 60), terms(1, null)],
    ['an older version', terms(2, 60), terms(1, 60)],
  ])('are told: %s', (_what, before, after) => {
    expect(listRevivedAgreements(before, after)).toEqual(['terms']);
  });

  it.each([
    ['the same', terms(1, 60), terms(1, 60)],
    ['valid for less', terms(1, null), terms(1, 60)],
    ['a new version, valid for longer', terms(1, 60), terms(2, 600)],
    ['one that is new', { ...terms(1, 60), agreements: [] }, terms(1, 60)],
  ])('are none: %s', (_what, before, after) => {
    expect(listRevivedAgreements(before, after)).toEqual([]);
  });
});
