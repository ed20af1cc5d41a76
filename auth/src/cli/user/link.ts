import { plainLook } from '../../core/look/look.js';
import { toPageLook } from '../../core/look/page-look.js';
import { Option } from 'commander';
import { isReachable, mailLink } from '../../admin/mail-link.js';
import { MailError } from '../../core/identity/mailer.js';
import type { OneTimeAddress } from '../../core/identity/make-one-time-link.js';
import type { User } from '../../core/identity/user.js';
import { createSmtpMailer } from '../../system/smtp-mailer.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { newPasswordLink } from '../one-time-address.js';
import { formatIsoTime, formatTime } from '../plain-text.js';
import { printJson } from '../print.js';
import { findUser } from './find-user.js';

interface LinkOptions {
  readonly json?: boolean;
  readonly mail?: boolean;
}

export const registerUserLink: Register = (parent, cli) => {
  parent
    .command('link')
    .description('make a link by which somebody sets a password; it works once, and older ones no more')
    .argument('<name>')
    .option('--json', 'print JSON')
    .addOption(
      new Option('--mail', 'send it to the person’s e-mail address instead of printing it').conflicts('json'),
    )
    .addHelpText('after', example('user link tom'))
    .action(async (name: string, options: LinkOptions) =>
      cli.withStores(async (work) => makeLink(work, name, options)),
    );
};

async function makeLink(work: Work, name: string, options: LinkOptions): Promise<CommandResult> {
  const { users } = work.stores;
  const found = await findUser(users, name);
  if (!found.ok) return refused(found.error);
  const user = found.value;
  if (user.disabled)
    return refused(`${user.name} is disabled. Enable first: gatehouse user enable ${user.name}`);
  if (options.mail === true && (work.config.smtp === null || !isReachable(user)))
    return refused(
      work.config.smtp === null
        ? 'This installation sends no mail. Set SMTP_URL and MAIL_FROM, or leave --mail out.'
        : `${user.name} has no e-mail address. Leave --mail out, and give the link to them yourself.`,
    );
  const credential = await users.findCredential(user.name);
  const purpose = credential?.passwordHash === null ? 'invite' : 'reset';
  const { link, expiresAt } = await newPasswordLink(work, user, purpose);
  if (options.mail === true) return sendByMail(work, user, purpose, { link, expiresAt });
  if (options.json === true)
    await printJson(work.io, { user: user.name, purpose, link, expiresAt: formatIsoTime(expiresAt) });
  else
    await work.io.out(
      `${link}\nGive it to ${user.name} by a way you trust. It works once, until ${formatTime(expiresAt)}.\n`,
    );
  return done;
}

async function sendByMail(
  { config, io, stores }: Work,
  user: User,
  purpose: 'invite' | 'reset',
  address: OneTimeAddress,
): Promise<CommandResult> {
  if (config.smtp === null || !isReachable(user)) return refused('Nothing was sent.');
  const look = toPageLook((await stores.looks.current())?.look ?? plainLook, config.institution);
  const mailer = createSmtpMailer({ url: config.smtp.url.reveal(), from: config.smtp.from });
  try {
    await mailLink({ config, mailer, look: () => look }, user, purpose, address);
  } catch (thrown) {
    if (!(thrown instanceof MailError)) throw thrown;
    return refused(`Nothing was sent: ${thrown.message}. Look at SMTP_URL, or leave --mail out.`);
  }
  await io.out(`Sent to ${user.email}. It works once, until ${formatTime(address.expiresAt)}.\n`);
  return done;
}
