import type { Policy } from './model.js';
import { parsePattern } from './rule-pattern.js';
import { listRulesNaming } from './rules-naming.js';

/** The deepest folder that a pattern can not leave; '' for the root, and for what can't be read. */
export function anchorOf(pattern: string): string {
  const parsed = parsePattern(pattern);
  if (!parsed.ok) return '';
  const names: string[] = [];
  for (const segment of parsed.value.segments) {
    if (segment.kind !== 'text') break;
    names.push(segment.text);
  }
  return names.join('/');
}

/**
 * Of these groups, those that rules name, and only in places that `isOwn` says yes to: who is a member of them changes
 * nothing anywhere else.
 */
export function listGroupsWithin(
  policy: Policy,
  groups: readonly string[],
  isOwn: (folder: string) => boolean,
): readonly string[] {
  return groups.filter((name) => {
    const patterns = listRulesNaming(policy, { kind: 'group', name });
    return patterns.length > 0 && patterns.every((pattern) => isOwn(anchorOf(pattern)));
  });
}
