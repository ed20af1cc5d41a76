import { connect } from 'node:net';
import { err, ok, type Result } from '../../../auth/src/core/result.js';
import { createRecordReader, encodeRequest, recordTypes } from './records.js';

/**
 * `lost`: the worker went away before it was done (asking again is safe). `timeout`: it took too long.
 * `broken`: it answered something that is no FastCGI answer, too much of it, or with an error status.
 */
export type AskProblem = 'lost' | 'timeout' | 'broken';

/** Where to ask and how much to bear. */
export interface AskLimits {
  readonly socket: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** Sends one request on a connection of its own; the answer counts only if the worker ended it properly. */
export async function ask(
  params: Readonly<Record<string, string>>,
  limits: AskLimits,
): Promise<Result<Buffer, AskProblem>> {
  return new Promise((resolve) => converse(params, limits, resolve));
}

function converse(
  params: Readonly<Record<string, string>>,
  limits: AskLimits,
  resolve: (result: Result<Buffer, AskProblem>) => void,
): void {
  const connection = connect(limits.socket);
  const output: Buffer[] = [];
  const readRecords = createRecordReader();
  let received = 0;

  const timer = setTimeout(() => finish(err('timeout')), limits.timeoutMs);
  function finish(result: Result<Buffer, AskProblem>): void {
    clearTimeout(timer);
    resolve(result);
    connection.destroy();
  }

  connection.on('error', () => finish(err('lost')));
  connection.on('close', () => finish(err('lost')));
  connection.on('data', (chunk) => {
    received += chunk.length;
    const records = received > limits.maxBytes ? null : readRecords(chunk);
    if (records === null) return finish(err('broken'));
    for (const { type, content } of records) {
      if (type === recordTypes.stdout) output.push(content);
      if (type === recordTypes.end)
        return finish(isSuccess(content) ? ok(Buffer.concat(output)) : err('broken'));
    }
  });
  connection.write(encodeRequest(params));
}

/** Application status 0 and protocol status "request complete" (FastCGI 5.5). */
function isSuccess(content: Buffer): boolean {
  return content.length === 8 && content.readUInt32BE(0) === 0 && content.readUInt8(4) === 0;
}

/** As `ask`, and once more if the worker went away: another one takes it. */
export async function askTwice(
  params: Readonly<Record<string, string>>,
  limits: AskLimits,
): Promise<Result<Buffer, AskProblem>> {
  const first = await ask(params, limits);
  return first.ok || first.error !== 'lost' ? first : ask(params, limits);
}
