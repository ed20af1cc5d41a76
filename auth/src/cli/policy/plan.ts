import { example, type Register } from '../cli.js';
import { done, refused } from '../command-result.js';
import { printJson } from '../print.js';
import { comparePlans } from '../../policy-text/plan-policy.js';
import { readPolicy } from './read-policy.js';
import { planJson, sayPlan } from './say-plan.js';

export const registerPolicyPlan: Register = (parent, cli) => {
  parent
    .command('plan')
    .description('show what applying rules would open and close')
    .argument('<file>', 'the file, or - for standard input')
    .option('--json', 'print JSON')
    .addHelpText('after', example('policy plan - < rules.yaml'))
    .action(async (file: string, options: { readonly json?: boolean }) =>
      cli.withStores(async (work) => {
        const policy = await readPolicy(work, file);
        if (!policy.ok) return refused(...policy.error);
        const running = await work.stores.policies.current();
        const plan = await comparePlans(
          work.stores.images,
          running?.policy ?? null,
          policy.value.policy,
          work.now(),
        );
        if (options.json === true)
          await printJson(work.io, { basedOn: running?.number ?? 0, ...planJson(plan) });
        else {
          for (const line of sayPlan(plan)) await work.io.out(`${line}\n`);
          if (!plan.same)
            await work.io.out(
              `Running rules: number ${running?.number ?? 0}. Publish with: gatehouse policy apply --based-on ${running?.number ?? 0}, which is refused once others run.\n`,
            );
        }
        return done;
      }),
    );
};
