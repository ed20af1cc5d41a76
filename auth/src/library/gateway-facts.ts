import { type ImageFormat, type ImageRoot, isImageFormat } from '../core/image/image-facts.js';
import { formatGatewayImage } from '../core/image/gateway-image.js';
import type { ImagePath } from '../core/image/image-path.js';
import { pauseUntil } from './pause.js';

/** What the gateway says of a master. Sizes are pixels. */
export interface MasterFacts {
  readonly width: number;
  readonly height: number;
  readonly levels: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly format: ImageFormat;
}

/** `unavailable`: nothing is known of the file, the gateway itself is not there; `slow`: it did not finish this one in time. */
export type FactsAnswer =
  /** `flat`: the file has no tiles of its own and is shown by way of a copy. */
  | { readonly kind: 'facts'; readonly facts: MasterFacts; readonly flat: boolean }
  | { readonly kind: 'missing' }
  | {
      readonly kind: 'refused';
      readonly code: 'unsupported' | 'unreadable' | 'no_permission';
      readonly message: string;
    }
  | { readonly kind: 'slow' }
  | { readonly kind: 'unavailable'; readonly detail: string };

export type ReadFacts = (root: ImageRoot, path: ImagePath, signal: AbortSignal) => Promise<FactsAnswer>;

export interface GatewayFactsDeps {
  readonly gatewayUrl: string;
  readonly timeoutMs: number;
  /** Pauses between tries at a gateway that is busy or just starting, in milliseconds. */
  readonly pausesMs: readonly number[];
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function parseFacts(body: unknown): MasterFacts | null {
  if (typeof body !== 'object' || body === null) return null;
  const { width, height, levels, tileWidth, tileHeight, format } = body as Record<string, unknown>;
  if (!isSize(width) || !isSize(height) || !isSize(levels) || !isSize(tileWidth) || !isSize(tileHeight))
    return null;
  return isImageFormat(format) ? { width, height, levels, tileWidth, tileHeight, format } : null;
}

/** The gateway's messages begin small and end without a full stop; reports are sentences. */
function sentenceOf(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}

function refusalOf(body: unknown): FactsAnswer {
  const { error, message } = (typeof body === 'object' && body !== null ? body : {}) as Record<
    string,
    unknown
  >;
  return {
    kind: 'refused',
    code: error === 'unsupported' || error === 'no_permission' ? error : 'unreadable',
    message:
      typeof message === 'string' && message !== ''
        ? sentenceOf(message.slice(0, 300))
        : 'The image server can not read it.',
  };
}

async function ask(url: string, timeoutMs: number, signal: AbortSignal): Promise<FactsAnswer> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, {
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), signal]),
      redirect: 'error',
    });
    const text = await response.text();
    body =
      response.headers.get('content-type')?.includes('json') === true ? (JSON.parse(text) as unknown) : null;
  } catch (error) {
    return (error as { name?: unknown }).name === 'TimeoutError'
      ? { kind: 'slow' }
      : { kind: 'unavailable', detail: 'it does not answer' };
  }
  if (response.status === 404) return { kind: 'missing' };
  if (response.status === 415) return refusalOf(body);
  if (response.status === 504 || response.status === 502) return { kind: 'slow' };
  const facts = response.status === 200 ? parseFacts(body) : null;
  return facts === null
    ? { kind: 'unavailable', detail: `it answers ${response.status}` }
    : { kind: 'facts', facts, flat: (body as { readonly flat?: unknown }).flat === true };
}

/** Reads facts through the gateway (`GET /facts/{root}/{image}`); what is merely unavailable is asked for again after each pause. */
export function createGatewayFacts(deps: GatewayFactsDeps): ReadFacts {
  return async (root, path, signal) => {
    const url = `${deps.gatewayUrl}/facts/${root}/${formatGatewayImage(path)}`;
    let answer = await ask(url, deps.timeoutMs, signal);
    for (const pause of deps.pausesMs) {
      if (answer.kind !== 'unavailable' || signal.aborted) return answer;
      await pauseUntil(pause / 1000, signal, 'awake');
      answer = await ask(url, deps.timeoutMs, signal);
    }
    return answer;
  };
}
