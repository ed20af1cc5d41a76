import type { Context } from 'koa';
import { explainRefusal } from '../core/iiif/explain-refusal.js';
import type { Decision } from '../core/policy/decision.js';
import { HttpProblem } from './problem.js';
import { refusalVoice } from './voice.js';
import type { WebDeps } from './web-deps.js';

/** 403 for what is closed to everyone at the moment (contract 5); people read the reason, in their language. */
export async function closedProblem(
  ctx: Context,
  deps: Pick<WebDeps, 'config' | 'look' | 'policy'>,
  what: 'image' | 'file',
  decision: Decision,
): Promise<HttpProblem> {
  const { timezone } = await deps.policy.current();
  const told = explainRefusal(decision, refusalVoice(ctx, deps, timezone, null));
  return new HttpProblem(403, 'closed', `this ${what} is closed to everyone at the moment`, null, told);
}
