import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource, dropUnanswered } from '../../src/store/data-source.js';

/** A way to the database on which connections can fall silent: nothing passes, and neither side is told. */
interface Way {
  readonly url: string;
  silenceAll(): void;
  close(): Promise<void>;
}

async function openWay(to: URL): Promise<Way> {
  const pairs: (readonly [Socket, Socket])[] = [];
  const server: Server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) socket.on('error', () => socket.destroy());
    pairs.push([near, far]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(to);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    silenceAll() {
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
        near.resume();
        far.resume();
      }
    },
    async close() {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

const statementTimeoutMs = 300;
/** What the pool itself waits for an answer, and some room. */
const givenUpMs = statementTimeoutMs + 1000 + 500;

describe('connections that fell silent', () => {
  let way: Way;
  let dataSource: DataSource;
  beforeEach(async () => {
    way = await openWay(new URL(process.env['TEST_DATABASE_URL'] ?? ''));
    dataSource = createDataSource(way.url, { poolSize: 2, statementTimeoutMs });
    await dataSource.initialize();
    dropUnanswered(dataSource);
  });
  afterEach(async () => {
    // Whatever still waits is broken off with the way.
    await Promise.all([way.close(), dataSource.destroy()]);
  });

  const ask = async (): Promise<unknown> => dataSource.query('SELECT 1 AS one');

  it('fail one question each, and are asked no other', async () => {
    await Promise.all([ask(), ask()]);
    way.silenceAll();
    const began = performance.now();
    await Promise.all([expect(ask()).rejects.toThrow(), expect(ask()).rejects.toThrow()]);
    expect(performance.now() - began).toBeLessThan(givenUpMs);
    const again = performance.now();
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([[{ one: 1 }], [{ one: 1 }], [{ one: 1 }]]);
    expect(performance.now() - again).toBeLessThan(1000);
  });

  it('are no others: a connection that answered is kept', async () => {
    const idOf = async (): Promise<number> => {
      const [row] = await dataSource.query<{ id: number }[]>('SELECT pg_backend_pid() AS id');
      return row?.id ?? 0;
    };
    const first = await idOf();
    await expect(dataSource.query('SELECT no_such_column')).rejects.toThrow('no_such_column');
    for (let n = 0; n < 5; n += 1) expect(await idOf()).toBe(first);
  });
});
