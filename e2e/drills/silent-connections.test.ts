import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { containerOf } from '../support/compose.js';
import { isFullRun } from '../support/full-run.js';
import { infoPath } from '../support/iiif.js';
import { people } from '../support/people.js';
import { recreate } from '../support/recreate.js';
import { silence } from '../support/silence.js';
import { type Service, type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { sleep, until } from '../support/wait.js';
import { Reader } from './reader.js';

const patience = 10;
/** Milliseconds for which nothing passes: long enough that what is sent again is sent at long intervals. */
const silentFor = 15_000;

/** A pair of containers between which nothing passes, and what may be answered meanwhile. */
interface Gap {
  readonly title: string;
  readonly at: Service;
  readonly from: Service;
  /** For a stranger's tile and a reader's, once it has been noticed. */
  readonly strangers: readonly number[];
  readonly readers: readonly number[];
}

const closed = [401, 503];
const gaps: readonly Gap[] = [
  { title: 'the proxy and the auth service', at: 'proxy', from: 'auth', strangers: [503], readers: [503] },
  {
    title: 'the auth service and the database',
    at: 'auth',
    from: 'db',
    strangers: closed,
    readers: [503],
  },
  {
    title: 'the proxy and the image server',
    at: 'proxy',
    from: 'image-server',
    strangers: [401],
    readers: [503],
  },
];

const cannot = process.getuid?.() === 0 ? false : 'needs root on the machine of the engine';

/** Half-open connections: a network that loses everything and says nothing, so that each side believes the other is there. */
describe('Connections that go silent', { skip: isFullRun ? cannot : 'in the full run' }, () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let reader: Reader;

  before(async () => {
    ({ stack, release } = await useStack());
    reader = await Reader.signedIn(stack);
    // As with an auth service on another machine: no socket at which the proxy could ask past the network.
    await recreate(
      stack,
      'proxy',
      '  proxy:\n    tmpfs: [ "/run/check:mode=0755" ]\n    volumes: !override\n      - tiles:/var/cache/gatehouse\n      - certificates:/var/lib/gatehouse/certificates\n      - letsencrypt:/var/lib/gatehouse/letsencrypt:ro\n      - acme:/var/www/acme:ro\n      - facts:/var/lib/gatehouse/facts\n',
    );
    await reader.secondsUntilBack();
  });
  after(async () => {
    await recreate(stack, 'proxy');
    await reader.secondsUntilBack();
    await release();
  });

  for (const { title, at, from, strangers, readers } of gaps)
    it(`between ${title}: refused in words within ${patience} s, and back by itself`, async (test) => {
      // Every connection that is kept has been used a moment ago.
      for (let n = 0; n < 8; n++) assert.ok(await reader.reads());
      const mend = await silence(await containerOf(stack.files, at), await containerOf(stack.files, from));
      const seen = {
        tiles: new Map<number, number>(),
        strangers: new Map<number, number>(),
        slowest: 0,
        first: 0,
      };
      let seconds = Number.POSITIVE_INFINITY;
      try {
        const end = Date.now() + silentFor;
        // The first ones are asked on connections that worked a moment ago.
        const notices = async (): Promise<boolean> => {
          const { status, seconds: taken } = await reader.tile();
          seen.slowest = Math.max(seen.slowest, taken);
          return status === 503;
        };
        assert.ok(await until(notices, { within: 5000 }), 'noticed');
        seen.first = seen.slowest;
        const asking = Array.from({ length: 4 }, async () => {
          while (Date.now() < end) {
            const [tile, stranger] = await Promise.all([reader.tile(), reader.strangersTile()]);
            seen.tiles.set(tile.status, (seen.tiles.get(tile.status) ?? 0) + 1);
            seen.strangers.set(stranger.status, (seen.strangers.get(stranger.status) ?? 0) + 1);
            seen.slowest = Math.max(seen.slowest, tile.seconds, stranger.seconds);
            assert.doesNotMatch(stranger.header('content-type'), /^image\//);
            await sleep(100);
          }
        });
        await Promise.all(asking);
      } finally {
        await mend();
        seconds = await reader.secondsUntilBack();
      }
      const restored = Date.now();
      const signsIn = await until(
        async () => (await new Visitor().signIn(people.tom.name, people.tom.password)).status === 200,
        { within: 30_000, every: 200 },
      );
      const all = seconds + (Date.now() - restored) / 1000;
      test.diagnostic(
        `tiles ${say(seen.tiles)}, a stranger’s ${say(seen.strangers)}, the first ${seen.first.toFixed(1)} s, slowest ${seen.slowest.toFixed(1)} s; back after ${seconds.toFixed(1)} s, signing in after ${all.toFixed(1)} s`,
      );
      for (const status of seen.tiles.keys())
        assert.ok(readers.includes(status), `a reader’s tile: ${status}`);
      for (const status of seen.strangers.keys())
        assert.ok(strangers.includes(status), `a stranger’s tile: ${status}`);
      assert.ok(seen.slowest < patience, `${seen.slowest} s`);
      assert.ok(signsIn === true && all < patience, `back after ${all} s`);
      assert.equal((await reader.strangersTile()).status, 401, 'closed is closed');
      assert.equal((await reader.visitor.ask(infoPath(reader.id))).status, 200, 'the session lives on');
    });
});

const say = (counts: ReadonlyMap<number, number>): string =>
  [...counts].map(([status, count]) => `${count} × ${status}`).join(', ');
