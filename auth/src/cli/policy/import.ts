import type { Policy } from '../../core/policy/model.js';
import { validatePolicy } from '../../core/policy/validate-policy.js';
import { err, ok, type Result } from '../../core/result.js';
import { formatPolicyText } from '../../policy-text/format-policy.js';
import { importDigilibRules } from '../../policy-text/import-rules/digilib-rules.js';
import { importHauthRules } from '../../policy-text/import-rules/hauth-rules.js';
import { fullFor, type ImportedRules, ruleFor } from '../../policy-text/import-rules/imported-rules.js';
import { formatKey } from '../../policy-text/policy-problem.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { readText } from '../read-text.js';
import { sayPolicyProblem } from './read-policy.js';

const systems: Readonly<Record<string, (text: string) => Result<ImportedRules, string>>> = {
  digilib: importDigilibRules,
  hauth: importHauthRules,
  // It has one rule, whatever its files say.
  robcast: () => ok({ places: [], rules: [ruleFor('', [fullFor({ kind: 'signed-in' })])], notes: [] }),
};

export const registerPolicyImport: Register = (parent, cli) => {
  parent
    .command('import')
    .description("print another system's rules as ours; changes nothing")
    .argument('[file]', 'its file, or - for standard input; robcast has none')
    .requiredOption('--from <system>', 'digilib (digilib-auth.xml), hauth (CSV of items) or robcast')
    .addHelpText(
      'after',
      `\nLook at what it prints, then: gatehouse policy plan FILE, gatehouse policy apply FILE\n${example('policy import - --from digilib < digilib-auth.xml > rules.yaml')}`,
    )
    .action(async (file: string | undefined, { from }: { readonly from: string }) =>
      cli.withStores(async (work) => importPolicy(work, file, from)),
    );
};

async function importPolicy(work: Work, file: string | undefined, from: string): Promise<CommandResult> {
  const read = Object.hasOwn(systems, from) ? systems[from] : undefined;
  if (read === undefined) return refused(`--from ${from} is not known. Use digilib, hauth or robcast.`);
  if (file === undefined && from !== 'robcast')
    return refused(`Name the file of ${from}, or - for standard input.`);
  const text = file === undefined ? ok('') : await readText(work.io, file);
  const rules = text.ok ? read(text.value) : err(text.error);
  if (!rules.ok) return refused(rules.error);
  const { places, tiers = [], rules: folders, notes } = rules.value;
  const policy: Policy = {
    version: 1,
    timezone: work.config.timeZone,
    tiers,
    places,
    agreements: [],
    folders,
  };
  const faults = validatePolicy(policy, { known: null, stackNetworks: work.config.stackNetworks });
  if (faults.length > 0)
    return refused(
      ...faults.map((fault) => sayPolicyProblem({ ...fault, line: null, key: formatKey(fault.path) })),
    );
  const groups = (await work.stores.users.listGroups()).map(({ name }) => name);
  const named = folders
    .flatMap(({ grants }) => grants ?? [])
    .flatMap(({ who }) => (who.kind === 'group' ? [who.name] : []));
  for (const group of new Set(named))
    if (!groups.includes(group)) await work.io.out(`# First make its group: gatehouse group add ${group}\n`);
  for (const note of notes) await work.io.out(`# ${note.replaceAll(/[\p{Cc}]/gu, ' ')}\n`);
  await work.io.out(formatPolicyText(policy));
  return done;
}
