import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { atlas } from '../fixtures/collection.js';
import { compose, mainProcessOf } from '../support/compose.js';
import { connectToEveryWorker } from '../support/every-worker.js';
import { cutFeeds } from '../support/feed-cutter.js';
import { isFullRun } from '../support/full-run.js';
import { ask } from '../support/http-client.js';
import { tilePath } from '../support/iiif.js';
import { keepDecisions } from '../support/keep-decisions.js';
import { people } from '../support/people.js';
import { mustRun } from '../support/run-command.js';
import { type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { sleep, until } from '../support/wait.js';
import { Revocations, type Way } from './revocations.js';
import { Spread } from './spread.js';

/** What the contract allows between "no longer" and the last picture, on every replica, in milliseconds. */
const revokedWithin = 1000;
/** Tries of each of the seven ways while all three replicas hear of changes, while two are deaf, while all are: 210 in the full run. */
const triesOfEach = isFullRun ? { deaf0: 15, deaf2: 8, deaf3: 7 } : { deaf0: 1, deaf2: 1, deaf3: 0 };
const allTries = 7 * (triesOfEach.deaf0 + triesOfEach.deaf2 + triesOfEach.deaf3);
/** Kept connections on which the picture is asked for all the time, spread over the proxy's workers. */
const connections = 6;

/** Three replicas of the auth service behind one proxy, without sticky sessions. */
describe('Replicas', () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let tile: string;
  let revocations: Revocations;
  let nginx: number;

  const replicas = async (): Promise<string[]> =>
    (await compose(stack.files, ['ps', '-q', 'auth'])).trim().split('\n');
  const scale = (count: number): Promise<string> =>
    compose(stack.files, ['up', '-d', '--wait', '--no-recreate', '--scale', `auth=${count}`, 'auth']);
  before(async () => {
    ({ stack, release } = await useStack());
    tile = tilePath(await stack.idOf(atlas.path), [0, 0, 512, 512], 256);
    revocations = new Revocations(stack);
    await revocations.furnish();
    await scale(3);
    assert.equal((await replicas()).length, 3);
    nginx = await mainProcessOf(stack.files, 'proxy');
    await sleep(2500); // until the proxy has looked the names up again
  });
  after(async () => {
    await scale(1);
    await revocations.clear();
    await release();
  });

  /** Goes on asking on every connection while the right is taken away; milliseconds until the last picture that came was asked for. */
  async function lastServed(way: Way): Promise<number> {
    const { cookie, path, revoke, restore } = await way.prepare();
    const agents = await connectToEveryWorker(nginx, connections);
    const statusOn = async (agent: (typeof agents)[number]): Promise<number> =>
      (await ask(path, { headers: { cookie }, agent })).status;
    // Every replica has met the session before, and whatever may be kept of its decisions is kept, by every worker.
    await Promise.all(
      agents.map(async (agent) => {
        assert.ok(
          await until(async () => (await statusOn(agent)) === 200, { within: 3000, every: 50 }),
          way.name,
        );
        for (let n = 0; n < 3; n++) assert.equal(await statusOn(agent), 200, way.name);
      }),
    );
    let end = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    const going = agents.map(async (agent) => {
      while (Date.now() < end) {
        const asked = Date.now();
        const status = await statusOn(agent);
        // Closed is right too, where a replica can't tell.
        assert.ok([200, 302, 400, 401, 403, 503].includes(status), `${way.name}: ${status}`);
        if (status === 200) last = Math.max(last, asked);
        await sleep(10);
      }
    });
    const at = await revoke();
    end = Math.max(Date.now() + 100, at + revokedWithin + 300);
    await Promise.all(going);
    for (const agent of agents) agent.destroy();
    await restore();
    assert.ok(last > at - 1000, `${way.name}: shown until it was taken away`);
    return Math.max(0, last - at);
  }

  async function everyWay(times: number, taken: Spread): Promise<void> {
    for (let n = 0; n < times; n++)
      for (const way of revocations.ways) {
        const milliseconds = await lastServed(way);
        taken.add(way.name, milliseconds);
        assert.ok(milliseconds <= revokedWithin, `${way.name}: ${milliseconds} ms`);
      }
  }

  /** Replicas that hear of no change any more, the last ones first. */
  async function withDeafReplicas(count: number, work: () => Promise<void>): Promise<void> {
    const mend = await cutFeeds(stack.files, (await replicas()).slice(-count));
    try {
      await work();
    } finally {
      await mend();
      await sleep(500);
    }
  }

  // Rules in a container's own network are for root to make, and whose connection it is is for root to see.
  const skip = process.getuid?.() === 0 ? false : 'needs root on the machine of the engine';

  async function everyWayHeardOrNot(test: TestContext, tries: typeof triesOfEach): Promise<void> {
    const all = new Spread();
    for (const [what, deaf, times] of [
      ['all three hear of changes', 0, tries.deaf0],
      ['two of three are deaf', 2, tries.deaf2],
      ['all three are deaf', 3, tries.deaf3],
    ] as const) {
      if (times === 0) continue;
      const taken = new Spread();
      const work = (): Promise<void> => everyWay(times, taken);
      try {
        await (deaf === 0 ? work() : withDeafReplicas(deaf, work));
      } finally {
        all.addAll(taken);
        test.diagnostic(`${what}: ${taken.summary()}`);
      }
    }
    for (const line of all.table()) test.diagnostic(line);
  }

  it(
    `what is taken away is gone on all three within ${revokedWithin} ms, in every way there is, heard of or not (${allTries} tries)`,
    { skip },
    async (test) => {
      await everyWayHeardOrNot(test, triesOfEach);
    },
  );

  it('so it is where every tile is asked for', { skip }, async (test) => {
    await keepDecisions(stack.files, 'off');
    try {
      const tries = isFullRun ? { deaf0: 5, deaf2: 5, deaf3: 0 } : { deaf0: 0, deaf2: 1, deaf3: 0 };
      await everyWayHeardOrNot(test, tries);
    } finally {
      await keepDecisions(stack.files, 'on');
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

  it('two of three that are taken away cost no request either, also of those that are asked about each time', async (test) => {
    const visitor = new Visitor();
    await visitor.signIn(people.ayesha.name, people.ayesha.password);
    const statuses: number[] = [];
    let going = true;
    const load = async (path: string): Promise<void> => {
      while (going) {
        statuses.push((await visitor.ask(path)).status);
        await sleep(10);
      }
    };
    // With a query nothing is kept.
    const loads = [load(tile), load(`${tile}?asked`), load(`${tile}?asked`)];
    await sleep(500);
    await scale(1);
    await sleep(8000);
    going = false;
    await Promise.all(loads);
    test.diagnostic(`${statuses.length} requests`);
    assert.deepEqual([...new Set(statuses)], [200]);
  });
});
