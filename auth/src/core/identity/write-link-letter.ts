import type { Speak } from '../texts/catalogue.js';
import type { Letter } from './mailer.js';
import type { OneTimeAddress } from './make-one-time-link.js';
import type { User } from './user.js';

/** The letter with a one-time link, in the person's language. `date`: until when it works, as people read it. */
export function writeLinkLetter(
  speak: Speak,
  purpose: 'invite' | 'reset',
  user: User & { readonly email: string },
  {
    link,
    date,
    institution,
  }: Pick<OneTimeAddress, 'link'> & { readonly date: string; readonly institution: string },
): Letter {
  const values = { institution, link, date, name: user.displayName, user: user.name };
  return {
    to: user.email,
    subject: speak(`mail.${purpose}Subject`, values),
    text: `${speak(`mail.${purpose}Text`, values)}\n`,
  };
}
