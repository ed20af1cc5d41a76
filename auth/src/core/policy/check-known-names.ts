import { namePattern } from './audience.js';
import type { Names } from './check-rules.js';
import type { Audience, FolderRule } from './model.js';
import type { PolicyPath, Report } from './policy-fault.js';

/** Checks that the groups and users that a rule names exist. They come and go without the policy, so it is done each time. */
export function checkKnownNames(
  { pattern, grants, ceilings }: FolderRule,
  names: Names,
  report: Report,
): void {
  const check = (audience: Audience | null, path: PolicyPath): void => {
    if (audience === null || (audience.kind !== 'user' && audience.kind !== 'group')) return;
    const { kind, name } = audience;
    const existing = kind === 'user' ? names.users : names.groups;
    if (existing === null || existing.has(name) || !namePattern.test(name)) return;
    report(
      ['folders', pattern, ...path],
      `there is no ${kind} "${name}"`,
      `Add the ${kind} first, or correct the name.`,
    );
  };
  for (const [index, { who, and }] of grants?.entries() ?? []) {
    check(who, ['grants', index, 'who']);
    check(and, ['grants', index, 'and']);
  }
  for (const [index, { except }] of ceilings.entries()) check(except, ['ceilings', index, 'except']);
}
