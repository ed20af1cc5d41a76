import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it, type TestContext } from 'node:test';
import { atlas, map } from '../fixtures/collection.js';
import { type Answer, ask } from '../support/http-client.js';
import { infoPath, tilePath } from '../support/iiif.js';
import { people } from '../support/people.js';
import { agreement, decodeJpeg } from '../support/pixels.js';
import { type Service, type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { sleep, until } from '../support/wait.js';

/** Seconds within which every request is answered, and within which service is back. */
const patience = 10;
/** Milliseconds that a replica may need to notice that its database is gone. */
const notice = 5000;

/** Things die; pictures stay closed, answers stay clear and quick, nothing is lost. */
describe('Failures', () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let closed: string;
  let open: string;
  let column = 0;
  const ayesha = new Visitor();
  let accounts = '';
  let rules = '';

  /** A tile that nobody asked for before, so that no cache can answer. */
  const freshRegion = (): readonly [number, number, number, number] => {
    column += 1;
    return [(column * 37) % 4000, (column * 53) % 6000, 512, 512];
  };
  const closedTile = (): Promise<Answer> =>
    ayesha.ask(tilePath(closed, freshRegion(), 256), { timeout: 1000 * (patience + 5) });

  const accountList = (): Promise<string> => stack.gatehouse(['user', 'list', '--json']);
  const ruleText = (): Promise<string> => stack.gatehouse(['policy', 'export']);

  /** What a failed drill leaves to be mended. */
  let broken: { service: Service; how: 'stop' | 'pause' } | null = null;

  async function harm(service: Service, how: 'stop' | 'pause'): Promise<void> {
    broken = { service, how };
    await stack[how](service);
  }

  async function mend(service: Service, how: 'stop' | 'pause'): Promise<void> {
    await stack[how === 'stop' ? 'start' : 'unpause'](service);
    broken = null;
  }

  /** Waits until a fresh closed tile and its description are served again; gives the seconds that took. */
  async function back(): Promise<number> {
    const from = Date.now();
    let seconds = Number.POSITIVE_INFINITY;
    await until(
      async () => {
        const region = freshRegion();
        const answer = await ayesha.ask(tilePath(closed, region, 256), { timeout: 5000 });
        if (answer.status !== 200) return false;
        // Checks and documents go to the auth service by two ways.
        if ((await ayesha.ask(infoPath(closed), { timeout: 5000 })).status >= 500) return false;
        seconds = (Date.now() - from) / 1000;
        return agreement(decodeJpeg(answer.body), atlas.painting, region) > 0.9;
      },
      { within: 60_000, every: 200 },
    );
    return seconds;
  }

  function assertBackInTime(test: TestContext, seconds: number): void {
    test.diagnostic(`back after ${seconds.toFixed(1)} s`);
    assert.ok(seconds < patience, `back after ${seconds} s`);
  }

  async function assertNothingLost(): Promise<void> {
    assert.equal((await ayesha.ask(infoPath(closed))).status, 200, 'the session lives on');
    assert.equal(JSON.stringify(withoutTimes(await accountList())), accounts, 'accounts');
    assert.equal(await ruleText(), rules, 'rules');
    assert.equal((await ask(tilePath(closed, freshRegion(), 256))).status, 401, 'closed is closed');
  }

  function assertClearRefusal(answer: Answer, what: string): void {
    assert.ok(answer.status >= 500 && answer.status <= 504, `${what}: ${answer.status}`);
    assert.ok(answer.seconds < patience, `${what}: ${answer.seconds} s`);
    assert.doesNotMatch(answer.header('content-type'), /^image\//, what);
    assert.ok(answer.body.length > 0, `${what}: says something`);
    assert.doesNotMatch(
      answer.text(),
      /<center>nginx|\bat .*:\d+:\d+|node_modules/,
      `${what}: in words for people`,
    );
    assert.equal(answer.header('access-control-allow-origin'), '*', `${what}: readable for viewers`);
    assert.match(answer.header('cache-control'), /no-store/, what);
  }

  before(async () => {
    ({ stack, release } = await useStack());
    closed = await stack.idOf(atlas.path);
    open = await stack.idOf(map.path);
    await ayesha.signIn(people.ayesha.name, people.ayesha.password);
    accounts = JSON.stringify(withoutTimes(await accountList()));
    rules = await ruleText();
    assert.ok((await back()) < patience);
  });
  after(() => release());
  afterEach(async () => {
    if (broken !== null) await mend(broken.service, broken.how).catch(() => undefined);
    await back();
  });

  /** What is asked while something is down: each a closed or decided thing, never seen before. */
  const questions: Readonly<Record<string, () => Promise<Answer>>> = {
    'a closed tile, signed in': closedTile,
    'a closed tile, anonymous': () => ask(tilePath(closed, freshRegion(), 256), { timeout: 15_000 }),
    'a closed info.json, signed in': () => ayesha.ask(infoPath(closed), { timeout: 15_000 }),
    'an open tile': () =>
      ask(
        tilePath(
          open,
          freshRegion().map((n, i) => (i < 2 ? n % 1000 : n)),
          256,
        ),
        { timeout: 15_000 },
      ),
  };
  const withoutDecision: readonly Service[] = ['auth', 'db'];

  for (const service of withoutDecision) {
    for (const how of ['stop', 'pause'] as const) {
      it(`${service} ${how === 'stop' ? 'stopped' : 'hanging'}: refuses clearly and quickly, and comes back by itself`, async (test) => {
        await harm(service, how);
        await until(async () => (await closedTile()).status >= 500, { within: notice, every: 250 });
        const answers = await Promise.all(
          Object.entries(questions).map(async ([what, question]) => [what, await question()] as const),
        );
        for (const [what, answer] of answers) {
          if (answer.status === 401)
            assert.match(what, /anonymous/, 'only a refusal may be decided without its means');
          else assertClearRefusal(answer, what);
        }
        await mend(service, how);
        const seconds = await back();
        assertBackInTime(test, seconds);
        await assertNothingLost();
      });
    }
  }

  for (const how of ['stop', 'pause'] as const) {
    it(`image-server ${how === 'stop' ? 'stopped' : 'hanging'}: pictures fail clearly and quickly, decisions go on`, async (test) => {
      await harm('image-server', how);
      assertClearRefusal(await closedTile(), 'a closed tile');
      assert.equal((await ask(tilePath(closed, freshRegion(), 256))).status, 401);
      assert.equal((await ask(infoPath(closed))).status, 401);
      await mend('image-server', how);
      const seconds = await back();
      assertBackInTime(test, seconds);
      await assertNothingLost();
    });
  }

  for (const service of ['auth', 'db', 'image-server', 'proxy'] as const) {
    it(`${service} killed with -9: back within ${patience} s, nothing lost`, async (test) => {
      const before = await stack.startedAt(service);
      await stack.kill(service);
      const seconds = await back();
      await sleep(500);
      assert.notEqual(await stack.startedAt(service), before, 'the engine started it again');
      assertBackInTime(test, seconds);
      await assertNothingLost();
    });
  }
});

/** A list of accounts without what merely tells when somebody was last seen. */
function withoutTimes(json: string): unknown {
  return JSON.parse(json, (key, value: unknown) => (/At$|seen|last/i.test(key) ? undefined : value));
}
