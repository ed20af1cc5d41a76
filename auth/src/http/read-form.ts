import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import { HttpProblem } from './problem.js';

/** Bytes of an ordinary form at most. */
const ordinaryForm = 16_384;

async function readBody(request: IncomingMessage, largest: number): Promise<Buffer<ArrayBuffer>> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largest) throw new HttpProblem(413, 'form_too_large', 'the form is too large');
    parts.push(part);
  }
  return Buffer.concat(parts);
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
  for (const [name, value] of new URLSearchParams((await readBody(request, largest)).toString('utf8'))) {
    if (fields.has(name)) throw new HttpProblem(400, 'duplicate_field', 'a field of the form came twice');
    fields.set(name, value);
  }
  return fields;
}

/** Takes a multipart form apart; null for what is none. */
async function parseMultipart(
  type: string,
  body: Buffer,
  filesAs: 'utf8' | 'base64',
): Promise<readonly (readonly [string, string])[] | null> {
  return new Promise((resolve) => {
    const parts: (readonly [string, string])[] = [];
    try {
      const parser = new Busboy({
        headers: { 'content-type': type },
        limits: { fields: 50, files: 5, fieldSize: body.length },
      });
      parser.on('field', (name, value) => void parts.push([name, value]));
      parser.on('file', (name, stream) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
        stream.on('end', () => void parts.push([name, Buffer.concat(chunks).toString(filesAs)]));
      });
      parser.on('error', () => resolve(null));
      parser.on('finish', () => resolve(parts));
      parser.end(body);
    } catch {
      resolve(null);
    }
  });
}

/**
 * Reads a form with a file in it (multipart/form-data), or without. A file is given as text, or as base64.
 * @throws HttpProblem 400, 413 or 415
 */
export async function readFileForm(
  request: IncomingMessage,
  largest: number,
  filesAs: 'utf8' | 'base64' = 'utf8',
): Promise<ReadonlyMap<string, string>> {
  const type = request.headers['content-type'] ?? '';
  if (!/^multipart\/form-data;/i.test(type)) return readForm(request, largest);
  const parts = await parseMultipart(type, await readBody(request, largest), filesAs);
  if (parts === null) throw new HttpProblem(400, 'broken_form', 'the form can not be read; send it again');
  const fields = new Map<string, string>();
  for (const [name, value] of parts) {
    if (fields.has(name)) throw new HttpProblem(400, 'duplicate_field', 'a field of the form came twice');
    fields.set(name, value);
  }
  return fields;
}
