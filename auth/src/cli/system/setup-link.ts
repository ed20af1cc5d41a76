import { example, type Register, type Work } from '../cli.js';
import { done, type CommandResult } from '../command-result.js';
import { createOneTimeAddress } from '../one-time-address.js';
import { formatTime } from '../plain-text.js';
import { printJson } from '../print.js';

export const registerSetupLink: Register = (parent, cli) => {
  parent
    .command('setup-link')
    .description('make the link that makes the first administrator; none is made once there is one')
    .option('--json', 'print { "link": ..., "administrator": ... }')
    .addHelpText('after', example('setup-link'))
    .action(async (options: { readonly json?: boolean }) =>
      cli.withStores(async (work) => setUp(work, options.json === true)),
    );
};

async function setUp(work: Work, asJson: boolean): Promise<CommandResult> {
  const { users, links } = work.stores;
  const administrator =
    (await users.list()).find((user) => user.administrator && !user.disabled)?.name ?? null;
  if (administrator !== null) {
    if (asJson) await printJson(work.io, { link: null, administrator });
    else
      await work.io.out(
        `There is an administrator: ${administrator}. Forgotten the password? gatehouse user link ${administrator}\n`,
      );
    return done;
  }
  // Older ones stay good until one is used or they expire: somebody may be about to follow one.
  const { link, expiresAt } = await createOneTimeAddress({ ...work, links }, 'setup', null);
  await work.record({ kind: 'link-made', user: null, purpose: 'setup' });
  if (asJson) await printJson(work.io, { link, administrator: null });
  else
    await work.io.out(
      `${link}\nWhoever opens it becomes the administrator. It works once, until ${formatTime(expiresAt)}.\n`,
    );
  return done;
}
