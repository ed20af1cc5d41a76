import { isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';

import type { PolicyPath } from '../core/policy/policy-fault.js';
import { err, ok, type Result } from '../core/result.js';
import type { PolicyProblem } from './policy-problem.js';

/** A document that is correct YAML, and where its parts are. */
export interface YamlSource {
  readonly root: ParsedNode | null;
  lineOf(node: Node | null): number | null;
  /** The line of a key or list entry; of the nearest thing around it when it isn't there. */
  lineAt(path: PolicyPath): number | null;
}

/** In UTF-16 units. Some 80,000 plain rules; beyond, reading takes memory that a small server lacks. */
const longest = 8_000_000;

/** Reads one YAML 1.2 document. Syntax errors come all at once. Never throws, never expands aliases. */
export function parseYaml(text: string): Result<YamlSource, readonly PolicyProblem[]> {
  if (text.length > longest)
    return fail(
      null,
      `the document is longer than ${longest} characters`,
      'Put rules on folders rather than on single files.',
    );
  if (/^%/m.test(text) && /^%(?:YAML|TAG)/m.test(text))
    return fail(1, 'YAML directives are not allowed', 'Remove the lines that begin with %.');
  const lines = new LineCounter();
  try {
    // Repeated keys are found by our own reader: the library compares every key with every other.
    const options = {
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
      version: '1.2',
      schema: 'core',
    } as const;
    const document = parseDocument(text, options);
    const problems = document.errors.map(({ pos, message }) => ({
      line: lines.linePos(pos[0]).line,
      key: '',
      message: `this is not correct YAML: ${message}`,
      remedy: 'Check indentation, quotes and brackets here; put globs and names with : in quotes.',
    }));
    if (problems.length > 0) return err(problems.slice(0, 100));
    return ok(createSource(document.contents, lines));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return fail(null, 'the document is nested too deeply', 'Policies are never more than six levels deep.');
  }
}

function fail(line: number | null, message: string, remedy: string): Result<never, readonly PolicyProblem[]> {
  return err([{ line, key: '', message, remedy }]);
}

function createSource(root: ParsedNode | null, lines: LineCounter): YamlSource {
  const lineOf = (node: Node | null): number | null => {
    const start = node?.range?.[0];
    return start === undefined ? null : lines.linePos(start).line;
  };
  const lineAt = (path: PolicyPath): number | null => {
    let node: unknown = root;
    let line = lineOf(root);
    for (const part of path) {
      let next: unknown;
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => keyText(key) === part);
        line = isScalar(pair?.key) ? lineOf(pair.key) : line;
        next = pair?.value;
      } else if (isSeq(node) && typeof part === 'number') {
        next = node.items[part];
        line = isNodeLike(next) ? lineOf(next) : line;
      }
      if (next === undefined) return line;
      node = next;
    }
    return line;
  };
  return { root, lineOf, lineAt };
}

function isNodeLike(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}

/** A mapping key as it is written, also where YAML takes it for a number. */
export function keyText(key: unknown): string | null {
  if (!isScalar(key)) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? null);
}
