import type { PasskeyStore } from '../core/identity/passkey-store.js';
import type { Digest } from '../core/session/digest.js';
import { epochSeconds, type EpochSeconds } from '../core/time.js';

const lifeSeconds = 600;

/** Challenges for passkeys: ours, for one purpose, in the browser they were given to, ten minutes, once. */
export interface OneTimeChallenges {
  /** @param scope what it is for, and whose */
  readonly issue: (scope: string, formToken: string) => string;
  /** True once for each that was issued for this scope and browser. */
  readonly take: (challenge: string, scope: string, formToken: string) => Promise<boolean>;
}

export interface OneTimeChallengeDeps {
  readonly passkeys: Pick<PasskeyStore, 'useChallenge'>;
  readonly digest: Digest;
  readonly secretKey: string;
  readonly clock: () => EpochSeconds;
  readonly newId: () => string;
}

export function createOneTimeChallenges(deps: OneTimeChallengeDeps): OneTimeChallenges {
  const { passkeys, digest, secretKey, clock, newId } = deps;
  const sign = (at: string, random: string, scope: string, formToken: string): string =>
    digest.hmac(secretKey, `challenge:${[at, random, scope, formToken].join(' ')}`);
  return {
    issue(scope, formToken) {
      const [at, random] = [Math.floor(clock()).toString(36), newId()];
      return `${at}.${random}.${sign(at, random, scope, formToken)}`;
    },
    async take(challenge, scope, formToken) {
      const [at = '', random = '', signature = ''] = challenge.split('.');
      const issued = Number.parseInt(at, 36);
      const age = clock() - issued;
      if (!(age >= -1 && age < lifeSeconds)) return false;
      if (!digest.equal(signature, sign(at, random, scope, formToken))) return false;
      return passkeys.useChallenge(digest.sha256(challenge), epochSeconds(issued + lifeSeconds));
    },
  };
}
