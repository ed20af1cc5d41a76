import { withdrawAcceptance } from '../../core/identity/withdraw-acceptance.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { plainText } from '../plain-text.js';
import { findUser } from '../user/find-user.js';

export const registerAgreementWithdraw: Register = (parent, cli) => {
  parent
    .command('withdraw')
    .description('take back what somebody agreed to: they are asked again, everywhere at once')
    .argument('<agreement>')
    .requiredOption('--user <name>', 'whose')
    .addHelpText(
      'after',
      `\nTo ask everybody again, also people without an account, raise the agreement's\nversion in the rules.\n${example('agreement withdraw terms --user tom')}`,
    )
    .action(async (agreement: string, options: { readonly user: string }) =>
      cli.withStores(async (work) => withdraw(work, agreement, options.user)),
    );
};

async function withdraw(work: Work, agreement: string, name: string): Promise<CommandResult> {
  const user = await findUser(work.stores.users, name);
  if (!user.ok) return refused(user.error);
  const withdrawn = await withdrawAcceptance(work.stores.users, user.value, agreement, work.now());
  if (withdrawn === null)
    return refused(
      `${user.value.name} has agreed to no ${plainText(JSON.stringify(agreement))}. See: gatehouse agreement list`,
    );
  const { version } = withdrawn;
  await work.record({ kind: 'agreement-withdrawn', user: user.value.name, agreement, version });
  return done;
}
