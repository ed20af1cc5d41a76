import { isSame } from '../canonical-text.js';
import { err, ok, type Result } from '../result.js';
import type { Agreement, Place, Policy, Tier } from './model.js';
import { listRulesNaming } from './rules-naming.js';

/** What rules name, by kind. */
export interface Definitions {
  readonly tier: Tier;
  readonly place: Place;
  readonly agreement: Agreement;
}

export type DefinitionKind = keyof Definitions;

const listOf = { tier: 'tiers', place: 'places', agreement: 'agreements' } as const;

/** All tiers, places or agreements of a policy, in its order. */
export function listDefinitions<K extends DefinitionKind>(
  policy: Policy,
  kind: K,
): readonly Definitions[K][] {
  const lists: { readonly [Kind in DefinitionKind]: readonly Definitions[Kind][] } = {
    tier: policy.tiers,
    place: policy.places,
    agreement: policy.agreements,
  };
  return lists[kind];
}

/** One of them; null: there is none of this name. */
export function findDefinition<K extends DefinitionKind>(
  policy: Policy,
  kind: K,
  name: string,
): Definitions[K] | null {
  return listDefinitions(policy, kind).find((one) => one.name === name) ?? null;
}

/**
 * The policy with a new tier, place or agreement.
 * @param after the name that it stands behind; '' is the beginning, null the end (only the order of tiers says anything)
 */
export function addDefinition<K extends DefinitionKind>(
  policy: Policy,
  kind: K,
  definition: Definitions[K],
  after: string | null = null,
): Result<Policy, 'there-already'> {
  const all = listDefinitions(policy, kind);
  if (all.some((one) => one.name === definition.name)) return err('there-already');
  const behind = after === null ? all.length : all.findIndex((one) => one.name === after) + 1;
  return ok({ ...policy, [listOf[kind]]: all.toSpliced(behind, 0, definition) });
}

/**
 * The policy with another definition of the same name in place of `was`.
 * @returns `changed`: it is not as it was when the change was thought of; `gone`: it is there no more
 */
export function replaceDefinition<K extends DefinitionKind>(
  policy: Policy,
  kind: K,
  was: Definitions[K],
  definition: Definitions[K],
): Result<Policy, 'gone' | 'changed'> {
  const now = findDefinition(policy, kind, was.name);
  if (now === null) return err('gone');
  if (!isSame(now, was)) return err('changed');
  const all = listDefinitions(policy, kind).map((one) => (one === now ? definition : one));
  return ok({ ...policy, [listOf[kind]]: all });
}

/** The policy without one that no rule names. */
export function removeDefinition(
  policy: Policy,
  kind: DefinitionKind,
  name: string,
): Result<Policy, 'gone' | 'used'> {
  const all = listDefinitions(policy, kind);
  if (!all.some((one) => one.name === name)) return err('gone');
  if (listRulesNaming(policy, { kind, name }).length > 0) return err('used');
  return ok({ ...policy, [listOf[kind]]: all.filter((one) => one.name !== name) });
}
