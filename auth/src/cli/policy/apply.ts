import { example, type Register } from '../cli.js';
import { refused } from '../command-result.js';
import { parseWhole } from '../parse-whole.js';
import { publishPolicy, type PublishOptions } from './publish.js';
import { readPolicy } from './read-policy.js';

export const registerPolicyApply: Register = (parent, cli) => {
  parent
    .command('apply')
    .description('publish rules; what opens anything needs --yes')
    .argument('<file>', 'the file, or - for standard input')
    .option('--yes', 'open what they open')
    .option('--note <text>', 'why, for the history')
    .option('--based-on <number>', 'refuse if another number than this is running by now', parseWhole)
    .addHelpText('after', example('policy apply - --yes --note "Open the maps" < rules.yaml'))
    .action(async (file: string, options: PublishOptions) =>
      cli.withStores(async (work) => {
        const policy = await readPolicy(work, file);
        if (!policy.ok) return refused(...policy.error);
        const { exportedFrom } = policy.value;
        return publishPolicy(work, policy.value.policy, { ...options, exportedFrom }, '');
      }),
    );
};
