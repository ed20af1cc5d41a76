import type { PolicyPath } from '../core/policy/policy-fault.js';
import { shortenQuotes } from '../core/shorten-quotes.js';

/** Something wrong in a policy document: where, what, and how to mend it. */
export interface PolicyProblem {
  /** Counted from 1; null when it concerns the whole document. */
  readonly line: number | null;
  /** Where in the document, e.g. `folders./embargo.ceilings[0].until`; empty for the whole. */
  readonly key: string;
  readonly message: string;
  readonly remedy: string;
}

/** A problem as it is shown: a wrong document is not told whole. */
export function shortProblem({ line, key, message, remedy }: PolicyProblem): PolicyProblem {
  return { line, key: shortenQuotes(key), message: shortenQuotes(message), remedy };
}

/** Writes a place in the document for people. */
export function formatKey(path: PolicyPath): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`))
    .join('');
}
