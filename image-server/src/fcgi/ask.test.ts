import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ask, askTwice } from './ask.js';

let folder = '';
let server: Server;
let asked = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ask-'));
  asked = 0;
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

/** A worker that answers the n-th connection with `behave(socket, n)`, counted from 1. */
async function startWorker(behave: (socket: Socket, count: number) => void): Promise<string> {
  const socket = join(folder, 'worker.sock');
  server = createServer((connection) => {
    connection.on('error', () => undefined);
    asked += 1;
    const count = asked;
    connection.once('data', () => behave(connection, count));
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return socket;
}

function stdout(text: string): Buffer {
  return Buffer.concat([
    Buffer.from([1, 6, 0, 1, text.length >> 8, text.length & 255, 0, 0]),
    Buffer.from(text),
  ]);
}

function end(applicationStatus = 0, protocolStatus = 0): Buffer {
  return Buffer.from([1, 3, 0, 1, 0, 8, 0, 0, 0, 0, 0, applicationStatus, protocolStatus, 0, 0, 0]);
}

const limits = { timeoutMs: 500, maxBytes: 10_000 };

describe('asking a worker', () => {
  it('gives what it wrote, once it said that it is done', async () => {
    const socket = await startWorker((connection) => {
      connection.write(stdout('one '));
      connection.end(Buffer.concat([stdout('two'), end()]));
    });
    expect(await ask({}, { socket, ...limits })).toEqual({ ok: true, value: Buffer.from('one two') });
  });

  it('gives nothing of an answer that was cut off', async () => {
    const socket = await startWorker((connection) => connection.end(stdout('half of a pic')));
    expect(await ask({}, { socket, ...limits })).toEqual({ ok: false, error: 'lost' });
  });

  it('gives nothing if the worker reports an error', async () => {
    const socket = await startWorker((connection, count) =>
      connection.end(Buffer.concat([stdout('x'), count === 1 ? end(1) : end(0, 2)])),
    );
    expect(await ask({}, { socket, ...limits })).toEqual({ ok: false, error: 'broken' });
    expect(await ask({}, { socket, ...limits })).toEqual({ ok: false, error: 'broken' });
  });

  it('does not wait for ever', async () => {
    const socket = await startWorker(() => undefined);
    expect(await ask({}, { socket, ...limits, timeoutMs: 30 })).toEqual({ ok: false, error: 'timeout' });
  });

  it('does not take more than it may', async () => {
    const socket = await startWorker((connection) => connection.write(stdout('x'.repeat(20_000))));
    expect(await ask({}, { socket, ...limits })).toEqual({ ok: false, error: 'broken' });
  });

  it('notices that nobody listens', async () => {
    await startWorker(() => undefined);
    expect(await ask({}, { socket: join(folder, 'none.sock'), ...limits })).toEqual({
      ok: false,
      error: 'lost',
    });
  });
});

describe('asking twice', () => {
  it('asks another worker if the first one dies', async () => {
    const socket = await startWorker((connection, count) => {
      if (count === 1) connection.destroy();
      else connection.end(Buffer.concat([stdout('second'), end()]));
    });
    expect(await askTwice({}, { socket, ...limits })).toEqual({ ok: true, value: Buffer.from('second') });
    expect(asked).toBe(2);
  });

  it('gives up after the second, so that one request can not bring down all', async () => {
    const socket = await startWorker((connection) => connection.destroy());
    expect(await askTwice({}, { socket, ...limits })).toEqual({ ok: false, error: 'lost' });
    expect(asked).toBe(2);
  });

  it('does not ask again after an answer, a timeout or nonsense', async () => {
    const socket = await startWorker((connection) => connection.end('nonsense that is long enough'));
    expect(await askTwice({}, { socket, ...limits })).toEqual({ ok: false, error: 'broken' });
    expect(asked).toBe(1);
  });
});
