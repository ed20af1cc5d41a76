import { describe, expect, it } from '@jest/globals';
import { epochSeconds } from '../time.js';
import { joinAcceptances } from './acceptance.js';

const at = epochSeconds;
const kept = { terms: { version: 1, at: at(100), withdrawn: false } };

describe('joinAcceptances', () => {
  it('takes what the account holds', () => {
    expect(joinAcceptances(kept, {})).toEqual({ terms: { version: 1, at: 100 } });
  });

  it('adds what was accepted in the session before signing in', () => {
    const inSession = { maps: { version: 3, at: at(50) } };
    expect(joinAcceptances(kept, inSession)).toEqual({
      terms: { version: 1, at: 100 },
      maps: { version: 3, at: 50 },
    });
  });

  it.each([
    ['a newer one of the session', 101, { version: 2, at: 101 }],
    ['the account’s, when both are of one second', 100, { version: 1, at: 100 }],
    ['the account’s, when the session’s is older', 99, { version: 1, at: 100 }],
  ])('takes %s', (_, time, expected) => {
    expect(joinAcceptances(kept, { terms: { version: 2, at: at(time) } })).toEqual({ terms: expected });
  });

  it('counts nothing that the account withdrew, in no session of before', () => {
    const withdrawn = { terms: { version: 1, at: at(100), withdrawn: true } };
    expect(joinAcceptances(withdrawn, { terms: { version: 1, at: at(99) } })).toEqual({});
    expect(joinAcceptances(withdrawn, { terms: { version: 1, at: at(101) } })).toEqual({
      terms: { version: 1, at: 101 },
    });
  });

  it('finds nothing under names that every object has', () => {
    expect(joinAcceptances({}, { constructor: { version: 1, at: at(1) } })).toEqual({
      constructor: { version: 1, at: 1 },
    });
  });
});
