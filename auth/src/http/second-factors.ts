import { addressBlock } from '../core/identity/address-block.js';
import { type CodeTallies, countCode, forgiveCode, judgeCode } from '../core/identity/code-limits.js';
import {
  hashRecoveryCode,
  readRecoveryCode,
  recoveryCodeCount,
  writeRecoveryCode,
} from '../core/identity/recovery-code.js';
import type { SealedBox } from '../core/identity/sealed-box.js';
import type { SecondFactorStore } from '../core/identity/second-factor-store.js';
import type { SignInFailureStore } from '../core/identity/sign-in-failure-store.js';
import type { Tally } from '../core/identity/sign-in-limits.js';
import type { Totp } from '../core/identity/totp.js';
import type { UserId } from '../core/identity/user.js';
import type { Digest } from '../core/session/digest.js';
import type { EpochSeconds } from '../core/time.js';

/** What became of a code. */
export type CodeOutcome =
  | { readonly kind: 'ok'; readonly by: 'code' | 'recovery-code' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number };

/** Codes and recovery codes: setting up, judging, taking away. */
export interface SecondFactors {
  readonly hasCodes: (user: UserId) => Promise<boolean>;
  readonly recoveryCodesLeft: (user: UserId) => Promise<number>;
  /** Judges a code of an app or a recovery code, within the limits; either counts once. */
  readonly judge: (user: UserId, typed: string, address: string | null) => Promise<CodeOutcome>;
  /** A new secret, sealed for the form that sets it up. */
  readonly propose: (user: UserId) => string;
  /** The secret in such a form; null: it is none of this person's. */
  readonly open: (user: UserId, proposal: string) => string | null;
  /** Keeps a proposed secret if the code shows that the app has it. */
  readonly adopt: (user: UserId, proposal: string, code: string) => Promise<boolean>;
  readonly removeCodes: (user: UserId) => Promise<boolean>;
  /** Makes new recovery codes instead of all there were. They can be read only now. */
  readonly newRecoveryCodes: (user: UserId) => Promise<readonly string[]>;
  readonly reset: (user: UserId) => Promise<boolean>;
  readonly address: Totp['address'];
}

export interface SecondFactorDeps {
  readonly store: SecondFactorStore;
  readonly failures: SignInFailureStore;
  readonly totp: Totp;
  readonly box: SealedBox;
  readonly digest: Digest;
  readonly secretKey: string;
  readonly clock: () => EpochSeconds;
  /** That many random bytes. */
  readonly random: (bytes: number) => Uint8Array;
}

interface Keys {
  readonly pair: string;
  readonly account: string;
}

const storedLabel = (user: UserId): string => `totp:${user}`;
const proposedLabel = (user: UserId): string => `totp-proposal:${user}`;
/** As apps show codes: Japanese keyboards write wide digits, some apps group them. */
const plainCode = (typed: string): string => typed.normalize('NFKC').replace(/[\s-]/g, '');

function keysFor(deps: SecondFactorDeps, user: UserId, address: string | null): Keys {
  const key = (text: string): string => deps.digest.hmac(deps.secretKey, `code:${text}`);
  const block = address === null ? 'unknown' : addressBlock(address);
  return { pair: key(`pair:${block} ${user}`), account: key(`account:${user}`) };
}

function talliesOf(keys: Keys, stored: ReadonlyMap<string, Tally>): CodeTallies {
  return { pair: stored.get(keys.pair) ?? null, account: stored.get(keys.account) ?? null };
}

const toStored = (keys: Keys, tallies: Record<keyof CodeTallies, Tally>): ReadonlyMap<string, Tally> =>
  new Map([
    [keys.pair, tallies.pair],
    [keys.account, tallies.account],
  ]);

async function takeCode(deps: SecondFactorDeps, user: UserId, typed: string): Promise<boolean> {
  const kept = await deps.store.findTotp(user);
  const secret = kept === null ? null : deps.box.open(kept.sealed, storedLabel(user));
  if (secret === null) return false;
  const step = deps.totp.stepOf(secret, plainCode(typed), deps.clock());
  // Of any number who send the same code one gets in (RFC 6238 §5.2).
  return step !== null && deps.store.takeStep(user, step);
}

async function takeAny(deps: SecondFactorDeps, user: UserId, typed: string): Promise<CodeOutcome> {
  if (readRecoveryCode(typed) === null)
    return (await takeCode(deps, user, typed)) ? { kind: 'ok', by: 'code' } : { kind: 'wrong' };
  const hash = hashRecoveryCode(deps.digest.sha256, user, typed);
  return (await deps.store.useRecoveryCode(user, hash, deps.clock()))
    ? { kind: 'ok', by: 'recovery-code' }
    : { kind: 'wrong' };
}

async function judge(
  deps: SecondFactorDeps,
  user: UserId,
  typed: string,
  address: string | null,
): Promise<CodeOutcome> {
  const keys = keysFor(deps, user, address);
  const now = deps.clock();
  const verdict = await deps.failures.update(Object.values(keys), (stored) => {
    const tallies = talliesOf(keys, stored);
    const result = judgeCode(tallies, now);
    const counted = result.kind === 'proceed' ? toStored(keys, countCode(tallies, now)) : new Map();
    return { result, tallies: counted };
  });
  if (verdict.kind === 'wait') return { kind: 'wait', seconds: Math.max(1, Math.ceil(verdict.until - now)) };
  const outcome = await takeAny(deps, user, typed);
  if (outcome.kind === 'ok')
    await deps.failures.update(Object.values(keys), (stored) => ({
      result: null,
      tallies: toStored(keys, forgiveCode(talliesOf(keys, stored), now)),
    }));
  return outcome;
}

/** The second factors of all pages. */
export function createSecondFactors(deps: SecondFactorDeps): SecondFactors {
  const { store, box, totp, clock } = deps;
  const open = (user: UserId, proposal: string): string | null => box.open(proposal, proposedLabel(user));
  return {
    hasCodes: async (user) => (await store.findTotp(user)) !== null,
    recoveryCodesLeft: async (user) => store.countRecoveryCodes(user),
    judge: async (user, typed, address) => judge(deps, user, typed, address),
    propose: (user) => box.seal(totp.newSecret(), proposedLabel(user)),
    open,
    async adopt(user, proposal, code) {
      const secret = open(user, proposal);
      const step = secret === null ? null : totp.stepOf(secret, plainCode(code), clock());
      if (secret === null || step === null) return false;
      await store.saveTotp(user, { sealed: box.seal(secret, storedLabel(user)), lastStep: step }, clock());
      return true;
    },
    removeCodes: async (user) => store.removeTotp(user),
    async newRecoveryCodes(user) {
      const codes = Array.from({ length: recoveryCodeCount }, () => writeRecoveryCode(deps.random(16)));
      await store.saveRecoveryCodes(
        user,
        codes.map((code) => hashRecoveryCode(deps.digest.sha256, user, code)),
      );
      return codes;
    },
    reset: async (user) => store.reset(user),
    address: totp.address,
  };
}
