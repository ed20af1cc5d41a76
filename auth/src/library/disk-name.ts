const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The name as text, or null where the bytes are no valid UTF-8 (contract 3: such a name can't be in an address). */
export function readDiskName(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}

function hex(byte: number): string {
  return `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Any name as people may read it in a report: bytes that are no text, control characters and `\` as `\xNN`. */
export function formatDiskName(bytes: Uint8Array): string {
  const text = readDiskName(bytes);
  if (text === null) return Array.from(bytes, (byte) => printable(byte)).join('');
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, (character) =>
    Array.from(new TextEncoder().encode(character), hex).join(''),
  );
}

function printable(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : hex(byte);
}
