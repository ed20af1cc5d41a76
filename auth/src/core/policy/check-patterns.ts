import type { FolderRule, Policy } from './model.js';
import { patternsOverlap } from './pattern-overlap.js';
import { type Report, valueOrReport } from './policy-fault.js';
import { inSteps, type Stepwise } from '../stepwise.js';
import { patternOfRule } from './rule-memo.js';
import type { RulePattern } from './rule-pattern.js';

interface Placed {
  readonly rule: FolderRule;
  readonly pattern: RulePattern;
}

const mostGlobs = 300;
const mostRules = 250_000;
const replacing = ['grants', 'manifest', 'hidden', 'contact', 'signIn'] as const;

/**
 * Checks where rules apply. Two globs are ambiguous when some path could match both and both set a part of which
 * only the nearest counts; ceilings add up, so they never are.
 */
export function* checkPatterns(policy: Policy, report: Report): Stepwise<void> {
  const seen = new Map<string, string>();
  const globs: Placed[] = [];
  if (policy.folders.length > mostRules)
    report(
      ['folders'],
      `there are ${policy.folders.length} rules`,
      `Keep to ${mostRules}: rules hold for all below.`,
    );
  yield* inSteps(policy.folders, (rule) => {
    const path = ['folders', rule.pattern];
    const remedy = 'Write it as /folder, /folder/file.jp2, /folder/*.jp2 or **/*.jp2.';
    const pattern = valueOrReport(patternOfRule(rule), rule.pattern, path, remedy, report);
    if (pattern === null) return;
    const twin = seen.get(pattern.key);
    if (twin !== undefined)
      report(path, `"${rule.pattern}" says the same as "${twin}"`, 'Join the two rules.');
    seen.set(pattern.key, rule.pattern);
    if (pattern.exact === null) globs.push({ rule, pattern });
  });
  if (globs.length > mostGlobs)
    report(['folders'], `there are ${globs.length} globs`, `Keep to ${mostGlobs}; name folders instead.`);
  else for (const [index, glob] of globs.entries()) checkAmbiguity(glob, globs.slice(0, index), report);
}

function checkAmbiguity({ rule, pattern }: Placed, others: readonly Placed[], report: Report): void {
  for (const other of others) {
    const clash = replacing.find((part) => rule[part] !== null && other.rule[part] !== null);
    if (clash === undefined || other.pattern.key === pattern.key || !patternsOverlap(pattern, other.pattern))
      continue;
    report(
      ['folders', rule.pattern],
      `"${rule.pattern}" and "${other.rule.pattern}" can match the same path and both set ${clash === 'signIn' ? 'sign_in' : clash}`,
      'Make one of them narrower, or name the folder or file exactly.',
    );
  }
}
