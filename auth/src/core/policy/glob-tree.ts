import type { RulePattern } from './rule-pattern.js';
import { compileWild } from './wildcard.js';

/** Globs that share their beginnings, so that a path is tried on all of them at once. */
export interface GlobNode<T> {
  readonly texts: Map<string, GlobNode<T>>;
  readonly wilds: {
    readonly key: string;
    readonly matches: (segment: string) => boolean;
    readonly next: GlobNode<T>;
  }[];
  /** Behind a `**`: this node stays in play whatever segment comes. */
  readonly repeats: boolean;
  deep: GlobNode<T> | null;
  readonly rules: T[];
}

/** A tree without globs. */
export function emptyGlobTree<T>(repeats = false): GlobNode<T> {
  return { texts: new Map(), wilds: [], repeats, deep: null, rules: [] };
}

/** Adds one rule. */
export function addGlob<T>(root: GlobNode<T>, pattern: RulePattern, rule: T): void {
  let node = root;
  for (const segment of pattern.segments) {
    if (segment.kind === 'deep') {
      node.deep ??= emptyGlobTree<T>(true);
      node = node.deep;
    } else if (segment.kind === 'text') {
      const next: GlobNode<T> = node.texts.get(segment.text) ?? emptyGlobTree<T>();
      node.texts.set(segment.text, next);
      node = next;
    } else {
      const key = JSON.stringify(segment.tokens);
      let known = node.wilds.find((wild) => wild.key === key);
      if (known === undefined) {
        known = { key, matches: compileWild(segment.tokens), next: emptyGlobTree<T>() };
        node.wilds.push(known);
      }
      node = known.next;
    }
  }
  node.rules.push(rule);
}

/** Where the walk stands before the first segment. */
export function startGlobs<T>(root: GlobNode<T>): readonly GlobNode<T>[] {
  return root.deep === null ? [root] : [root, root.deep];
}

/** Where the walk stands after one more segment. */
export function stepGlobs<T>(nodes: readonly GlobNode<T>[], segment: string): readonly GlobNode<T>[] {
  const next: GlobNode<T>[] = [];
  for (const node of nodes) {
    if (node.repeats) enter(next, node);
    const text = node.texts.get(segment);
    if (text !== undefined) enter(next, text);
    for (const wild of node.wilds) if (wild.matches(segment)) enter(next, wild.next);
  }
  return next;
}

function enter<T>(nodes: GlobNode<T>[], node: GlobNode<T>): void {
  if (nodes.includes(node)) return;
  nodes.push(node);
  // `**` may also stand for no segment at all.
  if (node.deep !== null) enter(nodes, node.deep);
}
