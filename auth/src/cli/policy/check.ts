import { example, type Register } from '../cli.js';
import { done, refused } from '../command-result.js';
import { countOf } from '../plain-text.js';
import { readPolicy } from './read-policy.js';

export const registerPolicyCheck: Register = (parent, cli) => {
  parent
    .command('check')
    .description('judge rules without changing anything')
    .argument('<file>', 'the file, or - for standard input')
    .addHelpText('after', example('policy check - < rules.yaml'))
    .action(async (file: string) =>
      cli.withStores(async (work) => {
        const policy = await readPolicy(work, file);
        if (!policy.ok) return refused(...policy.error);
        await work.io.out(
          `The rules can be used: ${countOf(policy.value.policy.folders.length, 'folder')} with rules.\n`,
        );
        return done;
      }),
    );
};
