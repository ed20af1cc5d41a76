import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Log } from '../log.js';
import { type Answer, refuse, send } from './answer.js';
import { answerDerivatives, type DerivativesRouteDeps } from './derivatives-route.js';
import { answerFacts, type FactsRouteDeps } from './facts-route.js';
import { answerHealth, type HealthDeps } from './health-route.js';
import type { Metrics, Route } from '../metrics/metrics.js';
import { answerImage } from './image-route.js';

export interface ListenerDeps {
  readonly images: FactsRouteDeps;
  readonly derivatives: DerivativesRouteDeps;
  readonly health: HealthDeps;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => number;
}

/** The gateway's HTTP face. Every request gets an answer; whatever is thrown is a 500 and a line in the log. */
export function createListener({ images, derivatives, health, metrics, log, now }: ListenerDeps): Server {
  async function answer(method: string, target: string): Promise<Answer> {
    if (method !== 'GET' && method !== 'HEAD') return refuse(405, 'bad_method', 'ask with GET or HEAD');
    if (target === '/healthz') return answerHealth(health);
    if (target === '/metrics') return { status: 200, text: metrics.text() };
    if (target.startsWith('/image/')) return answerImage(target, images);
    if (target.startsWith('/facts/')) return answerFacts(target, images);
    if (target.startsWith('/derivatives')) return answerDerivatives(target, derivatives);
    return refuse(404, 'unknown_address', 'ask for /image/, /facts/, /derivatives or /healthz');
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = now();
    const { method = '', url = '' } = request;
    const given = await answer(method, url).catch((error: unknown): Answer =>
      refuse(500, 'internal', 'the gateway failed', String(error)),
    );
    const took = now() - startedAt;
    metrics.count(routeOf(url), given.status, took / 1000);
    const about = () => ({
      status: given.status,
      requestId: requestIdOf(request),
      target: url.slice(0, 1024),
      ms: Math.round(took),
    });
    if ('error' in given && given.status >= 500)
      log('error', given.error, { ...about(), detail: given.detail });
    else log('debug', 'answered', about);
    send(response, given, method !== 'HEAD');
  }

  return createServer({ keepAliveTimeout: 75_000, maxHeaderSize: 16_384 }, (request, response) => {
    respond(request, response).catch((error: unknown) =>
      log('error', 'answer_not_sent', { reason: String(error) }),
    );
  });
}

function routeOf(target: string): Route {
  if (target.startsWith('/image/')) return 'image';
  return target.startsWith('/facts/') ? 'facts' : 'other';
}

function requestIdOf(request: IncomingMessage): string | undefined {
  const id = request.headers['x-request-id'];
  return typeof id === 'string' && /^[A-Za-z0-9-]{1,64}$/.test(id) ? id : undefined;
}
