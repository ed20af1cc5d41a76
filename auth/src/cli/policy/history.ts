import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { validatePolicy } from '../../core/policy/validate-policy.js';
import { formatPolicyText } from '../../policy-text/format-policy.js';
import { formatKey } from '../../policy-text/policy-problem.js';
import { parseWhole } from '../parse-whole.js';
import { formatIsoTime, formatTime } from '../plain-text.js';
import { printJson, printTable } from '../print.js';
import { publishPolicy, type PublishOptions } from './publish.js';
import { exportHead, knownContext, sayPolicyProblem } from './read-policy.js';

export const registerPolicyHistory: Register = (parent, cli) => {
  parent
    .command('export')
    .description('print the running rules as text')
    .option('--number <number>', 'those of this number instead', parseWhole)
    .addHelpText('after', example('policy export > rules.yaml'))
    .action(async (options: { readonly number?: number }) =>
      cli.withStores(async (work) => exportPolicy(work, options.number)),
    );
  parent
    .command('history')
    .description('list everything that was published')
    .option('--json', 'print JSON')
    .addHelpText('after', example('policy history'))
    .action(async (options: { readonly json?: boolean }) =>
      cli.withStores(async ({ io, stores }) => {
        const versions = await stores.policies.history();
        if (options.json === true)
          await printJson(
            io,
            versions.map(({ number, by, note, at }) => ({ number, by, note, at: formatIsoTime(at) })),
          );
        else
          await printTable(
            io,
            {
              NUMBER: (version) => String(version.number),
              WHEN: (version) => formatTime(version.at),
              BY: (version) => version.by,
              NOTE: (version) => version.note || '-',
            },
            versions,
            'Nothing was published yet: everything is closed. Publish rules: gatehouse policy apply FILE',
          );
        return done;
      }),
    );
  parent
    .command('rollback')
    .description('publish the rules of an earlier number again; what opens anything needs --yes')
    .argument('<number>', 'see policy history', parseWhole)
    .option('--yes', 'open what they open')
    .option('--note <text>', 'why, for the history')
    .addHelpText('after', example('policy rollback 3 --yes'))
    .action(async (number: number, options: PublishOptions) =>
      cli.withStores(async (work) => rollBack(work, number, options)),
    );
};

async function exportPolicy({ io, stores }: Work, number: number | undefined): Promise<CommandResult> {
  const version = number === undefined ? await stores.policies.current() : await stores.policies.find(number);
  if (version !== null) {
    await io.out(`${exportHead(version.number)}${formatPolicyText(version.policy)}`);
    return done;
  }
  return number === undefined
    ? refused('Nothing was published yet: everything is closed. Publish rules: gatehouse policy apply FILE')
    : refused(`There is no number ${number}. See: gatehouse policy history`);
}

async function rollBack(work: Work, number: number, options: PublishOptions): Promise<CommandResult> {
  const version = await work.stores.policies.find(number);
  if (version === null) return refused(`There is no number ${number}. See: gatehouse policy history`);
  // Groups and users that those rules name may be gone by now.
  const faults = validatePolicy(version.policy, await knownContext(work));
  if (faults.length > 0)
    return refused(
      ...faults.map(({ path, message, remedy }) =>
        sayPolicyProblem({ line: null, key: formatKey(path), message, remedy }),
      ),
    );
  return publishPolicy(work, version.policy, options, `Back to number ${number}`);
}
