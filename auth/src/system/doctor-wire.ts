import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request as requestTls } from 'node:https';
import { checkServerIdentity, TLSSocket } from 'node:tls';
import type { Via } from '../doctor/examination.js';
import type { Ask, Certificate, Question, Reply } from '../doctor/scene.js';

/** Of silence, and of the whole: a server that sends a byte now and then would keep us for ever. */
const silenceMs = 10_000;
const wholeMs = 20_000;
const longestBody = 2_000_000;

/** What Node calls a chain that leads to nobody known. */
const unknownIssuer = /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_)/;

function whyDistrusted(socket: TLSSocket, name: string): string | null {
  if (socket.authorized) return null;
  const problem: unknown = socket.authorizationError;
  const code = problem instanceof Error ? problem.message : String(problem);
  // Node stops at the first problem; a wrong name counts whoever signed it.
  const isOtherName = checkServerIdentity(name, socket.getPeerCertificate()) !== undefined;
  const reasons = [
    ...(unknownIssuer.test(code) ? ['nobody known has signed it'] : []),
    ...(code === 'CERT_HAS_EXPIRED' ? ['it has run out'] : []),
    ...(isOtherName ? [`it is not for ${name}`] : []),
  ];
  return reasons.length === 0 ? code : reasons.join(', ');
}

function certificateOf(response: IncomingMessage, name: string): Certificate | null {
  const { socket } = response;
  if (!(socket instanceof TLSSocket)) return null;
  const validUntil = Date.parse(socket.getPeerCertificate().valid_to) / 1000;
  return { validUntil, distrusted: whyDistrusted(socket, name) };
}

async function readReply(response: IncomingMessage, name: string): Promise<Reply> {
  const certificate = certificateOf(response, name);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop closes the connection: what never ends is not read to its end.
    if (size > longestBody) break;
    chunks.push(chunk);
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
export function createDoctorWire(origin: string, via: Via): Ask {
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
      timeout: silenceMs,
      signal: AbortSignal.timeout(wholeMs),
    };
    return new Promise<Reply | null>((resolve) => {
      const take = (response: IncomingMessage): void => {
        readReply(response, hostname.replace(/^\[|\]$/g, '')).then(resolve, () => resolve(null));
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
