const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu;

/** A text as a terminal may show it: nothing in it moves the cursor, colours, or turns the writing around. */
export function plainText(text: string): string {
  return text.replaceAll(unsafe, (character) =>
    Array.from(
      Buffer.from(character),
      (byte) => `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    ).join(''),
  );
}

/** `1 image`, `2 images`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Seconds since the epoch as `2026-11-20 10:15 UTC`; a dash for never. */
export function formatTime(at: number | null): string {
  return at === null ? '-' : `${new Date(at * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Seconds since the epoch for programs: `2026-11-20T10:15:00Z`. */
export function formatIsoTime(at: number | null): string | null {
  return at === null ? null : new Date(at * 1000).toISOString().replace(/\.\d+Z$/, 'Z');
}
