import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { TLSSocket } from 'node:tls';
import type { Ask, Certificate, Question, Reply } from '../../doctor/scene.js';

/** Where connections go to, whatever the addresses say. */
export interface Via {
  readonly host: string;
  /** Null: there is none to try. */
  readonly tlsPort: number | null;
  readonly plainPort: number | null;
}

const timeoutMs = 10_000;
const longestBody = 2_000_000;

function certificateOf(response: IncomingMessage): Certificate | null {
  const { socket } = response;
  if (!(socket instanceof TLSSocket)) return null;
  const validUntil = Date.parse(socket.getPeerCertificate().valid_to) / 1000;
  const problem: unknown = socket.authorizationError;
  const distrusted = socket.authorized ? null : String(problem instanceof Error ? problem.message : problem);
  return { validUntil, distrusted };
}

async function readReply(response: IncomingMessage): Promise<Reply> {
  const certificate = certificateOf(response);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= longestBody) chunks.push(chunk);
  }
  const { headers } = response;
  return {
    status: response.statusCode ?? 0,
    header: (name) => [headers[name.toLowerCase()] ?? ''].flat().join(', '),
    cookies: headers['set-cookie'] ?? [],
    text: Buffer.concat(chunks).toString('utf8'),
    certificate,
  };
}

/** Asks `origin` over the connection that `via` names: paths go out byte for byte, nothing is followed or verified. */
export function createWire(origin: string, via: Via): Ask {
  const { host, hostname } = new URL(origin);
  return async (path, question: Question = {}) => {
    const plain = question.plain === true || via.tlsPort === null;
    const port = plain ? via.plainPort : via.tlsPort;
    if (port === null) return null;
    // Over plain HTTP people come with the plain port in their address, or none; the name is what counts.
    const headers = {
      Host: question.plain === true ? hostname : host,
      'User-Agent': 'gatehouse-doctor',
      ...question.headers,
    };
    const options = {
      host: via.host,
      port,
      path,
      method: question.method ?? 'GET',
      headers,
      agent: false,
      timeout: timeoutMs,
    };
    return new Promise<Reply | null>((resolve) => {
      const take = (response: IncomingMessage): void => {
        readReply(response).then(resolve, () => resolve(null));
      };
      const isName = !/^[\d.]+$|:/.test(hostname.replace(/^\[|\]$/g, ''));
      const sent = plain
        ? requestPlain(options, take)
        : requestTls(
            { ...options, rejectUnauthorized: false, ...(isName ? { servername: hostname } : {}) },
            take,
          );
      sent.on('timeout', () => sent.destroy());
      sent.on('error', () => resolve(null));
      sent.end();
    });
  };
}
