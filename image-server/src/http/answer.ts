import type { ServerResponse } from 'node:http';

/** Why there is nothing to send. The body never names files. */
export interface Refusal {
  readonly status: 400 | 404 | 405 | 415 | 500 | 501 | 502 | 503 | 504;
  readonly error: string;
  readonly message: string;
  /** Why, for the log only. */
  readonly detail?: string;
}

/** What to send. */
export type Answer =
  | { readonly status: 200; readonly picture: Buffer; readonly type: string; readonly etag: string }
  | { readonly status: 200; readonly json: object }
  | { readonly status: 200; readonly text: string }
  | Refusal;

/** A refusal. */
export function refuse(status: Refusal['status'], error: string, message: string, detail?: string): Refusal {
  return detail === undefined ? { status, error, message } : { status, error, message, detail };
}

/** Sends an answer with its length, so that a cache can tell a whole one from a torn one. */
export function send(response: ServerResponse, answer: Answer, withBody: boolean): void {
  const body = bodyOf(answer);
  // Only the proxy reads it, which wants no date and keeps the connection.
  response.sendDate = false;
  response.removeHeader('Connection');
  response.writeHead(answer.status, [
    'Content-Type',
    typeOf(answer),
    'Content-Length',
    String(body.length),
    'X-Content-Type-Options',
    'nosniff',
    ...furtherHeaders(answer),
  ]);
  response.end(withBody ? body : undefined);
}

function typeOf(answer: Answer): string {
  if ('picture' in answer) return answer.type;
  return 'text' in answer ? 'text/plain; version=0.0.4' : 'application/json';
}

function furtherHeaders(answer: Answer): readonly string[] {
  if ('picture' in answer) return ['ETag', answer.etag];
  return [
    'Cache-Control',
    'no-store',
    ...(answer.status === 503 ? ['Retry-After', '1'] : []),
    ...(answer.status === 405 ? ['Allow', 'GET, HEAD'] : []),
  ];
}

function bodyOf(answer: Answer): Buffer {
  if ('picture' in answer) return answer.picture;
  if ('text' in answer) return Buffer.from(answer.text);
  return Buffer.from(`${JSON.stringify('json' in answer ? answer.json : refusal(answer))}\n`);
}

function refusal({ error, message }: { readonly error: string; readonly message: string }): object {
  return { error, message };
}
