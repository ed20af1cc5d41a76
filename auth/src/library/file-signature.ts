import { open } from 'node:fs/promises';

/** What the first bytes of a file say. */
export type FileSignature = 'jp2' | 'tiff' | 'jpeg' | 'png' | 'webp' | 'empty' | 'unknown';

const signatures: readonly (readonly [string, FileSignature])[] = [
  ['0000000c6a5020200d0a870a', 'jp2'],
  ['ff4fff51', 'jp2'],
  ['49492a00', 'tiff'],
  ['4d4d002a', 'tiff'],
  ['49492b00', 'tiff'],
  ['4d4d002b', 'tiff'],
  ['ffd8ff', 'jpeg'],
  ['89504e470d0a1a0a', 'png'],
];

/** Names the format of a file from its first bytes. */
export function nameSignature(head: Uint8Array): FileSignature {
  if (head.length === 0) return 'empty';
  const hex = Buffer.from(head).toString('hex');
  if (hex.startsWith('52494646') && hex.slice(16, 24) === '57454250') return 'webp';
  return signatures.find(([start]) => hex.startsWith(start))?.[1] ?? 'unknown';
}

/** Reads the first 12 bytes of a file. @throws where the file can't be opened or read. */
export async function readSignature(path: string): Promise<FileSignature> {
  const file = await open(path, 'r');
  try {
    const head = new Uint8Array(12);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    return nameSignature(head.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
