import type { CompiledCeiling, CompiledGrant, CompiledPolicy, CompiledRule } from './compile.js';
import { type GlobNode, startGlobs, stepGlobs } from './glob-tree.js';
import { type GrantIndex, indexGrants } from './grant-index.js';
import type { FolderRule } from './model.js';

/** How a rule came to apply, from the most specific. */
export type RuleLevel = 'file' | 'file-glob' | 'folder' | 'folder-glob';

export interface FoundRule {
  readonly compiled: CompiledRule;
  readonly level: RuleLevel;
}

const notCanonical = /(?:^|\/)\.{0,2}(?:\/|$)/;

export type Target = 'file' | 'folder';

/**
 * Every rule on the way to a path, most specific first: the file itself, globs that match it, then folder by
 * folder upwards (a folder named exactly before globs that match it). The only place that knows this order.
 */
export function findRules(policy: CompiledPolicy, path: string, target: Target): readonly FoundRule[] {
  const found: FoundRule[] = [];
  // Only canonical paths find rules: `/staff` or `a/../staff` must not slip past the rules of `staff`.
  if (path !== '' && notCanonical.test(path)) return found;
  const globs = policy.globs === null ? null : findGlobs(policy.globs, path);
  let depth = globs === null ? 0 : globs.length - 1;
  let prefix = path;
  let level: Target = path === '' ? 'folder' : target;
  for (;;) {
    const exact = policy.exact.get(prefix);
    if (exact !== undefined) addRule(found, exact, level, level);
    if (globs !== null)
      for (const node of globs[depth--] ?? [])
        for (const rule of node.rules) addRule(found, rule, `${level}-glob`, level);
    if (prefix === '') return found;
    prefix = prefix.slice(0, Math.max(prefix.lastIndexOf('/'), 0));
    level = 'folder';
  }
}

function addRule(found: FoundRule[], compiled: CompiledRule, level: RuleLevel, target: Target): void {
  if (target === 'folder' || !compiled.foldersOnly) found.push({ compiled, level });
}

/** Per depth, what the glob tree found; index 0 is the root folder. */
function findGlobs(
  root: GlobNode<CompiledRule>,
  path: string,
): readonly (readonly GlobNode<CompiledRule>[])[] {
  const steps = [startGlobs(root)];
  if (path !== '') for (const segment of path.split('/')) steps.push(stepGlobs(steps.at(-1) ?? [], segment));
  return steps;
}

/** What counts for a path after inheritance: the nearest grants, and all ceilings. */
export interface Scope {
  readonly grantsFrom: CompiledRule | null;
  readonly grants: GrantIndex<CompiledGrant>;
  readonly ceilings: readonly CompiledCeiling[];
}

const noGrants = indexGrants<CompiledGrant>([]);

/** Nearest `grants` replace those above; ceilings add up. */
export function scopeOf(found: readonly FoundRule[]): Scope {
  let grantsFrom: CompiledRule | null = null;
  let ceilings: readonly CompiledCeiling[] = [];
  for (const { compiled } of found) {
    if (grantsFrom === null && compiled.grants !== null) grantsFrom = compiled;
    if (compiled.ceilings.length > 0)
      ceilings = ceilings.length === 0 ? compiled.ceilings : [...ceilings, ...compiled.ceilings];
  }
  return { grantsFrom, grants: grantsFrom?.index ?? noGrants, ceilings };
}

/** The part of the nearest rule that has it; null: none has. */
export function nearest<T>(found: readonly FoundRule[], part: (rule: FolderRule) => T | null): T | null {
  for (const { compiled } of found) {
    const value = part(compiled.rule);
    if (value !== null) return value;
  }
  return null;
}
