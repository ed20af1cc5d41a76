import { makeOneTimeLink, type OneTimeAddress } from '../core/identity/make-one-time-link.js';
import type { User } from '../core/identity/user.js';
import { writeLinkLetter } from '../core/identity/write-link-letter.js';
import { speakIn } from '../core/texts/catalogue.js';
import type { AdminDeps } from './admin-deps.js';

/** Somebody whom a letter can reach. */
export type Reachable = User & { readonly email: string };

export function isReachable(user: User): user is Reachable {
  return user.email !== null;
}

/** A new one-time link for a password. */
export async function makeLinkFor(
  deps: AdminDeps,
  user: User,
  purpose: 'invite' | 'reset',
  lifeSeconds?: number,
): Promise<OneTimeAddress> {
  const maker = {
    links: deps.oneTimeLinks,
    publicUrl: deps.config.publicUrl,
    now: deps.clock,
    newSecret: deps.newId,
    sha256: deps.digest.sha256,
  };
  return makeOneTimeLink(maker, purpose, user.id, lifeSeconds);
}

/** Sends a link by mail, in the language that the person set, else the installation's. @throws MailError */
export async function mailLink(
  deps: Pick<AdminDeps, 'config' | 'look' | 'mailer'>,
  user: Reachable,
  purpose: 'invite' | 'reset',
  { link, expiresAt }: OneTimeAddress,
): Promise<void> {
  const { defaultLanguage, timeZone } = deps.config;
  const { institution } = deps.look();
  const language = user.language ?? defaultLanguage.split('-')[0] ?? 'en';
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone });
  const date = format.format(new Date(expiresAt * 1000));
  await deps.mailer?.send(writeLinkLetter(speakIn(language), purpose, user, { link, date, institution }));
}
