import { fewestDays, findRetention, mostDays, saveRetention } from '../../core/audit/retention.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';

export const registerAuditRetention: Register = (parent, cli) => {
  parent
    .command('retention')
    .description('tell for how many days entries are kept, or set it; older ones are forgotten')
    .argument('[days]', `${fewestDays} to ${mostDays}, or forever`)
    .addHelpText('after', example('audit retention 365'))
    .action(async (days: string | undefined) => cli.withStores(async (work) => retention(work, days)));
};

async function retention({ io, stores, record }: Work, text: string | undefined): Promise<CommandResult> {
  const before = await findRetention(stores.settings);
  if (text !== undefined) {
    const days = text === 'forever' ? null : Number(text);
    if (days !== null && !(Number.isSafeInteger(days) && days >= fewestDays && days <= mostDays))
      return refused(`Say a number of days from ${fewestDays} to ${mostDays}, or forever.`);
    if (before !== days) {
      await saveRetention(stores.settings, days);
      await record({ kind: 'retention-set', before, after: days });
    }
  }
  const now = await findRetention(stores.settings);
  await io.out(now === null ? 'Entries are kept for ever.\n' : `Entries are kept for ${now} days.\n`);
  return done;
}
