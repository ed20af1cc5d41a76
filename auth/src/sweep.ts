import type { OneTimeLinkStore } from './core/identity/one-time-link-store.js';
import type { SignInFailureStore } from './core/identity/sign-in-failure-store.js';
import { tallyLifeSeconds } from './core/identity/sign-in-limits.js';
import type { AccessTokenStore } from './core/session/access-token-store.js';
import type { SessionStore } from './core/session/session-store.js';
import type { SessionLife } from './core/session/session.js';
import { epochSeconds, type EpochSeconds } from './core/time.js';

export interface SweepDeps {
  readonly sessions: SessionStore;
  readonly tokens: AccessTokenStore;
  readonly oneTimeLinks: OneTimeLinkStore;
  readonly failures: SignInFailureStore;
  readonly clock: () => EpochSeconds;
  readonly lives: readonly SessionLife[];
}

/** Deletes what ran out: sessions, tokens, links, tallies of failures. Nothing depends on it: expiry is checked at use. */
export async function sweep(deps: SweepDeps): Promise<void> {
  const now = deps.clock();
  const ago = (seconds: readonly number[]): EpochSeconds => epochSeconds(now - Math.max(...seconds));
  await deps.sessions.deleteExpired(
    ago(deps.lives.map((life) => life.idleSeconds)),
    ago(deps.lives.map((life) => life.absoluteSeconds)),
  );
  await deps.tokens.deleteExpired(now);
  await deps.oneTimeLinks.deleteExpired(now);
  await deps.failures.deleteQuiet(ago([tallyLifeSeconds]));
}
