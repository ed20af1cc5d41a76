import type { Audience, FolderRule, Policy } from './model.js';

/** Something that rules speak of by its name. */
export interface NamedInRules {
  readonly kind: 'user' | 'group' | 'place' | 'tier' | 'agreement';
  readonly name: string;
}

function speaksOf({ grants, ceilings }: FolderRule, { kind, name }: NamedInRules): boolean {
  if (kind === 'tier')
    return grants?.some((grant) => grant.tier === name) === true || ceilings.some(({ max }) => max === name);
  if (kind === 'agreement') return grants?.some((grant) => grant.agree === name) === true;
  const isIt = (audience: Audience | null): boolean =>
    audience !== null && audience.kind === kind && audience.name === name;
  return (
    grants?.some((grant) => isIt(grant.who) || isIt(grant.and)) === true ||
    ceilings.some((ceiling) => isIt(ceiling.except))
  );
}

/** The rules that speak of somebody or something. */
export function findRulesNaming(policy: Policy, what: NamedInRules): readonly FolderRule[] {
  return policy.folders.filter((rule) => speaksOf(rule, what));
}

/** Patterns of the rules that speak of somebody or something. */
export function listRulesNaming(policy: Policy, what: NamedInRules): readonly string[] {
  return findRulesNaming(policy, what).map((rule) => rule.pattern);
}
