import type { ImagePath } from '../../core/image/image-path.js';
import { toImagePath } from '../../core/image/image-path.js';
import { compilePolicy } from '../../core/policy/compile.js';
import { isSame } from '../../core/canonical-text.js';
import type { Policy } from '../../core/policy/model.js';
import { searchOverreach } from '../../core/policy/overreach.js';
import { listRuleProbes } from '../../core/policy/rule-probes.js';
import type { AdminRequest } from '../admin-request.js';
import type { RunningRules } from './rules-of.js';

const pageSize = 1000;

/** What may lie in a folder: images that rules could speak of, and then those that there are. */
async function* listPaths(
  { deps }: Pick<AdminRequest, 'deps'>,
  policies: readonly Policy[],
  folder: string,
): AsyncGenerator<ImagePath> {
  const prefix = folder === '' ? '' : `${folder}/`;
  for (const probe of listRuleProbes(policies)) {
    if (probe.startsWith(prefix)) yield probe;
    const inside = toImagePath(`${prefix}${probe}`);
    if (inside.ok) yield inside.value;
  }
  let after = prefix === '' ? null : (prefix as ImagePath);
  for (;;) {
    const page = await deps.images.listAll(after, pageSize);
    for (const { path } of page) {
      if (!path.startsWith(prefix)) return;
      yield path;
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.path;
  }
}

/**
 * Why a manager may not change these rules: they would give somebody more than the manager has, or change what counts
 * outside the folder too. Null: they may.
 */
export async function findOverreach(
  request: AdminRequest,
  rules: RunningRules,
  after: Policy,
  folder: string,
): Promise<string | null> {
  const { deps, user } = request;
  const parts = ['timezone', 'tiers', 'places', 'agreements'] as const;
  if (parts.some((part) => !isSame(after[part], rules.policy[part])))
    return 'This needs a tier that does not exist yet. Ask an administrator to make it.';
  const giver = { user: { name: user.name, groups: user.groups } };
  const search = searchOverreach(rules.compiled, compilePolicy(after), giver, deps.clock());
  for await (const path of listPaths(request, [rules.policy, after], folder)) {
    const found = search.find(path);
    if (found !== null)
      return `You can give no more than you have: ${found.who} would get “${found.after}” at ${found.path}, and you have “${found.own}” there. Ask an administrator.`;
  }
  return null;
}
