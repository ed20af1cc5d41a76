import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseAddress } from '../../core/image/address.js';
import { formatGatewayImage } from '../../core/image/gateway-image.js';
import type { Decision } from '../../core/policy/decision.js';
import type { EpochSeconds } from '../../core/time.js';
import type { PixelAnswer } from '../judge-request.js';
import { judgePixels } from '../judge-request.js';
import { contentVisitor, readCredentials } from '../visitor.js';
import type { Metrics } from '../../metrics/metrics.js';
import type { WebDeps } from '../web-deps.js';
import type { JudgeDeps } from '../judge-request.js';

export type QueryAuthDeps = JudgeDeps &
  Pick<WebDeps, 'digest' | 'liveSessions' | 'liveTokens' | 'liveKeys' | 'observe'> & {
    readonly metrics: Pick<Metrics, 'countCheck'>;
  };

/** What nginx is told, beside the status: only ever 200, 401 or 403 (contract 3). */
interface Verdict {
  readonly status: 200 | 401 | 403;
  readonly headers: Readonly<Record<string, string>>;
  /** Why, in a word or two; for the metrics only. */
  readonly reason: string;
}

const longestPublicSeconds = 300;

/** Open to anyone without a ceiling: cacheable by anyone until the answer may change, at most 300 s; else private. */
function cacheOf(answer: Extract<PixelAnswer, { kind: 'allow' }>, now: EpochSeconds): string {
  const { decision } = answer.judged;
  if (!decision.open) return 'private';
  const left = decision.nextChange === null ? longestPublicSeconds : Math.floor(decision.nextChange - now);
  return `public, max-age=${Math.max(0, Math.min(longestPublicSeconds, left))}`;
}

function allow(answer: Extract<PixelAnswer, { kind: 'allow' }>, api: 2 | 3, now: EpochSeconds): Verdict {
  const { facts, view } = answer.judged;
  return {
    status: 200,
    reason: grantedTo(answer.judged.decision),
    headers: {
      'X-Gate-Outcome': 'allow',
      'X-Gate-Api': String(api),
      'X-Gate-Image': formatGatewayImage(facts.path),
      'X-Gate-Root': facts.root,
      'X-Gate-Size': `${facts.width}x${facts.height}`,
      'X-Gate-View': `${view.width}x${view.height}-${answer.limits.quality}`,
      'X-Gate-Version': facts.version,
      'X-Gate-Tier': answer.tier,
      'X-Gate-Cache': cacheOf(answer, now),
    },
  };
}

function refuse(status: 401 | 403, outcome: string, reason: string): Verdict {
  return { status, reason, headers: { 'X-Gate-Outcome': outcome } };
}

/** The kind of audience that may: `anyone`, `signed-in`, `user`, `group`, `place`. Never a name. */
function grantedTo({ reason }: Decision): string {
  const granted = reason.find(({ kind }) => kind === 'granted');
  return granted?.kind === 'granted' ? (granted.who.split(':', 1)[0] ?? '') : 'granted';
}

function refusedBy({ reason }: Decision): string {
  return reason.some(({ kind }) => kind === 'ceiling') ? 'ceiling' : 'not-granted';
}

async function judge(deps: QueryAuthDeps, request: IncomingMessage): Promise<Verdict> {
  const target = request.headers['x-original-uri'];
  const address = parseAddress(typeof target === 'string' ? target : '');
  if (!address.ok) return refuse(401, address.error.status === 404 ? 'notfound' : 'badrequest', 'address');
  // Everything but pixels is worded by the auth service itself, which asks the same decision.
  if (address.value.kind !== 'image') return refuse(401, 'document', 'document');
  const visitor = await contentVisitor(deps, readCredentials(request.headers), address.value.path);
  const answer = await judgePixels(deps, address.value, visitor);
  switch (answer.kind) {
    case 'allow':
      return allow(answer, address.value.api, deps.clock());
    case 'redirect':
      return refuse(401, 'redirect', 'other-size');
    case 'sign-in':
      return refuse(401, 'signin', refusedBy(answer.judged.decision));
    case 'closed':
      return refuse(403, 'closed', refusedBy(answer.decision));
    case 'not-found':
      return refuse(401, 'notfound', 'no-image');
    case 'bad-request':
      return refuse(401, 'badrequest', 'request');
  }
}

/**
 * Nginx's question about one request, answered on the raw response, before session, router and body middleware.
 * Whatever goes wrong inside is 503, which nginx turns into a refusal: never content.
 */
export async function answerQueryAuth(
  deps: QueryAuthDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const began = performance.now();
  const count = (outcome: string, reason: string): void =>
    deps.metrics.countCheck(outcome, reason, (performance.now() - began) / 1000);
  try {
    const verdict = await judge(deps, request);
    response.writeHead(verdict.status, { ...verdict.headers, 'Content-Length': '0' });
    response.end();
    count(verdict.headers['X-Gate-Outcome'] ?? '', verdict.reason);
  } catch (error) {
    deps.observe({
      kind: 'failed',
      where: 'query_auth',
      requestId: String(request.headers['x-request-id'] ?? ''),
      error,
    });
    response.writeHead(503, { 'Content-Length': '0', 'Retry-After': '2' });
    response.end();
    count('failed', 'error');
  }
}
