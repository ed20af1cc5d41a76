import type { PolicyPath } from '../core/policy/policy-fault.js';
import { formatKey, type PolicyProblem } from './policy-problem.js';
import { type DocNode, keyText } from './doc-node.js';

/** One value in the document, with its place. */
export interface Field {
  readonly path: PolicyPath;
  readonly node: DocNode | null;
  readonly line: number | null;
}

/** Reads values of the types that policies have; whatever is wrong is noted, and null given instead. */
export interface FieldReader {
  note(field: Field, message: string, remedy: string): void;
  /** Entries of a mapping in order, repeated keys noted and left out. */
  entries(field: Field): readonly (readonly [string, Field])[];
  /** The same with known keys only. */
  keys(field: Field, known: readonly string[]): ReadonlyMap<string, Field>;
  list(field: Field): readonly Field[];
  text(field: Field): string | null;
  whole(field: Field): number | null;
  flag(field: Field): boolean | null;
}

export const mostProblems = 200;

/** A reader that puts what it notes into `problems`. */
export function createFieldReader(problems: PolicyProblem[]): FieldReader {
  const note = (field: Field, message: string, remedy: string): void => {
    if (problems.length < mostProblems)
      problems.push({ line: field.line, key: formatKey(field.path), message, remedy });
  };

  /** Aliases could blow a small document up, and tags could change types: neither is part of the language. */
  const plain = (field: Field): Exclude<DocNode, { kind: 'alias' | 'anchor' | 'tag' }> | null => {
    const { node } = field;
    switch (node?.kind) {
      case 'alias':
        note(field, 'YAML aliases (*name) are not allowed', 'Write it out; put a glob in quotes.');
        return null;
      case 'anchor':
        note(
          field,
          'YAML anchors (&name) are not allowed',
          'Remove it; put a name that begins with & in quotes.',
        );
        return null;
      case 'tag':
        note(
          field,
          'YAML tags (!name) are not allowed',
          'Remove it; put a text that begins with ! in quotes.',
        );
        return null;
      case 'map':
      case 'list':
      case 'scalar':
        return node;
      case undefined:
        return null;
    }
  };

  const scalar = <T>(field: Field, wanted: string, accept: (value: unknown) => value is T): T | null => {
    const node = plain(field);
    if (node?.kind === 'scalar' && accept(node.value)) return node.value;
    if (node !== null || field.node === null) note(field, `this is not ${wanted}`, `Write ${wanted}.`);
    return null;
  };

  const entries = (field: Field): readonly (readonly [string, Field])[] => {
    const node = plain(field);
    if (node?.kind !== 'map') {
      if (node !== null || field.node === null)
        note(field, 'this is not a mapping', 'Write it as { key: value }.');
      return [];
    }
    const found = new Map<string, Field>();
    for (const [keyNode, value] of node.items) {
      const key = keyText(keyNode);
      const line = keyNode?.line ?? field.line;
      const entry = { path: [...field.path, key ?? '?'], node: value, line };
      if (key === null || plain({ ...entry, node: keyNode }) === null) {
        if (keyNode?.kind !== 'alias') note(entry, 'a key must be plain text', 'Write the key as text.');
        else if (key === null) plain({ ...entry, node: keyNode });
      } else if (found.has(key))
        note(
          entry,
          `the key "${key}" is there twice (first in line ${found.get(key)?.line})`,
          'Join the two.',
        );
      else found.set(key, entry);
    }
    return [...found];
  };

  return {
    note,
    entries,
    keys(field, known) {
      const found = entries(field);
      for (const [key, entry] of found)
        if (!known.includes(key))
          note(entry, `there is no key "${key}" here`, `Use only ${known.join(', ')}.`);
      return new Map(found.filter(([key]) => known.includes(key)));
    },
    list(field) {
      const node = plain(field);
      if (node?.kind === 'list')
        return node.items.map((item, index) => ({
          path: [...field.path, index],
          node: item,
          line: item?.line ?? field.line,
        }));
      if (node !== null || field.node === null)
        note(field, 'this is not a list', 'Write it as [ one, two ].');
      return [];
    },
    text: (field) => scalar(field, 'a text', (value) => typeof value === 'string'),
    whole: (field) =>
      scalar(field, 'a whole number', (value): value is number => Number.isSafeInteger(value)),
    flag: (field) => scalar(field, 'true or false', (value) => typeof value === 'boolean'),
  };
}
