import type { ImagePath } from '../core/image/image-path.js';
import { decide } from '../core/policy/decide.js';
import type { Decision } from '../core/policy/decision.js';
import type { Visitor } from '../core/policy/visitor.js';
import type { OriginalFile, WebDeps } from './web-deps.js';

/** A file that exists, and whether this visitor may have it. Close `file`. */
export interface JudgedFile {
  readonly file: OriginalFile;
  readonly decision: Decision;
  readonly allowed: boolean;
}

/** Decides about an original for a visitor, now: only `full` gives it. Null: there is none, or nobody may know of it. */
export async function judgeFile(
  deps: Pick<WebDeps, 'policy' | 'files' | 'clock'>,
  path: ImagePath,
  visitor: Visitor,
): Promise<JudgedFile | null> {
  const decision = decide(await deps.policy.current(), visitor, path, deps.clock());
  if (decision.hidden && decision.limits === null) return null;
  const file = await deps.files.open(path);
  return file === null ? null : { file, decision, allowed: decision.tier === 'full' };
}
