import type { Audience, Policy } from './model.js';

/** Patterns of the rules that speak of a user or group. */
export function listRulesNaming(
  policy: Policy,
  who: { readonly kind: 'user' | 'group'; readonly name: string },
): readonly string[] {
  const isIt = (audience: Audience | null): boolean =>
    audience !== null && audience.kind === who.kind && audience.name === who.name;
  return policy.folders
    .filter(
      (rule) =>
        rule.grants?.some((grant) => isIt(grant.who) || isIt(grant.and)) === true ||
        rule.ceilings.some((ceiling) => isIt(ceiling.except)),
    )
    .map((rule) => rule.pattern);
}
