import type { AdminJobStore } from './core/admin-job.js';
import type { AuditLog } from './core/audit/audit-log.js';
import { forgetOldEntries } from './core/audit/retention.js';
import { hourOf, refusalDays, type RefusalCountStore } from './core/refusal-count.js';
import type { SettingStore } from './core/setting-store.js';
import type { OneTimeLinkStore } from './core/identity/one-time-link-store.js';
import type { PasskeyStore } from './core/identity/passkey-store.js';
import type { SignInFailureStore } from './core/identity/sign-in-failure-store.js';
import { tallyLifeSeconds } from './core/identity/sign-in-limits.js';
import type { AccessTokenStore } from './core/session/access-token-store.js';
import type { SessionStore } from './core/session/session-store.js';
import type { SessionLife } from './core/session/session.js';
import { epochSeconds, type EpochSeconds } from './core/time.js';

const jobLifeSeconds = 86_400;

export interface SweepDeps {
  readonly refusalCounts: RefusalCountStore;
  readonly settings: SettingStore;
  readonly audit: AuditLog;
  readonly jobs: AdminJobStore;
  readonly sessions: SessionStore;
  readonly tokens: AccessTokenStore;
  readonly oneTimeLinks: OneTimeLinkStore;
  readonly failures: SignInFailureStore;
  readonly passkeyStore: Pick<PasskeyStore, 'deleteExpiredChallenges'>;
  readonly clock: () => EpochSeconds;
  readonly lives: readonly SessionLife[];
}

/** Deletes what ran out: sessions, tokens, links, tallies of failures. Nothing depends on it: expiry is checked at use. */
export async function sweep(deps: SweepDeps): Promise<void> {
  const now = deps.clock();
  const ago = (seconds: readonly number[]): EpochSeconds => epochSeconds(now - Math.max(...seconds));
  await deps.sessions.deleteExpired({
    idleBefore: ago(deps.lives.map((life) => life.idleSeconds)),
    createdBefore: ago(deps.lives.map((life) => life.absoluteSeconds)),
    agreedBefore: ago(deps.lives.map((life) => life.agreedSeconds)),
  });
  await deps.tokens.deleteExpired(now);
  await deps.oneTimeLinks.deleteExpired(now);
  await forgetOldEntries(deps.settings, deps.audit, now);
  await deps.jobs.deleteOlder(ago([jobLifeSeconds]));
  await deps.passkeyStore.deleteExpiredChallenges(now);
  await deps.refusalCounts.deleteBefore(hourOf(ago([refusalDays * 86_400])));
  await deps.failures.deleteQuiet(ago([tallyLifeSeconds]));
}
