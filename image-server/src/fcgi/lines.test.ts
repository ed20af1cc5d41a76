import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createLines, type Lines } from './lines.js';

let folder = '';
let server: Server;
let asked = 0;
let connected = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ask-'));
  asked = 0;
  connected = 0;
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

/** Workers that answer the n-th question with `behave(socket, n, id)`, counted from 1. */
async function startWorker(
  behave: (socket: Socket, count: number, id: number) => void,
  workers = 1,
): Promise<Lines> {
  const socket = join(folder, 'worker.sock');
  server = createServer((connection) => {
    connection.on('error', () => undefined);
    connected += 1;
    connection.on('data', (question) => {
      asked += 1;
      behave(connection, asked, question.readUInt16BE(2));
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return createLines({ socket, workers: () => workers });
}

function stdout(text: string, id = 1): Buffer {
  return Buffer.concat([
    Buffer.from([1, 6, 0, id, text.length >> 8, text.length & 255, 0, 0]),
    Buffer.from(text),
  ]);
}

function end(applicationStatus = 0, protocolStatus = 0, id = 1): Buffer {
  return Buffer.from([1, 3, 0, id, 0, 8, 0, 0, 0, 0, 0, applicationStatus, protocolStatus, 0, 0, 0]);
}

/** A whole answer. */
function whole(text: string, id: number): Buffer {
  return Buffer.concat([stdout(text, id), end(0, 0, id)]);
}

async function askText(lines: Lines, timeoutMs = 500): Promise<unknown> {
  return lines.ask({ params: {}, limits: { timeoutMs, maxBytes: 10_000 }, read: String });
}

describe('asking a worker', () => {
  it('gives what it wrote, once it said that it is done', async () => {
    const lines = await startWorker((connection) => {
      connection.write(stdout('one '));
      connection.end(Buffer.concat([stdout('two'), end()]));
    });
    expect(await askText(lines)).toEqual({ ok: true, value: 'one two' });
  });

  it('gives nothing of an answer that was cut off', async () => {
    const lines = await startWorker((connection) => connection.end(stdout('half of a pic')));
    expect(await askText(lines)).toEqual({ ok: false, error: 'lost' });
  });

  it('gives nothing if the worker reports an error', async () => {
    const lines = await startWorker((connection, count) =>
      connection.end(Buffer.concat([stdout('x'), count === 1 ? end(1) : end(0, 2)])),
    );
    expect(await askText(lines)).toEqual({ ok: false, error: 'broken' });
    expect(await askText(lines)).toEqual({ ok: false, error: 'broken' });
  });

  it('does not wait for ever', async () => {
    const lines = await startWorker(() => undefined);
    expect(await askText(lines, 30)).toEqual({ ok: false, error: 'timeout' });
  });

  it('does not take more than it may', async () => {
    const lines = await startWorker((connection) => connection.write(stdout('x'.repeat(20_000))));
    expect(await askText(lines)).toEqual({ ok: false, error: 'broken' });
  });

  it('notices that nobody listens', async () => {
    await startWorker(() => undefined);
    const nobody = createLines({ socket: join(folder, 'none.sock'), workers: () => 1 });
    expect(await askText(nobody)).toEqual({ ok: false, error: 'lost' });
  });
});

describe('asking again', () => {
  it('asks another worker if the first one dies', async () => {
    const lines = await startWorker((connection, count) => {
      if (count === 1) connection.destroy();
      else connection.end(Buffer.concat([stdout('second'), end()]));
    });
    expect(await askText(lines)).toEqual({ ok: true, value: 'second' });
    expect(asked).toBe(2);
  });

  it('gives up after the second, so that one request can not bring down all', async () => {
    const lines = await startWorker((connection) => connection.destroy());
    expect(await askText(lines)).toEqual({ ok: false, error: 'lost' });
    expect(asked).toBe(2);
  });

  it('does not ask again after an answer, a timeout or nonsense', async () => {
    const lines = await startWorker((connection) => connection.end('nonsense that is long enough'));
    expect(await askText(lines)).toEqual({ ok: false, error: 'broken' });
    expect(asked).toBe(1);
  });
});

describe('a line', () => {
  it('is kept for the next question, and each answer belongs to its own', async () => {
    const lines = await startWorker((connection, count, id) => connection.write(whole(`${count}`, id)));
    expect(await askText(lines)).toEqual({ ok: true, value: '1' });
    expect(await askText(lines)).toEqual({ ok: true, value: '2' });
    expect(connected).toBe(1);
  });

  it('gives an answer whole that comes in small pieces', async () => {
    const lines = await startWorker((connection, _count, id) => {
      const bytes = Buffer.concat([stdout('x'.repeat(5000), id), whole('y'.repeat(3000), id)]);
      const send = (at: number): void => {
        connection.write(bytes.subarray(at, at + 700));
        if (at + 700 < bytes.length) setImmediate(() => send(at + 700));
      };
      send(0);
    });
    const expected = { ok: true, value: 'x'.repeat(5000) + 'y'.repeat(3000) };
    expect(await askText(lines)).toEqual(expected);
    expect(await askText(lines)).toEqual(expected);
  });

  it('never passes on the answer to another question', async () => {
    const lines = await startWorker((connection, count, id) =>
      connection.write(count === 1 ? whole('first', id) : whole('first', 1)),
    );
    expect(await askText(lines)).toEqual({ ok: true, value: 'first' });
    expect(await askText(lines)).toEqual({ ok: false, error: 'broken' });
  });

  it('is given up when more comes than was asked for', async () => {
    const lines = await startWorker((connection, count, id) => {
      connection.write(whole(`${count}`, id));
      if (count === 1) setTimeout(() => connection.write(stdout('more', id)), 10);
    });
    expect(await askText(lines)).toEqual({ ok: true, value: '1' });
    await wait(40);
    expect(lines.open()).toBe(0);
  });

  it('gives nothing of an answer that goes on after its end', async () => {
    const lines = await startWorker((connection, _count, id) =>
      connection.write(Buffer.concat([whole('x', id), stdout('more', id)])),
    );
    expect(await askText(lines)).toEqual({ ok: false, error: 'broken' });
  });

  it('whose worker died while it was idle costs nothing', async () => {
    const lines = await startWorker((connection, count, id) => {
      if (count === 2) connection.destroy();
      else connection.write(whole(`${count}`, id));
    });
    await askText(lines);
    expect(await askText(lines)).toEqual({ ok: true, value: '3' });
    expect(connected).toBe(2);
  });

  it('does not hold a worker that another one waits for', async () => {
    const lines = await startWorker((connection, count, id) =>
      setTimeout(() => connection.write(whole(`${count}`, id)), 10),
    );
    await Promise.all([askText(lines), askText(lines), askText(lines)]);
    await wait(20);
    expect(lines.open()).toBe(1);
  });

  it('is closed when nobody has asked on it for a while', async () => {
    const lines = await startWorker((connection, count, id) => connection.write(whole(`${count}`, id)));
    await askText(lines);
    expect(lines.open()).toBe(1);
    await wait(300);
    expect(lines.open()).toBe(0);
  });
});
