import type { Result } from '../result.js';

/** Where in the document, in the words of the document: `['folders', '/embargo', 'ceilings', 0, 'until']`. */
export type PolicyPath = readonly (string | number)[];

/** Something that makes a policy unusable, and how to mend it. */
export interface PolicyFault {
  readonly path: PolicyPath;
  readonly message: string;
  readonly remedy: string;
}

/** Collects faults. */
export type Report = (path: PolicyPath, message: string, remedy: string) => void;

/** Reports a name that is used twice in one list. */
export function reportRepeated(
  names: readonly string[],
  path: PolicyPath,
  what: string,
  report: Report,
): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) report([...path, name], `${what} "${name}" is there twice`, 'Keep one of the two.');
    seen.add(name);
  }
}

/** Unwraps a result, or reports why there is none. */
export function valueOrReport<T>(
  result: Result<T, string>,
  name: string,
  path: PolicyPath,
  remedy: string,
  report: Report,
): T | null {
  if (result.ok) return result.value;
  report(path, `"${name}" ${result.error}`, remedy);
  return null;
}
