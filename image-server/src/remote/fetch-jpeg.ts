import { err, ok, type Result } from '../../../auth/src/core/result.js';
import { type CheckedJpeg, checkJpeg } from '../render/jpeg.js';
import type { RenderProblem } from '../render/render.js';

/** Bytes of the largest answer that is read. */
const maxBytes = 256 * 1024 * 1024;

async function readAll(body: ReadableStream<Uint8Array>): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Asks another image server for a JPEG. Redirects aren't followed: they could lead anywhere.
 * @param timeoutMs for the whole answer, in milliseconds
 * @returns a whole JPEG without metadata; `unusable` for whatever else it answers
 */
export async function fetchJpeg(
  address: string,
  timeoutMs: number,
): Promise<Result<CheckedJpeg, RenderProblem>> {
  try {
    const answer = await fetch(address, {
      redirect: 'error',
      headers: { Accept: 'image/jpeg', 'User-Agent': 'Gatehouse' },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (answer.status !== 200 || answer.body === null) {
      await answer.body?.cancel();
      return err(answer.status === 503 || answer.status === 429 ? 'busy' : 'unusable');
    }
    const bytes = await readAll(answer.body);
    const jpeg = bytes === null ? null : checkJpeg(bytes);
    return jpeg === null ? err('unusable') : ok(jpeg);
  } catch (error) {
    return err(error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'lost');
  }
}
