import { describe, expect, it } from '@jest/globals';
import { epochSeconds } from '../time.js';
import { type CodeTallies, countCode, forgiveCode, judgeCode } from './code-limits.js';

const none: CodeTallies = { pair: null, account: null };

/** Tries that were let through within so many seconds, from one address or from a new one each time. */
function triesWithin(seconds: number, isNewAddress: boolean, begin: CodeTallies = none): number {
  let tallies = begin;
  let tries = 0;
  for (let now = 0; now < seconds; now += 5) {
    const at = epochSeconds(1_800_000_000 + now);
    const seen = isNewAddress ? { ...tallies, pair: null } : tallies;
    if (judgeCode(seen, at).kind === 'wait') continue;
    tallies = countCode(seen, at);
    tries += 1;
  }
  return tries;
}

describe('limits of codes', () => {
  it('a day’s guessing from any number of addresses comes to less than 200 tries', () => {
    expect(triesWithin(86_400, true)).toBeLessThan(200);
    expect(triesWithin(86_400, false)).toBeLessThan(200);
  });

  it('a person may mistype a few times', () => {
    expect(triesWithin(30, false)).toBeGreaterThanOrEqual(5);
  });

  it('others can’t hold up somebody who gave a right code from here', () => {
    const now = epochSeconds(1_800_000_000);
    const home = forgiveCode(none, now);
    let account = home.account;
    for (let n = 0; n < 40; n += 1) account = countCode({ pair: null, account }, now).account;
    expect(judgeCode({ pair: null, account }, now).kind).toBe('wait');
    expect(judgeCode({ pair: home.pair, account }, now).kind).toBe('proceed');
  });
});
