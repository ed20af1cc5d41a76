import { example, type Register, type Work } from '../cli.js';
import { done, type CommandResult } from '../command-result.js';
import { firstRun } from '../first-run.js';
import type { OpenStores } from '../open-stores.js';
import { countOf } from '../plain-text.js';

export const registerMigrate: Register = (parent, cli) => {
  parent
    .command('migrate')
    .description(
      'bring the database up to date, make the first administrator and the first rules if they are missing',
    )
    .addHelpText('after', example('migrate'))
    .action(async () => cli.withDatabase(migrate, { patienceSeconds: 30 }));
};

async function migrate(work: Work, database: OpenStores): Promise<CommandResult> {
  const names = await database.migrate();
  const notes = await firstRun({ ...work, ...work.stores });
  await work.io.out(
    names.length === 0 ? 'The database is up to date.\n' : `Ran ${countOf(names.length, 'migration')}.\n`,
  );
  for (const note of notes) await work.io.out(`${note}\n`);
  return done;
}
