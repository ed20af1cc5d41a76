import type { Config } from '../config.js';
import { makeOneTimeLink, type OneTimeAddress } from '../core/identity/make-one-time-link.js';
import type { OneTimeLinkPurpose } from '../core/identity/one-time-link.js';
import type { OneTimeLinkStore } from '../core/identity/one-time-link-store.js';
import type { User, UserId } from '../core/identity/user.js';
import type { Work } from './cli.js';
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

/** A new link for a password; older ones work no more. In the audit, the link itself nowhere. */
export async function newPasswordLink(
  { stores, config, now, record }: Pick<Work, 'stores' | 'config' | 'now' | 'record'>,
  user: User,
  purpose: 'invite' | 'reset',
): Promise<OneTimeAddress> {
  const { links } = stores;
  await links.revoke('invite', user.id);
  await links.revoke('reset', user.id);
  const address = await createOneTimeAddress({ links, config, now }, purpose, user.id);
  await record({ kind: 'link-made', user: user.name, purpose });
  return address;
}
