import assert from 'node:assert/strict';
import { connect as connectTcp, type Socket } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { containerOf } from '../support/compose.js';
import { isFullRun } from '../support/full-run.js';
import { inParallel } from '../support/in-parallel.js';
import { mustRun } from '../support/run-command.js';
import { archive, projectName } from '../support/settings.js';
import { useStack } from '../support/stack.js';
import { until } from '../support/wait.js';
import { Reader } from './reader.js';

const idle = isFullRun ? 10_000 : 2000;
const halfOpen = isFullRun ? 2000 : 300;

/** Connections that do nothing, or never finish what they say: readers must not notice. */
describe('Crowds', () => {
  let release: () => Promise<void>;
  let reader: Reader;
  const open: Socket[] = [];
  /** The proxy's own address: the engine's helper that passes 127.0.0.1 on takes several descriptors for each connection and would run out first. */
  let door: { readonly host: string; readonly port: number };

  const plain = (): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connectTcp(door, () => resolve(socket));
      socket.on('error', reject);
    });
  const secure = (): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const options = {
        ...door,
        servername: archive.host,
        rejectUnauthorized: false,
      };
      const socket = connectTls(options, () => resolve(socket));
      socket.on('error', reject);
    });
  const crowd = async (count: number, make: () => Promise<Socket>): Promise<number> => {
    const made = await inParallel(
      Array.from({ length: count }, (_, i) => i),
      50,
      () => make().catch(() => null),
    );
    for (const socket of made)
      if (socket !== null) {
        socket.on('error', () => undefined);
        open.push(socket);
      }
    return made.filter((socket) => socket !== null).length;
  };
  const alive = (): number =>
    open.filter((socket) => !socket.destroyed && socket.readyState === 'open').length;
  async function readersGoOn(): Promise<void> {
    const read = await inParallel(
      Array.from({ length: 20 }, (_, i) => i),
      4,
      () => reader.reads().catch(() => false),
    );
    assert.deepEqual(
      read.filter((whole) => !whole),
      [],
      'tiles that did not come',
    );
    assert.equal((await reader.strangersTile()).status, 401);
  }
  const disperse = (): void => {
    for (const socket of open.splice(0)) socket.destroy();
  };

  before(async () => {
    const used = await useStack();
    release = used.release;
    const edge = `{{(index .NetworkSettings.Networks "${projectName}_edge").IPAddress}}`;
    const proxy = await containerOf(used.stack.files, 'proxy');
    door = { host: (await mustRun('docker', ['inspect', '-f', edge, proxy])).trim(), port: 8443 };
    reader = await Reader.signedIn(used.stack);
    assert.ok(await reader.reads());
  });
  after(async () => {
    disperse();
    await release();
  });

  it(`${idle} idle connections, most of which never said a word`, async (test) => {
    const made = (await crowd(idle - 200, plain)) + (await crowd(200, secure));
    assert.ok(made > idle * 0.95, `${made} of ${idle} connected`);
    await readersGoOn();
    test.diagnostic(`${made} connected, ${alive()} still open after the reading`);
    disperse();
    await readersGoOn();
  });

  it(`${halfOpen} connections that stop in the middle of a request are closed by us`, async (test) => {
    const made = await crowd(halfOpen, async () => {
      const socket = await secure();
      socket.write(`GET /iiif/images/${reader.id}/info.json HTTP/1.1\r\nHost: ${archive.host}\r\nX-Slow: `);
      return socket;
    });
    assert.ok(made > halfOpen * 0.95, `${made} of ${halfOpen}`);
    await readersGoOn();
    for (const socket of open) socket.resume();
    const closed = await until(() => alive() === 0, { within: 30_000 });
    test.diagnostic(`${made} half requests, ${alive()} left open`);
    assert.ok(closed, `${alive()} still open`);
    await readersGoOn();
  });
});
