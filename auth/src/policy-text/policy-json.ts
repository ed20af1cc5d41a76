import type { FolderRule, Policy } from '../core/policy/model.js';
import { applyDelta, type PolicyDelta } from '../core/policy/policy-delta.js';
import { validateInSteps } from '../core/policy/validate-policy.js';
import { atOnce, inSteps, type Stepwise } from '../core/stepwise.js';
import { isAudience, isFlag, isText, isTexts, isWhole, listOf, oneOf, orNull, shape } from './json-shapes.js';
import { createZone } from './zoned-time.js';

const grant = shape({
  who: isAudience,
  and: orNull(isAudience),
  tier: isText,
  from: orNull(isWhole),
  until: orNull(isWhole),
  agree: orNull(isText),
});
const ceiling = shape({
  max: isText,
  from: orNull(isWhole),
  until: orNull(isWhole),
  except: orNull(isAudience),
  reason: orNull(isTexts),
});
const signIn = shape({
  patterns: orNull(listOf(oneOf('login', 'clickthrough', 'kiosk', 'external'))),
  label: orNull(isTexts),
  header: orNull(isTexts),
  description: orNull(isTexts),
  confirm: orNull(isTexts),
  failureHeader: orNull(isTexts),
  failureDescription: orNull(isTexts),
});
const isRule = shape({
  pattern: isText,
  grants: orNull(listOf(grant)),
  ceilings: listOf(ceiling),
  manifest: orNull(oneOf('open', 'skeleton', 'closed')),
  hidden: orNull(isFlag),
  contact: orNull(isText),
  managed: orNull(oneOf('text')),
  signIn: orNull(signIn),
});
const isDefinitions = shape({
  version: oneOf(1),
  timezone: isText,
  tiers: listOf(shape({ name: isText, maxEdge: orNull(isWhole), quality: oneOf('color', 'gray') })),
  places: listOf(shape({ name: isText, ranges: listOf(isText) })),
  agreements: listOf(
    shape({ name: isText, version: isWhole, validSeconds: orNull(isWhole), title: isTexts, text: isTexts }),
  ),
});
const isDelta = shape({
  removed: listOf(isText),
  changed: listOf(isRule),
  added: listOf(shape({ at: isWhole, rule: isRule })),
});

/** A policy as a database holds it: everything but the rules, and the rules one by one. */
interface StoredPolicy {
  readonly definitions: unknown;
  readonly rules: readonly unknown[];
}

/** Takes what a database holds as a policy; null for anything but a complete, valid one, and then all is closed. */
function* readStoredPolicy({ definitions, rules }: StoredPolicy): Stepwise<Policy | null> {
  if (!isDefinitions(definitions)) return null;
  const folders: FolderRule[] = [];
  yield* inSteps(rules, (rule) => {
    if (isRule(rule)) folders.push(rule as FolderRule);
  });
  if (folders.length < rules.length) return null;
  const policy = { ...(definitions as Omit<Policy, 'folders'>), folders };
  return createZone(policy.timezone) === null ? null : yield* soundOrNull(policy);
}

/** Takes what a database holds as the difference to the policy before; null for anything that makes no valid one of it. */
function* readStoredDelta(before: Policy, value: unknown): Stepwise<Policy | null> {
  const after = isDelta(value) ? applyDelta(before, value as PolicyDelta) : null;
  return after === null ? null : yield* soundOrNull(after);
}

function* soundOrNull(policy: Policy): Stepwise<Policy | null> {
  return (yield* validateInSteps(policy)).length === 0 ? policy : null;
}

/** The same of a policy in one piece. */
export function parsePolicyJson(value: unknown): Policy | null {
  if (typeof value !== 'object' || value === null || !('folders' in value)) return null;
  const { folders: rules, ...definitions } = value;
  return Array.isArray(rules) ? atOnce(readStoredPolicy({ definitions, rules })) : null;
}

/** How stored policies are read; each part is judged, and anything unsound is none. */
export const storedPolicies = { whole: readStoredPolicy, delta: readStoredDelta };
