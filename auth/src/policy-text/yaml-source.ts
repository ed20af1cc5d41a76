import { LineCounter, type Node, parseDocument } from 'yaml';

import type { PolicyPath } from '../core/policy/policy-fault.js';
import { err, ok, type Result } from '../core/result.js';
import { type Stepwise } from '../core/stepwise.js';
import { type DocNode, keyText, toDocNode } from './doc-node.js';
import type { PolicyProblem } from './policy-problem.js';
import { readQuickly } from './quick-document.js';

/** A document that is correct YAML, and where its parts are. */
export interface YamlSource {
  readonly root: DocNode | null;
  /** The line of a key or list entry; of the nearest thing around it when it isn't there. */
  lineAt(path: PolicyPath): number | null;
}

/** In UTF-16 units. Some 80,000 plain rules; beyond, the library takes memory that a small server lacks. */
const longest = 8_000_000;
/** The same for what is written plainly: more than 200,000 rules. */
const longestPlain = 64_000_000;

/**
 * Reads one YAML 1.2 document, quickly if it is written plainly, as `policy export` does. `longestOdd`: what the library
 * has to read may be no longer, since nothing else goes on meanwhile.
 */
export function* readYaml(
  text: string,
  longestOdd = longest,
): Stepwise<Result<YamlSource, readonly PolicyProblem[]>> {
  const quick = text.length <= longestPlain ? yield* readQuickly(text) : null;
  if (quick !== null) return ok(createSource(quick));
  if (text.length > longestOdd && text.length <= longestPlain)
    return fail(
      null,
      `the document is longer than ${longestOdd} characters and not written plainly`,
      'Write it as `gatehouse policy export` does: a line for each grant, texts in one line, no tabs.',
    );
  return parseYaml(text);
}

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
      ...sayYamlError(message),
    }));
    if (problems.length > 0) return err(problems.slice(0, 100));
    const lineOf = (node: Node | null): number | null => {
      const start = node?.range?.[0];
      return start === undefined ? null : lines.linePos(start).line;
    };
    return ok(createSource(toDocNode(document.contents, lineOf)));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return err([{ line: null, key: '', ...tooDeep }]);
  }
}

const tooDeep = {
  message: 'the document is nested too deeply',
  remedy: 'Policies are never more than six levels deep. Check the brackets and dashes here.',
};

/** What the library says of a slip, in words for people who write rules, not parsers. */
function sayYamlError(message: string): Pick<PolicyProblem, 'message' | 'remedy'> {
  if (message.startsWith('Maximum call stack')) return tooDeep;
  if (message.startsWith('Nested mappings are not allowed'))
    return {
      message: 'two keys with : stand in one line',
      remedy:
        'Put the inner one into a line of its own, further in, or into { }; put texts with : in quotes.',
    };
  return {
    message: `this is not correct YAML: ${message}`,
    remedy: 'Check indentation, quotes and brackets here; put globs and names with : in quotes.',
  };
}

function fail(line: number | null, message: string, remedy: string): Result<never, readonly PolicyProblem[]> {
  return err([{ line, key: '', message, remedy }]);
}

function createSource(root: DocNode | null): YamlSource {
  const lineAt = (path: PolicyPath): number | null => {
    let node: DocNode | null = root;
    let line = root?.line ?? null;
    for (const part of path) {
      let next: DocNode | null | undefined;
      if (node?.kind === 'map') {
        const pair = node.items.find(([key]) => keyText(key) === part);
        line = pair?.[0]?.line ?? line;
        next = pair?.[1];
      } else if (node?.kind === 'list' && typeof part === 'number') {
        next = node.items[part];
        line = next?.line ?? line;
      }
      if (next === undefined) return line;
      node = next;
    }
    return line;
  };
  return { root, lineAt };
}
