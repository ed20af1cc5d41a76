import { describe, expect, it } from '@jest/globals';
import { epochSeconds } from '../time.js';
import { countTry, forgiveTry, judgeSignIn, takeBackTry, type SignInTallies } from './sign-in-limits.js';

const start = epochSeconds(1_800_000_000);
const later = (seconds: number) => epochSeconds(start + seconds);
const none: SignInTallies = { pair: null, address: null, account: null };

function fail(tallies: SignInTallies, times: number, at = start): SignInTallies {
  let result = tallies;
  for (let i = 0; i < times; i += 1) result = countTry(result, at);
  return result;
}

function wait(failures: number): number {
  const verdict = judgeSignIn(fail(none, failures), start);
  return verdict.kind === 'wait' ? verdict.until - start : 0;
}

/** How many guesses someone gets judged who tries every second for so long. */
function guesses(seconds: number, known: SignInTallies = none): number {
  let tallies = known;
  let judged = 0;
  for (let second = 0; second < seconds; second += 1) {
    if (judgeSignIn(tallies, later(second)).kind === 'wait') continue;
    judged += 1;
    tallies = countTry(tallies, later(second));
  }
  return judged;
}

describe('judgeSignIn', () => {
  it('lets a person mistype five times without a wait', () => {
    expect(judgeSignIn(fail(none, 5), start)).toEqual({ kind: 'proceed', delaySeconds: 0 });
  });

  it('lets one source wait longer after each further failure, and for five minutes at most', () => {
    expect([6, 7, 8, 9].map(wait)).toEqual([2, 4, 8, 16]);
    expect(wait(29)).toBe(300);
  });

  it('keeps to the announced end of a wait however often is asked', () => {
    const tallies = fail(none, 8);
    expect(judgeSignIn(tallies, later(7.9))).toEqual({ kind: 'wait', until: later(8) });
    expect(judgeSignIn(tallies, later(8)).kind).toBe('proceed');
  });

  it('gives one source fewer than 400 guesses at an account in a day', () => {
    expect(guesses(86_400)).toBeLessThan(400);
  });

  it('lets an address wait that tries many accounts', () => {
    const { address } = fail(none, 33);
    expect(judgeSignIn({ ...none, address: address }, start)).toEqual({ kind: 'wait', until: later(4) });
  });

  it('never refuses anybody for what others did to the account: it only answers later, by three seconds at most', () => {
    const { account } = fail(none, 100_000);
    expect(judgeSignIn({ ...none, account }, start)).toEqual({ kind: 'proceed', delaySeconds: 3 });
  });

  it('does not hold up whoever signed in from here lately for what others do to address and account', () => {
    const { pair } = forgiveTry(fail(none, 1), start);
    const { address, account } = fail(none, 100_000);
    expect(judgeSignIn({ pair, address, account }, later(86_400))).toEqual({
      kind: 'proceed',
      delaySeconds: 0,
    });
    expect(judgeSignIn({ pair, address: address ?? null, account }, later(0)).kind).toBe('proceed');
  });

  it('gives a known place no more guesses than any other', () => {
    expect(guesses(86_400, forgiveTry(fail(none, 1), start))).toBeLessThan(400);
  });

  it('forgets failures with time', () => {
    expect(judgeSignIn(fail(fail(none, 5), 1, later(300)), later(300)).kind).toBe('proceed');
  });

  it('is not confused by a clock that goes back', () => {
    expect(judgeSignIn(fail(none, 3, later(100)), start).kind).toBe('proceed');
  });
});

describe('forgiveTry', () => {
  it('forgets the failures of the pair, and of the address only the try itself', () => {
    const tallies = forgiveTry(fail(none, 4), later(0));
    expect(tallies.pair).toMatchObject({ level: 0 });
    expect(tallies.address.level).toBe(3);
  });
});

describe('takeBackTry', () => {
  it('undoes a count', () => {
    expect(takeBackTry(fail(none, 1), start).pair.level).toBe(0);
    expect(takeBackTry(none, start).pair.level).toBe(0);
  });
});
