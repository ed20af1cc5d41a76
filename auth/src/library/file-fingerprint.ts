import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const samples = 8;
const sampleBytes = 4096;

/**
 * Tells files of other contents apart by their size and eight samples, first and last bytes included: some 30 KB are read,
 * however large the file is. Two files of one fingerprint are the same for all that people care; nothing is decided by it.
 * @returns null where the file can't be read
 */
export async function fingerprintOf(path: string): Promise<string | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const { size } = await file.stat();
    const hash = createHash('sha256').update(`${size}\n`);
    const last = Math.max(0, size - sampleBytes);
    const places = new Set(
      Array.from({ length: samples }, (_, index) => Math.floor((last * index) / (samples - 1))),
    );
    const bytes = new Uint8Array(sampleBytes);
    for (const place of places) {
      const { bytesRead } = await file.read(bytes, 0, sampleBytes, place);
      hash.update(bytes.subarray(0, bytesRead));
    }
    return hash.digest('base64url').slice(0, 22);
  } catch {
    return null;
  } finally {
    await file.close();
  }
}
