import type { PolicyStore } from '../../core/policy/policy-store.js';
import { listRulesNaming } from '../../core/policy/rules-naming.js';

/** A sentence while the running rules name this user or group (somebody of the same name would inherit what they give), else null. */
export async function refuseWhileNamed(
  policies: PolicyStore,
  who: { readonly kind: 'user' | 'group'; readonly name: string },
): Promise<string | null> {
  const running = await policies.current();
  const patterns = running === null ? [] : listRulesNaming(running.policy, who);
  if (patterns.length === 0) return null;
  return `The rules name ${who.kind}:${who.name} in ${patterns.slice(0, 5).join(', ')}${patterns.length > 5 ? ' and others' : ''}. Change them first: gatehouse policy export`;
}
