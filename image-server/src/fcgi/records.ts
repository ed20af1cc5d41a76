// FastCGI 1.0, sections 3 and 5: what is needed to be the web server of one request at a time on a connection.

export const recordTypes = { begin: 1, end: 3, params: 4, stdin: 5, stdout: 6, stderr: 7 } as const;

const version = 1;
const headLength = 8;
const beginLength = 8;
const maxContent = 65535;
/** Of the role: the one who answers. Of the flags: the connection stays. */
const responder = 1;
const keepConnection = 1;

/** The largest request id; 0 is not for requests. */
export const maxRequestId = 65535;

function lengthOfLength(length: number): number {
  return length < 128 ? 1 : 4;
}

function writeHead(bytes: Buffer, at: number, type: number, id: number, length: number): number {
  bytes.writeUInt8(version, at);
  bytes.writeUInt8(type, at + 1);
  bytes.writeUInt16BE(id, at + 2);
  bytes.writeUInt16BE(length, at + 4);
  bytes.writeUInt16BE(0, at + 6);
  return at + headLength;
}

function writeLength(bytes: Buffer, at: number, length: number): number {
  // The top bit says that it is a length of four bytes.
  return length < 128 ? bytes.writeUInt8(length, at) : bytes.writeUInt32BE(length + 2 ** 31, at);
}

/** A whole request without a body, for a responder that keeps the connection afterwards. */
export function encodeRequest(params: Readonly<Record<string, string>>, id: number): Buffer {
  const pairs = Object.entries(params).map(([name, value]) => {
    const [key, content] = [Buffer.byteLength(name), Buffer.byteLength(value)];
    return { name, value, key, content, all: lengthOfLength(key) + lengthOfLength(content) + key + content };
  });
  const body = pairs.reduce((sum, { all }) => sum + all, 0);
  if (body > maxContent) throw new RangeError('the parameters of a FastCGI request must fit into one record');
  const bytes = Buffer.allocUnsafe(4 * headLength + beginLength + body);
  let at = writeHead(bytes, 0, recordTypes.begin, id, beginLength);
  at = bytes.writeUInt16BE(responder, at);
  at = bytes.writeUInt8(keepConnection, at);
  bytes.fill(0, at, at + 5);
  at = writeHead(bytes, at + 5, recordTypes.params, id, body);
  for (const { name, value, key, content } of pairs) {
    at = writeLength(bytes, at, key);
    at = writeLength(bytes, at, content);
    at += bytes.write(name, at);
    at += bytes.write(value, at);
  }
  at = writeHead(bytes, at, recordTypes.params, id, 0);
  writeHead(bytes, at, recordTypes.stdin, id, 0);
  return bytes;
}

/** One record of an answer. */
export interface AnswerRecord {
  readonly type: number;
  /** May lie in the bytes that were read: gone when more are. */
  readonly content: Buffer;
}

const nothing = Buffer.alloc(0);

/**
 * Cuts a stream of bytes into records; returns those that are complete so far, null once it is no FastCGI, or is the
 * answer to another request than the one in question.
 */
export function createRecordReader(): (chunk: Buffer, id: number) => readonly AnswerRecord[] | null {
  let rest = nothing;
  let broken = false;
  return (chunk, id) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const records: AnswerRecord[] = [];
    let at = 0;
    while (!broken && bytes.length - at >= headLength) {
      broken = bytes.readUInt8(at) !== version || bytes.readUInt16BE(at + 2) !== id;
      const length = bytes.readUInt16BE(at + 4);
      const total = headLength + length + bytes.readUInt8(at + 6);
      if (broken || bytes.length - at < total) break;
      const from = at + headLength;
      records.push({ type: bytes.readUInt8(at + 1), content: bytes.subarray(from, from + length) });
      at += total;
    }
    rest = at === bytes.length ? nothing : Buffer.from(bytes.subarray(at));
    return broken ? null : records;
  };
}
