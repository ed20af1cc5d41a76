import type { IncomingMessage } from 'node:http';
import { HttpProblem } from '../http/problem.js';
import type { Form } from './admin-request.js';

/** Rule documents are larger than other forms; only administrators may send as much. */
const largestForm = 2 * 1024 * 1024;

/**
 * Reads an administrator's form of type application/x-www-form-urlencoded, no field twice.
 * @throws HttpProblem 400, 413 or 415
 */
export async function readAdminForm(request: IncomingMessage): Promise<Form> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw new HttpProblem(415, 'unsupported_form', 'send the form as a browser does');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestForm) throw new HttpProblem(413, 'form_too_large', 'the form is too large');
    parts.push(part);
  }
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(Buffer.concat(parts).toString('utf8'))) {
    if (fields.has(name)) throw new HttpProblem(400, 'duplicate_field', 'a field of the form came twice');
    fields.set(name, value);
  }
  return fields;
}
