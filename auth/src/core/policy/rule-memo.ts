import type { Result } from '../result.js';
import type { FolderRule, Policy } from './model.js';
import { parsePattern, type RulePattern } from './rule-pattern.js';

type Definitions = Pick<Policy, 'tiers' | 'places' | 'agreements'>;

/** What was found out about one rule; with `definitions`, beside these very ones. */
interface RuleMemo {
  readonly rule: FolderRule;
  readonly pattern: Result<RulePattern, string>;
  definitions: Definitions | null;
  /** What `compiledOnce` was given. */
  compiled: unknown;
}

/** By pattern. (Weak maps of a hundred thousand entries cost more than they spare.) */
const memos = new Map<string, RuleMemo>();
const mostMemos = 500_000;

/**
 * Policies and their rules are never changed: an edit of one folder leaves all other rules the very same objects. So
 * each is read, checked and made ready once.
 */
function memoOf(rule: FolderRule): RuleMemo {
  const known = memos.get(rule.pattern);
  if (known?.rule === rule) return known;
  if (memos.size >= mostMemos) memos.clear();
  const memo = { rule, pattern: parsePattern(rule.pattern), definitions: null, compiled: null };
  memos.set(rule.pattern, memo);
  return memo;
}

/** Where a rule applies. */
export function patternOfRule(rule: FolderRule): Result<RulePattern, string> {
  return memoOf(rule).pattern;
}

function areSame(a: Definitions | null, b: Definitions): boolean {
  return a?.tiers === b.tiers && a.places === b.places && a.agreements === b.agreements;
}

/** Was this very rule found sound beside these very definitions? */
export function isKnownSound(rule: FolderRule, policy: Definitions): boolean {
  return areSame(memoOf(rule).definitions, policy);
}

let last: Definitions | null = null;

export function markSound(rule: FolderRule, policy: Definitions): void {
  // One small object for all rules, which keeps no former policy alive.
  if (last === null || !areSame(last, policy)) {
    const { tiers, places, agreements } = policy;
    last = { tiers, places, agreements };
  }
  const memo = memoOf(rule);
  memo.definitions = last;
  memo.compiled = null;
}

/** The rule made ready, by `compile` where it is not yet. There is one kind of readiness. */
export function compiledOnce<T>(rule: FolderRule, policy: Definitions, compile: () => T): T {
  const memo = memoOf(rule);
  if (!areSame(memo.definitions, policy)) return compile();
  memo.compiled ??= compile();
  return memo.compiled as T;
}
