import type { IncomingMessage } from 'node:http';
import { HttpProblem } from './problem.js';

/** Bytes of an ordinary form at most. */
const ordinaryForm = 16_384;

async function readBody(request: IncomingMessage, largest: number): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largest) throw new HttpProblem(413, 'form_too_large', 'the form is too large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/**
 * Reads a form of type application/x-www-form-urlencoded, no field twice.
 * @param largest bytes at most, 16 KiB unless told otherwise
 * @throws HttpProblem 400, 413 or 415
 */
export async function readForm(
  request: IncomingMessage,
  largest = ordinaryForm,
): Promise<ReadonlyMap<string, string>> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw new HttpProblem(415, 'unsupported_form', 'send the form as a browser does');
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(await readBody(request, largest))) {
    if (fields.has(name)) throw new HttpProblem(400, 'duplicate_field', 'a field of the form came twice');
    fields.set(name, value);
  }
  return fields;
}
