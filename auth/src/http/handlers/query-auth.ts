import type { IncomingMessage, ServerResponse } from 'node:http';
import { createAddressReader } from '../../core/image/address-reader.js';
import type { ImageFacts } from '../../core/image/image-facts.js';
import { formatGatewayImage } from '../../core/image/gateway-image.js';
import type { Decision } from '../../core/policy/decision.js';
import { soon, type Soon } from '../../core/soon.js';
import type { EpochSeconds } from '../../core/time.js';
import type { PixelAnswer } from '../judge-request.js';
import { judgePixels } from '../judge-request.js';
import { contentVisitor, readCredentials } from '../visitor.js';
import { mayBeKept } from '../may-be-kept.js';
import type { Metrics } from '../../metrics/metrics.js';
import type { WebDeps } from '../web-deps.js';
import type { JudgeDeps } from '../judge-request.js';

export type QueryAuthDeps = JudgeDeps &
  Pick<WebDeps, 'digest' | 'liveSessions' | 'liveTokens' | 'liveKeys' | 'observe' | 'config'> & {
    /** See ChangeFeed. */
    readonly generation: () => string | null;
    readonly metrics: Pick<Metrics, 'countCheck'>;
  };

interface Answer {
  readonly status: number;
  /** In a word. */
  readonly outcome: string;
  /** Names and values of further headers, in turn: Node takes such a list as it is. */
  readonly further: readonly string[];
  /** Why, in a word or two; for the metrics only. */
  readonly reason: string;
}

/** What nginx is told, beside the status: only ever 200, 401 or 403 (contract 3). */
interface Verdict extends Answer {
  readonly status: 200 | 401 | 403;
}

const longestPublicSeconds = 300;

/** Open to anyone without a ceiling: cacheable by anyone until the answer may change, at most 300 s; else private. */
function cacheOf(answer: Extract<PixelAnswer, { kind: 'allow' }>, now: EpochSeconds): string {
  const { decision } = answer.judged;
  if (!decision.open) return 'private';
  const left = decision.nextChange === null ? longestPublicSeconds : Math.floor(decision.nextChange - now);
  return `public, max-age=${Math.max(0, Math.min(longestPublicSeconds, left))}`;
}

/** When the answer isn't the same any more: for what is open, as soon as less than the longest life is left to tell of. */
function wordsChangeAt({ open, nextChange }: Decision): number | null {
  return open && nextChange !== null ? nextChange - longestPublicSeconds : nextChange;
}

const readAddress = createAddressReader();

/** Names are written once per file, which is remembered as long as the feed vouches for it. */
const writtenNames = new WeakMap<ImageFacts, string>();

function nameOf(facts: ImageFacts): string {
  const written = writtenNames.get(facts) ?? formatGatewayImage(facts.path);
  writtenNames.set(facts, written);
  return written;
}

/**
 * All that the gateway is told of the picture, in one header, since each costs a part of what a tile costs: API, folder,
 * size of the master, size and colours of what may be seen, version of the file, tier, name.
 */
function pictureOf({ judged, limits, tier }: Extract<PixelAnswer, { kind: 'allow' }>, api: 2 | 3): string {
  const { facts, view } = judged;
  const size = `${facts.width}x${facts.height}/${view.width}x${view.height}-${limits.quality}`;
  return `${api}/${facts.root}/${size}/${facts.version}/${tier}/${nameOf(facts)}`;
}

function allow(
  answer: Extract<PixelAnswer, { kind: 'allow' }>,
  api: 2 | 3,
  now: EpochSeconds,
  isKept: boolean,
): Verdict {
  const further = ['X-Gate-Image', pictureOf(answer, api), 'X-Gate-Cache', cacheOf(answer, now)];
  if (isKept) further.push('X-Gate-Keep', '1');
  return { status: 200, outcome: 'allow', reason: grantedTo(answer.judged.decision), further };
}

function refuse(status: 401 | 403, outcome: string, reason: string): Verdict {
  return { status, outcome, reason, further: [] };
}

/** The kind of audience that may: `anyone`, `signed-in`, `user`, `group`, `place`. Never a name. */
function grantedTo({ reason }: Decision): string {
  const granted = reason.find(({ kind }) => kind === 'granted');
  return granted?.kind === 'granted' ? (granted.who.split(':', 1)[0] ?? '') : 'granted';
}

function refusedBy({ reason }: Decision): string {
  return reason.some(({ kind }) => kind === 'ceiling') ? 'ceiling' : 'not-granted';
}

function judge(deps: QueryAuthDeps, request: IncomingMessage): Soon<Verdict> {
  const target = request.headers['x-original-uri'];
  const address = readAddress(typeof target === 'string' ? target : '');
  if (!address.ok) return refuse(401, address.error.status === 404 ? 'notfound' : 'badrequest', 'address');
  // Everything but pixels is worded by the auth service itself, which asks the same decision.
  if (address.value.kind !== 'image') return refuse(401, 'document', 'document');
  const asked = address.value;
  const { headers } = request;
  const generation = headers['x-gate-generation'] === undefined ? null : deps.generation();
  return soon(contentVisitor(deps, readCredentials(headers), asked.path), (visitor) =>
    soon(judgePixels(deps, asked, visitor), (answer) =>
      verdictOn(answer, asked.api, deps.clock(), (changesAt) =>
        mayBeKept(deps, headers, generation, changesAt),
      ),
    ),
  );
}

function verdictOn(
  answer: PixelAnswer,
  api: 2 | 3,
  now: EpochSeconds,
  isKept: (changesAt: number | null) => boolean,
): Verdict {
  switch (answer.kind) {
    case 'allow':
      return allow(answer, api, now, isKept(wordsChangeAt(answer.judged.decision)));
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

const failure: Answer = {
  status: 503,
  outcome: 'failed',
  reason: 'error',
  further: ['Retry-After', '2'],
};

function requestIdOf({ headers }: IncomingMessage): string {
  return String(headers['x-request-id'] ?? '');
}

/**
 * Nginx's question about one request, answered on the raw response, before session, router and body middleware, and
 * without waiting where everything is remembered. Whatever goes wrong inside is 503, which nginx turns into a refusal:
 * never content.
 */
export function answerQueryAuth(
  deps: QueryAuthDeps,
  request: IncomingMessage,
  response: ServerResponse,
): Soon<void> {
  const began = performance.now();
  // Only nginx reads it, which wants no date and keeps the connection.
  response.sendDate = false;
  response.removeHeader('Connection');
  const send = ({ status, outcome, further, reason }: Answer): void => {
    response.writeHead(status, ['X-Gate-Outcome', outcome, ...further, 'Content-Length', '0']);
    response.end();
    const milliseconds = performance.now() - began;
    deps.metrics.countCheck(outcome, reason, milliseconds / 1000);
    if (deps.config.logLevel === 'debug')
      deps.observe({ kind: 'checked', outcome, reason, requestId: requestIdOf(request), milliseconds });
  };
  const fail = (error: unknown): void => {
    deps.observe({ kind: 'failed', where: 'query_auth', requestId: requestIdOf(request), error });
    send(failure);
  };
  try {
    const verdict = judge(deps, request);
    return verdict instanceof Promise ? verdict.then(send).catch(fail) : send(verdict);
  } catch (error) {
    return fail(error);
  }
}
