// FastCGI 1.0, sections 3 and 5: what is needed to be the web server of one request per connection.

export const recordTypes = { begin: 1, end: 3, params: 4, stdin: 5, stdout: 6, stderr: 7 } as const;

const version = 1;
const requestId = 1;
const headLength = 8;
const maxContent = 65535;

function encodeRecord(type: number, content: Buffer): Buffer {
  const head = Buffer.alloc(headLength);
  head.writeUInt8(version, 0);
  head.writeUInt8(type, 1);
  head.writeUInt16BE(requestId, 2);
  head.writeUInt16BE(content.length, 4);
  return Buffer.concat([head, content]);
}

function encodeLength(length: number): Buffer {
  if (length < 128) return Buffer.from([length]);
  const bytes = Buffer.alloc(4);
  // Sets the top bit: a length of four bytes.
  bytes.writeUInt32BE(length + 2 ** 31);
  return bytes;
}

/** A whole request without a body, for a responder that closes the connection afterwards. */
export function encodeRequest(params: Readonly<Record<string, string>>): Buffer {
  const pairs = Object.entries(params).flatMap(([name, value]) => {
    const [key, content] = [Buffer.from(name), Buffer.from(value)];
    return [encodeLength(key.length), encodeLength(content.length), key, content];
  });
  const body = Buffer.concat(pairs);
  if (body.length > maxContent)
    throw new RangeError('the parameters of a FastCGI request must fit into one record');
  return Buffer.concat([
    encodeRecord(recordTypes.begin, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])),
    encodeRecord(recordTypes.params, body),
    encodeRecord(recordTypes.params, Buffer.alloc(0)),
    encodeRecord(recordTypes.stdin, Buffer.alloc(0)),
  ]);
}

/** One record of an answer. */
export interface AnswerRecord {
  readonly type: number;
  readonly content: Buffer;
}

/** Cuts a stream of bytes into records; returns those that are complete so far, null once it is no FastCGI. */
export function createRecordReader(): (chunk: Buffer) => readonly AnswerRecord[] | null {
  let rest = Buffer.alloc(0);
  let broken = false;
  return (chunk) => {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    const records: AnswerRecord[] = [];
    while (!broken && rest.length >= headLength) {
      broken = rest.readUInt8(0) !== version || rest.readUInt16BE(2) !== requestId;
      const length = rest.readUInt16BE(4);
      const total = headLength + length + rest.readUInt8(6);
      if (broken || rest.length < total) break;
      records.push({ type: rest.readUInt8(1), content: rest.subarray(headLength, headLength + length) });
      rest = rest.subarray(total);
    }
    return broken ? null : records;
  };
}
