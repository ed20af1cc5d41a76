import { inSteps, type Stepwise } from '../stepwise.js';
import { canonicalText } from '../canonical-text.js';
import type { FolderRule, Policy } from './model.js';

/** The difference of two policies with the same definitions, rule by rule. */
export interface PolicyDelta {
  /** Patterns of rules that are gone. */
  readonly removed: readonly string[];
  /** Rules that say something else now, each in its former place. */
  readonly changed: readonly FolderRule[];
  /** New rules, each with its place in the new list; ascending. */
  readonly added: readonly { readonly at: number; readonly rule: FolderRule }[];
}

/** A larger difference is no cheaper to tell than the whole. */
const mostChanges = 1000;

/** What makes `after` out of `before`; null: more than single rules differ, so that the whole has to be told. */
export function* findDelta(before: Policy, after: Policy): Stepwise<PolicyDelta | null> {
  if (definitionsOf(before) !== definitionsOf(after)) return null;
  const former = new Map(before.folders.map((rule) => [rule.pattern, rule]));
  const changed: FolderRule[] = [];
  const added: { readonly at: number; readonly rule: FolderRule }[] = [];
  const patterns = new Set<string>();
  yield* inSteps(after.folders, (rule, at) => {
    patterns.add(rule.pattern);
    const old = former.get(rule.pattern);
    if (old === undefined) added.push({ at, rule });
    else if (old !== rule && canonicalText(old) !== canonicalText(rule)) changed.push(rule);
  });
  const removed = before.folders
    .filter(({ pattern }) => !patterns.has(pattern))
    .map(({ pattern }) => pattern);
  if (removed.length + changed.length + added.length > mostChanges) return null;
  const delta = { removed, changed, added };
  // Rules that changed their places can't be told so.
  const result = applyDelta(before, delta);
  const fits = result?.folders.every(({ pattern }, at) => pattern === after.folders[at]?.pattern) === true;
  return fits && result.folders.length === after.folders.length ? delta : null;
}

/** The policy with the difference made; all other rules are the same objects. Null: the difference is of another policy. */
export function applyDelta(before: Policy, { removed, changed, added }: PolicyDelta): Policy | null {
  const gone = new Set(removed);
  const replaced = new Map(changed.map((rule) => [rule.pattern, rule]));
  const folders: FolderRule[] = [];
  let found = 0;
  for (const rule of before.folders) {
    const other = replaced.get(rule.pattern);
    if (other !== undefined || gone.has(rule.pattern)) found += 1;
    if (!gone.has(rule.pattern)) folders.push(other ?? rule);
  }
  if (found !== gone.size + replaced.size) return null;
  for (const { at, rule } of added) {
    if (at > folders.length) return null;
    folders.splice(at, 0, rule);
  }
  return { ...before, folders };
}

function definitionsOf(policy: Policy): string {
  return canonicalText({ ...policy, folders: [] });
}
