/** Memory in which an answer is put together: used again for the next one. */
export interface Scratch {
  clear(): void;
  add(bytes: Buffer): void;
  /** All that was added, until more is. */
  view(): Buffer;
}

const usual = 64 * 1024;
/** What a large picture needed is given back. */
const mostKept = 1024 * 1024;

/** @returns an empty one, which grows as it must */
export function createScratch(): Scratch {
  let memory = Buffer.alloc(0);
  let length = 0;
  return {
    clear() {
      length = 0;
      if (memory.length > mostKept) memory = Buffer.alloc(0);
    },
    add(bytes) {
      if (length + bytes.length > memory.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(usual, 2 * (length + bytes.length)));
        memory.copy(larger, 0, 0, length);
        memory = larger;
      }
      length += bytes.copy(memory, length);
    },
    view: () => memory.subarray(0, length),
  };
}
