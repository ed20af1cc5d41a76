import { connect } from 'node:net';
import { err, ok, type Result } from '../../../auth/src/core/result.js';
import { createRecordReader, encodeRequest, maxRequestId, recordTypes } from './records.js';
import { createScratch } from './scratch.js';

/**
 * `lost`: the worker went away before it was done (asking again is safe). `timeout`: it took too long.
 * `broken`: it answered something that is no FastCGI answer, too much of it, or with an error status.
 */
export type AskProblem = 'lost' | 'timeout' | 'broken';

/** How much to bear. */
export interface AskLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** One question to a worker. */
export interface Question<T> {
  readonly params: Readonly<Record<string, string>>;
  readonly limits: AskLimits;
  /** Takes what it needs of the answer, which lies in memory that is used again afterwards. */
  readonly read: (output: Buffer) => T;
}

/** A connection to a worker, which answers one question after the other on it. */
export interface Line {
  /** The answer counts only if the worker ended it properly; if not, the line is closed. One question at a time. */
  ask<T>(question: Question<T>): Promise<Result<T, AskProblem>>;
  isOpen(): boolean;
  close(): void;
}

/** What arrives is taken out of it at once, so that one is enough for all lines. */
const arrivals = Buffer.allocUnsafeSlow(65536);

/** @param onClose called once, whoever closed it */
export function openLine(socket: string, onClose: () => void): Line {
  const readRecords = createRecordReader();
  const scratch = createScratch();
  let id = 0;
  let received = 0;
  let mayReceive = 0;
  let answer: ((result: Result<null, AskProblem>) => void) | null = null;

  const connection = connect({
    path: socket,
    onread: {
      buffer: arrivals,
      callback: (length, bytes) => {
        take(Buffer.from(bytes.buffer, bytes.byteOffset, length));
        return true;
      },
    },
  });

  function finish(result: Result<null, AskProblem>): void {
    if (!result.ok) connection.destroy();
    answer?.(result);
    answer = null;
  }

  function take(chunk: Buffer): void {
    received += chunk.length;
    const records = answer === null || received > mayReceive ? null : readRecords(chunk, id);
    // Nobody asked for this, or not for so much; or it is no answer, or one that goes on after its end.
    if (records === null || records.slice(0, -1).some(({ type }) => type === recordTypes.end))
      return finish(err('broken'));
    for (const { type, content } of records) {
      if (type === recordTypes.stdout) scratch.add(content);
      if (type === recordTypes.end) finish(isSuccess(content) ? ok(null) : err('broken'));
    }
  }

  // Whatever was wrong, 'close' follows.
  connection.on('error', () => undefined);
  connection.on('close', () => {
    finish(err('lost'));
    onClose();
  });

  return {
    async ask({ params, limits, read }) {
      id = id === maxRequestId ? 1 : id + 1;
      received = 0;
      mayReceive = limits.maxBytes;
      scratch.clear();
      const request = encodeRequest(params, id);
      return new Promise((resolve) => {
        const timer = setTimeout(() => finish(err('timeout')), limits.timeoutMs);
        answer = (result) => {
          clearTimeout(timer);
          resolve(result.ok ? ok(read(scratch.view())) : result);
        };
        connection.write(request);
      });
    },
    isOpen: () => !connection.destroyed,
    close: () => void connection.destroy(),
  };
}

/** Application status 0 and protocol status "request complete" (FastCGI 5.5). */
function isSuccess(content: Buffer): boolean {
  return content.length === 8 && content.readUInt32BE(0) === 0 && content.readUInt8(4) === 0;
}
