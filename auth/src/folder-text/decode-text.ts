/**
 * The text of a file as spreadsheets write it: UTF-8 with or without a mark, UTF-16 with one (Excel's "Unicode text"),
 * else Windows-1252 (Excel's plain "CSV"), which knows a letter for nearly every byte.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
