import type { Audience, Policy } from '../../core/policy/model.js';
import type { PolicyStore } from '../../core/policy/policy-store.js';

/** Patterns of the rules that speak of a user or group. */
function findNaming(
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

/** A sentence while the running rules name this user or group (somebody of the same name would inherit what they give), else null. */
export async function refuseWhileNamed(
  policies: PolicyStore,
  who: { readonly kind: 'user' | 'group'; readonly name: string },
): Promise<string | null> {
  const running = await policies.current();
  const patterns = running === null ? [] : findNaming(running.policy, who);
  if (patterns.length === 0) return null;
  return `The rules name ${who.kind}:${who.name} in ${patterns.slice(0, 5).join(', ')}${patterns.length > 5 ? ' and others' : ''}. Change them first: gatehouse policy export`;
}
