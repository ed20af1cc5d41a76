import assert from 'node:assert/strict';
import { Agent } from 'node:https';
import { after, before, describe, it, type TestContext } from 'node:test';
import { atlas } from '../fixtures/collection.js';
import { compose, containerOf } from '../support/compose.js';
import { cutFeeds } from '../support/feed-cutter.js';
import { isFullRun } from '../support/full-run.js';
import { ask } from '../support/http-client.js';
import { tilePath } from '../support/iiif.js';
import { people } from '../support/people.js';
import { mustRun } from '../support/run-command.js';
import { type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { sleep, until } from '../support/wait.js';
import { Revocations, type Way } from './revocations.js';

/** What the contract allows between "no longer" and the last picture, on every replica, in milliseconds. */
const revokedWithin = 1000;
/** Tries of each way, with the feed on and as many with it cut: 7 × 2 × 15 = 210 in the full run. */
const triesOfEach = Number(process.env['REVOCATION_TRIES'] || (isFullRun ? 15 : 1));
const triesWithKept = 5;

/** Three replicas of the auth service behind one proxy, without sticky sessions. */
describe('Replicas', () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let tile: string;
  let revocations: Revocations;

  const replicas = async (): Promise<string[]> =>
    (await compose(stack.files, ['ps', '-q', 'auth'])).trim().split('\n');
  const scale = (count: number): Promise<string> =>
    compose(stack.files, ['up', '-d', '--wait', '--no-recreate', '--scale', `auth=${count}`, 'auth']);
  const keepDecisions = async (state: 'on' | 'off'): Promise<void> => {
    const proxy = await containerOf(stack.files, 'proxy');
    await mustRun('docker', ['exec', '-e', `DECISION_CACHE=${state}`, proxy, 'gatehouse-proxy', 'reload']);
    await sleep(500);
  };

  before(async () => {
    ({ stack, release } = await useStack());
    tile = tilePath(await stack.idOf(atlas.path), [0, 0, 512, 512], 256);
    revocations = new Revocations(stack);
    await revocations.furnish();
    await scale(3);
    assert.equal((await replicas()).length, 3);
    await sleep(2500); // until the proxy has looked the names up again
  });
  after(async () => {
    await scale(1);
    await revocations.clear();
    await release();
  });

  /** Goes on asking on several connections while the right is taken away; milliseconds until the last picture that came was asked for. */
  async function lastServed(way: Way): Promise<number> {
    const { cookie, path, revoke, restore } = await way.prepare();
    const agent = new Agent({ keepAlive: true, maxSockets: 6 });
    const question = { headers: { cookie }, agent };
    // Every replica has met the session before.
    for (let n = 0; n < 9; n++) assert.equal((await ask(path, question)).status, 200, way.name);
    let end = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    const goOn = async (): Promise<void> => {
      while (Date.now() < end) {
        const asked = Date.now();
        const { status } = await ask(path, question);
        // Closed is right too, where a replica can't tell.
        assert.ok([200, 302, 400, 401, 503].includes(status), `${way.name}: ${status}`);
        if (status === 200) last = Math.max(last, asked);
        await sleep(5);
      }
    };
    const going = [goOn(), goOn(), goOn()];
    const at = await revoke();
    end = Math.max(Date.now() + 100, at + revokedWithin + 300);
    await Promise.all(going);
    agent.destroy();
    await restore();
    return Math.max(0, last - at);
  }

  async function everyWay(test: TestContext, times: number): Promise<void> {
    for (const way of revocations.ways) {
      const taken: number[] = [];
      for (let n = 0; n < times; n++) taken.push(await lastServed(way));
      const worst = Math.max(...taken);
      test.diagnostic(
        `${way.name}: last picture ${taken.length > 5 ? `at most ${worst.toFixed(0)}` : taken.map((each) => each.toFixed(0)).join(', ')} ms after (${times} tries)`,
      );
      assert.ok(worst <= revokedWithin, `${way.name}: ${worst} ms`);
    }
  }

  async function withDeafReplicas(work: () => Promise<void>): Promise<void> {
    const [, ...deaf] = await replicas();
    const mend = await cutFeeds(stack.files, deaf);
    try {
      await work();
    } finally {
      await mend();
      await sleep(500);
    }
  }

  // Rules in a container's own network are for root to make.
  const skip = process.getuid?.() === 0 ? false : 'needs root on the machine of the engine';

  it(`what is taken away is gone on all three within ${revokedWithin} ms, in every way there is (${triesOfEach} tries of each)`, async (test) => {
    await everyWay(test, triesOfEach);
  });

  it(`so it is where two of the three hear nothing any more (${triesOfEach} tries of each)`, { skip }, async (test) => {
    await withDeafReplicas(() => everyWay(test, triesOfEach));
  });

  it('so it is with DECISION_CACHE=on, whether they hear or not', { skip }, async (test) => {
    await keepDecisions('on');
    try {
      if (isFullRun) await everyWay(test, triesWithKept);
      await withDeafReplicas(async () => {
        if (isFullRun) return everyWay(test, triesWithKept);
        for (const way of revocations.ways.slice(0, 2)) {
          const taken = await lastServed(way);
          test.diagnostic(`${way.name}: ${taken} ms`);
          assert.ok(taken <= revokedWithin, `${way.name}: ${taken} ms`);
        }
      });
    } finally {
      await keepDecisions('off');
    }
  });

  it('a replica that dies costs no request', async (test) => {
    const visitor = new Visitor();
    await visitor.signIn(people.ayesha.name, people.ayesha.password);
    const statuses: number[] = [];
    let going = true;
    const load = async (): Promise<void> => {
      while (going) statuses.push((await visitor.ask(tile)).status);
    };
    const loads = [load(), load(), load()];
    await sleep(500);
    const [, , victim = ''] = await replicas();
    const pid = Number((await mustRun('docker', ['inspect', '-f', '{{.State.Pid}}', victim])).trim());
    process.kill(pid, 'SIGKILL');
    await sleep(3000);
    going = false;
    await Promise.all(loads);
    test.diagnostic(`${statuses.length} requests`);
    assert.ok(statuses.length > 20);
    assert.deepEqual([...new Set(statuses)], [200]);
    assert.ok(await until(async () => (await replicas()).length === 3, { within: 10_000 }));
  });
});
