import type { FileHandle } from 'node:fs/promises';

const blockSize = 65536;

/** Random access to a file's bytes. Reads past the end are answered with fewer bytes. */
export interface ByteSource {
  /** Bytes in the file. */
  readonly size: number;
  read(at: number, length: number): Promise<Buffer>;
}

/** Reads an open file, remembering the last block: headers are read in many small steps. */
export function createFileSource(handle: FileHandle, size: number): ByteSource {
  let blockAt = -1;
  let block: Buffer = Buffer.alloc(0);

  async function load(at: number, length: number): Promise<Buffer> {
    const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - at)));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
    return buffer.subarray(0, bytesRead);
  }

  return {
    size,
    async read(at, length) {
      if (at < 0 || at >= size) return Buffer.alloc(0);
      if (length > blockSize) return load(at, length);
      if (blockAt < 0 || at < blockAt || at + length > blockAt + block.length) {
        block = await load(at, blockSize);
        blockAt = at;
      }
      return block.subarray(at - blockAt, at - blockAt + length);
    },
  };
}

/** Bytes in memory as a source. */
export function createMemorySource(bytes: Buffer): ByteSource {
  return { size: bytes.length, read: async (at, length) => bytes.subarray(at, at + length) };
}
