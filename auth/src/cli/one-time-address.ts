import type { Config } from '../config.js';
import { makeOneTimeLink, type OneTimeAddress } from '../core/identity/make-one-time-link.js';
import type { OneTimeLinkPurpose } from '../core/identity/one-time-link.js';
import type { OneTimeLinkStore } from '../core/identity/one-time-link-store.js';
import type { UserId } from '../core/identity/user.js';
import type { EpochSeconds } from '../core/time.js';
import { sha256 } from '../system/hash.js';
import { randomSecret } from '../system/random.js';

export interface OneTimeAddressDeps {
  readonly links: OneTimeLinkStore;
  readonly config: Pick<Config, 'publicUrl'>;
  readonly now: () => EpochSeconds;
}

/** Makes a link that works once; only its hash is kept. */
export async function createOneTimeAddress(
  { links, config, now }: OneTimeAddressDeps,
  purpose: OneTimeLinkPurpose,
  user: UserId | null,
): Promise<OneTimeAddress> {
  return makeOneTimeLink(
    { links, publicUrl: config.publicUrl, now, newSecret: randomSecret, sha256 },
    purpose,
    user,
  );
}
