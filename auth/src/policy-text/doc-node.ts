import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';

/** A value of a rule document, and its line. Aliases, anchors and tags are no part of the language. */
export type DocNode =
  | { readonly kind: 'map'; readonly line: number | null; readonly items: readonly DocPair[] }
  | { readonly kind: 'list'; readonly line: number | null; readonly items: readonly (DocNode | null)[] }
  | {
      readonly kind: 'scalar';
      readonly line: number | null;
      readonly value: unknown;
      /** As it is written; null: not known. */
      readonly source: string | null;
    }
  | { readonly kind: 'alias' | 'anchor' | 'tag'; readonly line: number | null };

export type DocPair = readonly [key: DocNode | null, value: DocNode | null];

/** A mapping key as it is written, also where YAML takes it for a number. */
export function keyText(key: DocNode | null | undefined): string | null {
  if (key?.kind !== 'scalar') return null;
  return typeof key.value === 'string' ? key.value : key.source;
}

/** What a YAML library read. */
export function toDocNode(node: Node | null, lineOf: (node: Node | null) => number | null): DocNode | null {
  if (node === null) return null;
  const line = lineOf(node);
  if (isAlias(node)) return { kind: 'alias', line };
  const { anchor } = node as { readonly anchor?: string };
  if (anchor !== undefined) return { kind: 'anchor', line };
  if (node.tag !== undefined && node.tag !== '') return { kind: 'tag', line };
  const convert = (part: unknown): DocNode | null => toDocNode(part as Node | null, lineOf);
  if (isMap(node))
    return {
      kind: 'map',
      line,
      items: node.items.map(({ key, value }) => [convert(key), convert(value)] as const),
    };
  if (isSeq(node)) return { kind: 'list', line, items: node.items.map(convert) };
  return isScalar(node) ? { kind: 'scalar', line, value: node.value, source: node.source ?? null } : null;
}
