import type {
  DerivativeFailure,
  Derivatives,
  DerivativeState,
  DerivativeSummary,
} from '../core/image/derivatives.js';
import { formatGatewayImage } from '../core/image/gateway-image.js';
import { isImageRoot } from '../core/image/image-facts.js';
import { toImagePath } from '../core/image/image-path.js';

export interface GatewayDerivativesDeps {
  readonly gatewayUrl: string;
  readonly timeoutMs: number;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function numberOr<T>(value: unknown, other: T): number | T {
  return typeof value === 'number' && Number.isFinite(value) ? value : other;
}

function oneOf<T extends string>(value: unknown, words: readonly T[]): T | null {
  return words.find((word) => word === value) ?? null;
}

function parseSummary(body: unknown): DerivativeSummary | null {
  if (!isRecord(body)) return null;
  const mode = oneOf(body['mode'], ['off', 'needed', 'hot', 'all']);
  if (mode === null) return null;
  return {
    mode,
    working: body['working'] === true,
    ready: numberOr(body['ready'], 0),
    queued: numberOr(body['queued'], 0),
    failed: numberOr(body['failed'], 0),
    bytes: numberOr(body['bytes'], 0),
    budgetBytes: numberOr(body['budgetBytes'], null),
    freeBytes: numberOr(body['freeBytes'], null),
    queuedBytes: numberOr(body['queuedBytes'], 0),
    secondsLeft: numberOr(body['secondsLeft'], null),
    pause: oneOf(body['pause'], ['off', 'budget', 'disk']),
  };
}

function parseState(body: unknown): DerivativeState | null {
  if (!isRecord(body)) return null;
  const state = oneOf(body['state'], ['none', 'queued', 'ready', 'failed']);
  const need = oneOf(body['need'], ['needed', 'helpful', 'none']);
  if (state === null || need === null) return null;
  const { message } = body;
  return {
    state,
    need,
    pages: numberOr(body['pages'], 1),
    bytes: numberOr(body['bytes'], null),
    message: typeof message === 'string' ? message : null,
  };
}

function parseFailure(entry: unknown): readonly DerivativeFailure[] {
  if (!isRecord(entry)) return [];
  const { root, path, version, message } = entry;
  if (typeof path !== 'string' || typeof version !== 'string' || typeof message !== 'string') return [];
  const parsed = toImagePath(path);
  return parsed.ok && isImageRoot(root) ? [{ root, path: parsed.value, version, message }] : [];
}

/** Asks the gateway for its derivatives (`GET /derivatives…`). */
export function createGatewayDerivatives({ gatewayUrl, timeoutMs }: GatewayDerivativesDeps): Derivatives {
  const ask = async (address: string): Promise<unknown> => {
    try {
      const response = await fetch(`${gatewayUrl}/derivatives${address}`, {
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      });
      return response.status === 200 ? await response.json() : null;
    } catch {
      return null;
    }
  };
  return {
    summary: async () => parseSummary(await ask('')),
    stateOf: async (root, path) => parseState(await ask(`/${root}/${formatGatewayImage(path)}`)),
    async failures() {
      const body = await ask('/failures');
      const listed = isRecord(body) ? body['failures'] : null;
      return Array.isArray(listed) ? listed.flatMap(parseFailure) : null;
    },
  };
}
