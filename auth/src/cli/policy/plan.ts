import { example, type Register } from '../cli.js';
import { done, refused } from '../command-result.js';
import { printJson } from '../print.js';
import { comparePlans } from '../../policy-text/plan-policy.js';
import { readPolicy } from './read-policy.js';
import { planJson, sayPlan } from './say-plan.js';

interface PlanOptions {
  readonly json?: boolean;
  readonly list?: boolean;
}

export const registerPolicyPlan: Register = (parent, cli) => {
  parent
    .command('plan')
    .description('show what applying rules would open and close')
    .argument('<file>', 'the file, or - for standard input')
    .option('--list', 'name every image that changes, not only the first ones')
    .option('--json', 'print JSON; the first 20 of each kind are named, all with --list')
    .addHelpText('after', example('policy plan - < rules.yaml'))
    .action(async (file: string, { json, list }: PlanOptions) =>
      cli.withStores(async (work) => {
        const policy = await readPolicy(work, file);
        if (!policy.ok) return refused(...policy.error);
        const running = await work.stores.policies.current();
        const plan = await comparePlans(
          work.stores.images,
          running?.policy ?? null,
          policy.value.policy,
          work.now(),
          { mostSamples: list === true ? Number.POSITIVE_INFINITY : undefined },
        );
        if (json === true) await printJson(work.io, { basedOn: running?.number ?? 0, ...planJson(plan) });
        else {
          for (const line of sayPlan(plan, list === true ? Number.POSITIVE_INFINITY : undefined))
            await work.io.out(`${line}\n`);
          if (!plan.same)
            await work.io.out(
              `Running rules: number ${running?.number ?? 0}. Publish with: gatehouse policy apply --based-on ${running?.number ?? 0}, which is refused once others run.\n`,
            );
        }
        return done;
      }),
    );
};
