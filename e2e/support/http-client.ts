import { type Agent, request as httpsRequest } from 'node:https';
import { archive, ports } from './settings.js';

/** One HTTP answer as it came over the wire: nothing followed, nothing decoded. */
export interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly seconds: number;
  /** One header's value; several lines are joined with ", "; '' when absent. */
  header(name: string): string;
  /** Every line of a header that may come more than once, such as Set-Cookie. */
  lines(name: string): string[];
  text(): string;
  json(): unknown;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Milliseconds of silence until the request counts as hanging. */
  readonly timeout?: number;
  /** Keeps connections; default: one for each question. */
  readonly agent?: Agent;
}

/**
 * Asks the stack for a path (sent byte for byte) or for an address below its own public one.
 * TLS is not verified: the stack's certificate is self-signed.
 */
export function ask(pathOrAddress: string, question: Question = {}): Promise<Answer> {
  const path = pathOrAddress.startsWith(archive.origin)
    ? pathOrAddress.slice(archive.origin.length) || '/'
    : pathOrAddress;
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      {
        host: '127.0.0.1',
        port: ports.https,
        servername: archive.host,
        rejectUnauthorized: false,
        agent: question.agent ?? false,
        method: question.method ?? 'GET',
        path,
        headers: {
          host: `${archive.host}:${ports.https}`,
          ...(question.body === undefined
            ? {}
            : { 'content-length': String(Buffer.byteLength(question.body)) }),
          ...question.headers,
        },
        timeout: question.timeout ?? 15_000,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve(answerOf(response.statusCode ?? 0, response.rawHeaders, Buffer.concat(chunks), started));
        });
      },
    );
    request.on('timeout', () => request.destroy(new Error(`no answer in time: ${path}`)));
    request.on('error', reject);
    request.end(question.body);
  });
}

function answerOf(status: number, rawHeaders: readonly string[], body: Buffer, started: number): Answer {
  const lines = (name: string): string[] =>
    rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name.toLowerCase());
  return {
    status,
    body,
    seconds: (performance.now() - started) / 1000,
    lines,
    header: (name) => lines(name).join(', '),
    text: () => body.toString('utf8'),
    json: () => JSON.parse(body.toString('utf8')) as unknown,
  };
}
