/** A CGI answer cut into its parts (RFC 3875 section 6). Header names are in lower case. */
export interface CgiReply {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

const maxHead = 16384;

/** Splits head and body; null if there is no head, or a line of it is none. */
export function parseCgiReply(output: Buffer): CgiReply | null {
  const end = output.subarray(0, maxHead).indexOf('\r\n\r\n');
  if (end === -1) return null;
  const headers = new Map<string, string>();
  for (const line of output.toString('latin1', 0, end).split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon < 1) return null;
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body: output.subarray(end + 4) };
}
