import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { after, before, describe, it, type TestContext } from 'node:test';
import { containerOf, mainProcessOf } from '../support/compose.js';
import { isFullRun } from '../support/full-run.js';
import { ask } from '../support/http-client.js';
import { inParallel } from '../support/in-parallel.js';
import { tilePath } from '../support/iiif.js';
import { LogDisk } from '../support/log-disk.js';
import { recreate } from '../support/recreate.js';
import { type Service, type Stack, useStack } from '../support/stack.js';
import { sleep } from '../support/wait.js';
import { Reader } from './reader.js';

const patience = 10;
/** More than the pipes between the proxy and a disk that hangs hold (about 4,000 lines), and between it and an engine that does (600). */
const questions = { untilDisk: 9000, untilEngine: 3000 };
/** Milliseconds after which it is enough, where answers don't come. */
const longest = 40_000;
const writers: readonly Service[] = ['proxy', 'auth'];

const cannot = process.getuid?.() === 0 ? false : 'needs root on the machine of the engine';

/** What proxy and auth service say of themselves can't be written down: they must not wait for it. */
describe('Logs', { skip: isFullRun ? cannot : 'in the full run' }, () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let reader: Reader;
  let disk: LogDisk;
  const containers = new Map<Service, string>();

  before(async () => {
    ({ stack, release } = await useStack());
    reader = await Reader.signedIn(stack);
    disk = await LogDisk.make(stack.files.folder);
    // A line for each decision, so that its pipe fills too.
    await recreate(stack, 'auth', '  auth:\n    environment: { LOG_LEVEL: debug }\n');
    for (const service of writers) {
      containers.set(service, await containerOf(stack.files, service));
      await stack.stop(service);
      await disk.take(containers.get(service) ?? '');
      await stack.start(service);
    }
    assert.ok((await reader.secondsUntilBack()) < 60);
  });
  after(async () => {
    await disk.thaw();
    for (const service of writers) await stack.stop(service);
    await disk.remove();
    await recreate(stack, 'auth');
    await stack.start('proxy');
    await reader.secondsUntilBack();
    await release();
  });

  /** Asks for a picture and, as a stranger, for one that is closed, over and over; gives what came, and how long the slowest took. */
  async function talk(times: number): Promise<string> {
    const path = tilePath(reader.id, [0, 0, 512, 512], 256);
    const cookie = reader.visitor.jar.header();
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const seen = new Map<string, number>();
    let slowest = 0;
    const end = Date.now() + longest;
    await inParallel(
      Array.from({ length: times }, (_, i) => i % 2 === 0),
      8,
      async (signedIn) => {
        if (Date.now() > end) return;
        const from = Date.now();
        const headers = signedIn ? { cookie } : {};
        const status = await ask(path, { agent, headers, timeout: patience * 1000 }).then(
          (answer) => answer.status,
          () => 0,
        );
        slowest = Math.max(slowest, Date.now() - from);
        const who = `${signedIn ? 'reader' : 'stranger'} ${status === 0 ? 'none' : status}`;
        seen.set(who, (seen.get(who) ?? 0) + 1);
      },
    );
    agent.destroy();
    for (const who of seen.keys())
      assert.ok(
        ['reader 200', 'reader 503', 'reader none', 'stranger 401', 'stranger 503', 'stranger none'].includes(
          who,
        ),
        who,
      );
    return `${[...seen].map(([who, count]) => `${count} × ${who}`).join(', ')}, slowest ${(slowest / 1000).toFixed(1)} s`;
  }

  async function isBack(test: TestContext, seen: string): Promise<void> {
    const seconds = await reader.secondsUntilBack();
    test.diagnostic(`${seen}; back after ${seconds.toFixed(1)} s`);
    assert.ok(seconds < patience, `${seconds} s`);
    const written = (): number[] => writers.map((service) => disk.sizeOf(containers.get(service) ?? ''));
    const before = written();
    await talk(100);
    await sleep(1500);
    assert.ok(
      written().every((size, i) => size > (before[i] ?? 0)),
      'it is written down again',
    );
  }

  const unnoticed = /^\d+ × reader 200, \d+ × stranger 401, slowest/;

  it('their disk is full: nobody notices', async (test) => {
    await disk.fill();
    let seen = '';
    try {
      seen = await talk(questions.untilEngine);
    } finally {
      disk.makeRoom();
    }
    await isBack(test, seen);
    assert.match(seen, unnoticed);
  });

  it('their disk hangs: nobody notices', async (test) => {
    await disk.freeze();
    let seen = '';
    try {
      seen = await talk(questions.untilDisk);
    } finally {
      await disk.thaw();
    }
    await isBack(test, seen);
    assert.match(seen, unnoticed);
  });

  for (const service of writers)
    it(`nobody reads any more what ${service} says: closed, and back by itself`, async (test) => {
      // Between container and engine; with it stands whatever empties the pipes.
      const status = readFileSync(`/proc/${await mainProcessOf(stack.files, service)}/status`, 'utf8');
      const shim = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]);
      assert.match(readFileSync(`/proc/${shim}/cmdline`, 'utf8'), /containerd-shim/);
      process.kill(shim, 'SIGSTOP');
      let seen = '';
      try {
        seen = await talk(questions.untilEngine);
      } finally {
        process.kill(shim, 'SIGCONT');
      }
      await isBack(test, seen);
    });
});
