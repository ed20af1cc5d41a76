import { err, ok, type Result } from '../result.js';
import { toImagePath } from './image-path.js';

/** A folder as people write it: `/staff/`, `staff` → `staff`; `/` → '' (everything). */
export function readFolderName(text: string): Result<string, string> {
  const inner = text.trim().replace(/^\//, '').replace(/\/$/, '');
  if (inner === '') return ok('');
  const path = toImagePath(inner);
  return path.ok
    ? ok(path.value)
    : err(`The folder ${JSON.stringify(text)} is no path: ${path.error.message}.`);
}

/** Several of them, sorted, each once; or which are none. */
export function readFolderNames(texts: readonly string[]): Result<readonly string[], readonly string[]> {
  const read = texts.map(readFolderName);
  const problems = read.flatMap((one) => (one.ok ? [] : [one.error]));
  if (problems.length > 0) return err(problems);
  return ok([...new Set(read.flatMap((one) => (one.ok ? [one.value] : [])))].sort());
}
