import type { Config } from '../config.js';
import type { OneTimeLinkHash, OneTimeLinkPurpose } from '../core/identity/one-time-link.js';
import type { OneTimeLinkStore } from '../core/identity/one-time-link-store.js';
import type { UserId } from '../core/identity/user.js';
import type { EpochSeconds } from '../core/time.js';
import { sha256 } from '../system/hash.js';
import { randomSecret } from '../system/random.js';

/** A link to give to somebody, and until when it works. */
export interface OneTimeAddress {
  readonly link: string;
  readonly expiresAt: EpochSeconds;
}

export interface OneTimeAddressDeps {
  readonly links: OneTimeLinkStore;
  readonly config: Pick<Config, 'publicUrl'>;
  readonly now: () => EpochSeconds;
}

const lifeSeconds: Readonly<Record<OneTimeLinkPurpose, number>> = {
  setup: 24 * 3600,
  invite: 7 * 86_400,
  reset: 24 * 3600,
};

/** Makes a link that works once; only its hash is kept. */
export async function createOneTimeAddress(
  { links, config, now }: OneTimeAddressDeps,
  purpose: OneTimeLinkPurpose,
  user: UserId | null,
): Promise<OneTimeAddress> {
  const secret = randomSecret();
  const expiresAt = (now() + lifeSeconds[purpose]) as EpochSeconds;
  await links.save({ hash: sha256(secret) as OneTimeLinkHash, purpose, user, expiresAt });
  return { link: `${config.publicUrl}/account/link/${secret}`, expiresAt };
}
