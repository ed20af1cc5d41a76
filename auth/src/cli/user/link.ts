import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { createOneTimeAddress } from '../one-time-address.js';
import { formatIsoTime, formatTime } from '../plain-text.js';
import { printJson } from '../print.js';
import { findUser } from './find-user.js';

export const registerUserLink: Register = (parent, cli) => {
  parent
    .command('link')
    .description('make a link by which somebody sets a password; it works once, and older ones no more')
    .argument('<name>')
    .option('--json', 'print JSON')
    .addHelpText('after', example('user link tom'))
    .action(async (name: string, options: { readonly json?: boolean }) =>
      cli.withStores(async (work) => makeLink(work, name, options.json === true)),
    );
};

async function makeLink(work: Work, name: string, asJson: boolean): Promise<CommandResult> {
  const { users, links } = work.stores;
  const found = await findUser(users, name);
  if (!found.ok) return refused(found.error);
  const user = found.value;
  if (user.disabled)
    return refused(`${user.name} is disabled. Enable first: gatehouse user enable ${user.name}`);
  const credential = await users.findCredential(user.name);
  const purpose = credential?.passwordHash === null ? 'invite' : 'reset';
  await links.revoke('invite', user.id);
  await links.revoke('reset', user.id);
  const { link, expiresAt } = await createOneTimeAddress({ ...work, links }, purpose, user.id);
  await work.record({ kind: 'link-made', user: user.name, purpose });
  if (asJson)
    await printJson(work.io, { user: user.name, purpose, link, expiresAt: formatIsoTime(expiresAt) });
  else
    await work.io.out(
      `${link}\nGive it to ${user.name} by a way you trust. It works once, until ${formatTime(expiresAt)}.\n`,
    );
  return done;
}
