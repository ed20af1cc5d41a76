import type { EpochSeconds } from '../time.js';
import { epochSeconds } from '../time.js';
import type { OneTimeLinkHash, OneTimeLinkPurpose } from './one-time-link.js';
import type { OneTimeLinkStore } from './one-time-link-store.js';
import type { UserId } from './user.js';

/** A link to give to somebody, and until when it works. */
export interface OneTimeAddress {
  readonly link: string;
  readonly expiresAt: EpochSeconds;
}

export interface OneTimeLinkMaker {
  readonly links: OneTimeLinkStore;
  /** The configured PUBLIC_URL. */
  readonly publicUrl: string;
  readonly now: () => EpochSeconds;
  /** A new 256-bit secret, base64url. */
  readonly newSecret: () => string;
  readonly sha256: (text: string) => string;
}

const lifeSeconds: Readonly<Record<OneTimeLinkPurpose, number>> = {
  setup: 24 * 3600,
  invite: 7 * 86_400,
  reset: 24 * 3600,
};

/**
 * Makes a link that works once; only its hash is kept.
 * @param life seconds, if not the purpose's own
 */
export async function makeOneTimeLink(
  { links, publicUrl, now, newSecret, sha256 }: OneTimeLinkMaker,
  purpose: OneTimeLinkPurpose,
  user: UserId | null,
  life: number = lifeSeconds[purpose],
): Promise<OneTimeAddress> {
  const secret = newSecret();
  const expiresAt = epochSeconds(now() + life);
  await links.save({ hash: sha256(secret) as OneTimeLinkHash, purpose, user, expiresAt });
  return { link: `${publicUrl}/account/link/${secret}`, expiresAt };
}
