import { PasswordHasherBusyError, type PasswordHasher } from '../core/identity/password-hasher.js';
import type { SignInFailureStore } from '../core/identity/sign-in-failure-store.js';
import type { SignInTallies, SignInVerdict, Tally } from '../core/identity/sign-in-limits.js';
import { countTry, forgiveTry, judgeSignIn, takeBackTry } from '../core/identity/sign-in-limits.js';
import { addressBlock } from '../core/identity/address-block.js';
import { canonicalUserName } from '../core/identity/user-name.js';
import type { UserStore } from '../core/identity/user-store.js';
import type { User } from '../core/identity/user.js';
import type { Digest } from '../core/session/digest.js';
import type { EpochSeconds } from '../core/time.js';
import { runLocalLogin } from './local-login.js';

/** What became of a try to sign in. Unknown, disabled and mistyped look the same and take as long. */
export type SignInOutcome =
  | { readonly kind: 'ok'; readonly user: User }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'busy' };

export interface SignInTry {
  readonly name: string;
  readonly password: string;
  readonly address: string | null;
}

/** Judges a name and password: limits first, then the password. */
export type SignIn = (attempt: SignInTry) => Promise<SignInOutcome>;

export interface SignInDeps {
  readonly users: UserStore;
  readonly hasher: PasswordHasher;
  readonly failures: SignInFailureStore;
  readonly digest: Digest;
  readonly secretKey: string;
  readonly clock: () => EpochSeconds;
  /** Milliseconds that only ever grow. */
  readonly stopwatchMs: () => number;
  /** Waits that many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

interface Keys {
  readonly pair: string;
  readonly address: string;
  readonly account: string;
}

function keysFor(deps: SignInDeps, name: string, address: string): Keys {
  const key = (text: string): string => deps.digest.hmac(deps.secretKey, `sign-in:${text}`);
  return {
    pair: key(`pair:${address} ${name}`),
    address: key(`address:${address}`),
    account: key(`account:${name}`),
  };
}

type Tallies = ReadonlyMap<string, Tally>;

function talliesOf(keys: Keys, stored: Tallies): SignInTallies {
  return {
    pair: stored.get(keys.pair) ?? null,
    address: stored.get(keys.address) ?? null,
    account: stored.get(keys.account) ?? null,
  };
}

function toStored(keys: Keys, tallies: { readonly [K in keyof SignInTallies]: Tally }): Tallies {
  return new Map([
    [keys.pair, tallies.pair],
    [keys.address, tallies.address],
    [keys.account, tallies.account],
  ]);
}

/** Counts the try before the password is looked at, so that tries side by side can't slip past a limit together. */
async function admit(deps: SignInDeps, keys: Keys): Promise<SignInVerdict> {
  return deps.failures.update(Object.values(keys), (stored) => {
    const tallies = talliesOf(keys, stored);
    const verdict = judgeSignIn(tallies, deps.clock());
    const counted =
      verdict.kind === 'proceed' ? toStored(keys, countTry(tallies, deps.clock())) : new Map<string, Tally>();
    return { result: verdict, tallies: counted };
  });
}

/** Corrects the count of a try that was counted and then went well (`forgiveTry`), or was never judged (`takeBackTry`). */
async function recount(
  deps: SignInDeps,
  keys: Keys,
  by: typeof forgiveTry | typeof takeBackTry,
): Promise<void> {
  await deps.failures.update(Object.values(keys), (stored) => ({
    result: null,
    tallies: toStored(keys, by(talliesOf(keys, stored), deps.clock())),
  }));
}

/** While passwords of another system are about, which take longer to check, no failure is answered before this. */
const failureMs = 1500;

/** Unknown, disabled and mistyped take as long as each other, whoever hashed the password. */
async function verify(deps: SignInDeps, name: string, password: string): Promise<User | null> {
  const began = deps.stopwatchMs();
  const user = await verifyAtOnce(deps, name, password);
  if (user === null && (await deps.users.hasImportedPasswords()))
    await deps.pause(Math.max(0, failureMs - (deps.stopwatchMs() - began)));
  return user;
}

async function verifyAtOnce(deps: SignInDeps, name: string, password: string): Promise<User | null> {
  const found = await deps.users.findCredential(name);
  if (found === null || found.passwordHash === null || found.user.disabled) {
    await deps.hasher.verifyNobody(password);
    return null;
  }
  if (!(await deps.hasher.verify(found.passwordHash, password))) return null;
  await strengthen(deps, found.user, found.passwordHash, password);
  return found.user;
}

/** Hashes again at today's cost; a busy hasher is no reason to refuse somebody whose password was right. */
async function strengthen(deps: SignInDeps, user: User, hash: string, password: string): Promise<void> {
  if (!deps.hasher.needsRehash(hash)) return;
  try {
    await deps.users.setPasswordHash(user.id, await deps.hasher.hash(password));
  } catch (thrown) {
    if (!(thrown instanceof PasswordHasherBusyError)) throw thrown;
  }
}

async function tryPassword(
  deps: SignInDeps,
  keys: Keys,
  username: string,
  password: string,
): Promise<SignInOutcome> {
  try {
    const user = await runLocalLogin((name, secret) => verify(deps, name, secret), { username, password });
    if (user === null) return { kind: 'wrong' };
    await recount(deps, keys, forgiveTry);
    return { kind: 'ok', user };
  } catch (thrown) {
    if (!(thrown instanceof PasswordHasherBusyError)) throw thrown;
    await recount(deps, keys, takeBackTry);
    return { kind: 'busy' };
  }
}

/** The sign-in of all pages. */
export function createSignIn(deps: SignInDeps): SignIn {
  return async ({ name, password, address }) => {
    const canonical = canonicalUserName(name);
    // A name that nobody can have is counted and timed like one that nobody has.
    const known = canonical.ok ? canonical.value : '?';
    const keys = keysFor(deps, known, address === null ? 'unknown' : addressBlock(address));
    const verdict = await admit(deps, keys);
    if (verdict.kind === 'wait')
      return { kind: 'wait', seconds: Math.max(1, Math.ceil(verdict.until - deps.clock())) };
    if (verdict.delaySeconds > 0) await deps.pause(verdict.delaySeconds * 1_000);
    return tryPassword(deps, keys, known, password);
  };
}
