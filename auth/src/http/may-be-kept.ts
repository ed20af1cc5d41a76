import type { IncomingHttpHeaders } from 'node:http';
import { sessionEndsAt } from '../core/session/session.js';
import { sessionLives } from './middleware/session.js';
import { readCredentials, sessionOf, type VisitorDeps } from './visitor.js';

/** nginx keeps an answer for 10 s of whole seconds, so 11 at most (proxy/conf/keep-decisions.conf); one more for its clock. */
const keptSeconds = 12;

/** What nginx had read as the current generation when it asked; it keeps answers under that name. */
function askedGeneration(headers: IncomingHttpHeaders): string | null {
  const asked = headers['x-gate-generation'];
  return typeof asked === 'string' && asked !== '' ? asked : null;
}

/**
 * Whether nginx may keep an allow for a few seconds, as long as the generation stays the one that it asked under: only if
 * that is what this replica had heard when it began to decide, and nothing ends by itself meanwhile.
 * @param generation of this replica, read before anything was looked up; null while it can't be sure to hear of changes
 * @param changesAt seconds since 1970: when the answer would be another one by itself
 */
export function mayBeKept(
  deps: VisitorDeps,
  headers: IncomingHttpHeaders,
  generation: string | null,
  changesAt: number | null,
): boolean {
  if (generation === null || askedGeneration(headers) !== generation) return false;
  const until = deps.clock() + keptSeconds;
  if (changesAt !== null && changesAt < until) return false;
  const { cookie, key } = readCredentials(headers);
  if (key !== null) return false;
  const live = sessionOf(deps, cookie);
  // No longer remembered: something changed meanwhile.
  if (live instanceof Promise) return false;
  return live === null || sessionEndsAt(live.session, sessionLives[live.session.kind]) >= until;
}
