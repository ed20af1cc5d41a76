import { compilePolicy } from '../../core/policy/compile.js';
import { hasAgreed } from '../../core/policy/accept-agreement.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { formatIsoTime, formatTime } from '../plain-text.js';
import { printJson, printTable } from '../print.js';
import { findUser } from '../user/find-user.js';

interface ListOptions {
  readonly user?: string;
  readonly agreement?: string;
  readonly json?: boolean;
}

export const registerAgreementList: Register = (parent, cli) => {
  parent
    .command('list')
    .description('list which people with an account agreed to what, and when')
    .option('--user <name>', 'only of this user')
    .option('--agreement <name>', 'only to this agreement')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `\nWho has no account is not listed: what they agreed to is kept with their browser's\nsession. Every acceptance is in the audit.\n${example('agreement list --agreement terms')}`,
    )
    .action(async (options: ListOptions) => cli.withStores(async (work) => listAcceptances(work, options)));
};

async function listAcceptances(work: Work, options: ListOptions): Promise<CommandResult> {
  const { io, stores, now } = work;
  const only = options.user === undefined ? null : await findUser(stores.users, options.user);
  if (only !== null && !only.ok) return refused(only.error);
  const people = only === null ? await stores.users.list() : [only.value];
  const running = await stores.policies.current();
  const known = running === null ? null : compilePolicy(running.policy).agreements;
  const rows = people.flatMap((user) =>
    Object.entries(user.agreements)
      .filter(([agreement]) => options.agreement === undefined || agreement === options.agreement)
      .map(([agreement, { version, at, withdrawn }]) => {
        const asked = known?.get(agreement);
        const counts = !withdrawn && asked !== undefined && hasAgreed(asked, user.agreements, now());
        return { user: user.name, agreement, version, at, withdrawn, counts };
      }),
  );
  if (options.json === true) {
    await printJson(
      io,
      rows.map((row) => ({ ...row, at: formatIsoTime(row.at) })),
    );
    return done;
  }
  await printTable(
    io,
    {
      USER: (row) => row.user,
      AGREEMENT: (row) => row.agreement,
      VERSION: (row) => String(row.version),
      SAID: (row) => formatTime(row.at),
      STATE: (row) => (row.withdrawn ? 'withdrawn' : row.counts ? 'counts' : 'counts no more'),
    },
    rows,
    'Nobody with an account agreed to anything.',
  );
  return done;
}
