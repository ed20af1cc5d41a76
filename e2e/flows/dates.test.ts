import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { dated } from '../fixtures/collection.js';
import { compose } from '../support/compose.js';
import { ask } from '../support/http-client.js';
import { infoPath } from '../support/iiif.js';
import { people } from '../support/people.js';
import { policyFor } from '../fixtures/collection.js';
import { type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { sleep, until } from '../support/wait.js';

const [embargo, from, closing] = dated.map(({ path }) => path.replaceAll('/', '!')) as [
  string,
  string,
  string,
];
const tile = (id: string): string => `/iiif/images/${id}/0,0,256,256/256,/0/default.jpg`;

/** One answer: when the question left, when the answer was there (seconds since 1970), and its status. */
interface Seen {
  readonly asked: number;
  readonly answered: number;
  readonly status: number;
}
const now = (): number => Date.now() / 1000;

/** Rules that change by themselves, watched while session, policy, decisions and tiles are all warm. */
describe('Dates in rules', () => {
  let stack: Stack;
  let release: () => Promise<void>;
  const ayesha = new Visitor();

  /** Rules of the moment; seconds since 1970 as exact times. */
  const apply = async (openings: number | null, endings: number | null): Promise<void> => {
    const time = (seconds: number): string =>
      `"${new Date(seconds * 1000).toISOString().replace('.000', '')}"`;
    const until = endings === null ? '' : `, until: ${time(endings)}`;
    const ceilings =
      openings === null
        ? ''
        : `, ceilings: [ { max: closed, until: ${time(openings)}, reason: { en: Not yet } } ]`;
    const opensAt = openings === null ? '' : `, from: ${time(openings)}`;
    await stack.gatehouse(
      ['policy', 'apply', '-', '--yes'],
      `${policyFor(people.tom.name)}
  /dates/embargo: { grants: [ { who: anyone, tier: full } ]${ceilings} }
  /dates/from:    { grants: [ { who: signed-in, tier: full${opensAt} } ] }
  /dates/until:   { grants: [ { who: signed-in, tier: full${until} } ] }
`,
    );
  };
  const statusOf = async (path: string): Promise<number> => (await ayesha.ask(path)).status;
  const everything = [embargo, from, closing].flatMap((id) => [tile(id), infoPath(id)]);

  /** Asks again and again until the time is over. */
  async function watch(path: string, end: number): Promise<Seen[]> {
    const seen: Seen[] = [];
    while (now() < end) {
      const asked = now();
      const { status } = await ask(path, { headers: ayesha.jar.headers() });
      seen.push({ asked, answered: now(), status });
      await sleep(5);
    }
    return seen;
  }

  before(async () => {
    ({ stack, release } = await useStack());
    await ayesha.signIn(people.ayesha.name, people.ayesha.password);
  });
  after(async () => {
    await stack.gatehouse(['policy', 'apply', '-', '--yes'], policyFor(people.tom.name));
    await release();
  });

  async function changesAtTheSecond(test: { diagnostic: (text: string) => void }): Promise<void> {
    // Everything warm: the tiles are in the cache, the session and the rules are remembered.
    await apply(null, null);
    assert.ok(
      await until(
        async () => (await Promise.all(everything.map(statusOf))).every((status) => status === 200),
        {
          within: 5000,
        },
      ),
      'open before',
    );
    const moment = Math.ceil(now()) + 5;
    await apply(moment, moment);
    assert.ok(
      await until(async () => (await statusOf(tile(embargo))) !== 200, { within: 2000, every: 50 }),
      'the rules are in force',
    );
    const open = await ask(tile(closing), { headers: ayesha.jar.headers() });
    assert.equal(open.status, 200);
    assert.doesNotMatch(open.header('cache-control'), /public/);
    assert.ok(now() < moment - 1, 'some time is left to look at the time before');
    const watched = await Promise.all(
      everything.map(async (path) => [path, await watch(path, moment + 1.5)] as const),
    );
    for (const [path, seen] of watched) {
      const closes = path.includes(closing);
      const before = seen.filter(({ answered }) => answered < moment);
      const after = seen.filter(({ asked }) => asked >= moment);
      assert.ok(
        before.length > 3 && after.length > 3,
        `${path}: ${before.length} before, ${after.length} after`,
      );
      const refusals = path.includes(embargo) && !path.endsWith('json') ? [403] : [401, 403];
      for (const { status, asked } of before)
        assert.ok(
          closes ? status === 200 : refusals.includes(status),
          `${path}: ${status} at ${asked - moment}`,
        );
      for (const { status, asked } of after)
        assert.ok(
          closes ? refusals.includes(status) : status === 200,
          `${path}: ${status} at +${asked - moment}`,
        );
      const [first] = after;
      test.diagnostic(
        `${path.slice(13, 40)}: ${before.length} before, ${after.length} after, the first asked ${Math.round(((first?.asked ?? 0) - moment) * 1000)} ms later`,
      );
    }
  }

  it('an embargo lifts, a grant begins and a grant ends at the very second, however warm everything is', (test) =>
    changesAtTheSecond(test));

  it('the same where every tile is asked for', async (test) => {
    const proxyWith = (kept: string): Promise<string> =>
      compose(stack.files, ['up', '-d', '--no-deps', '--no-build', '--wait', 'proxy'], {
        env: { DECISION_CACHE: kept },
      });
    await proxyWith('off');
    try {
      await changesAtTheSecond(test);
    } finally {
      await proxyWith('on');
    }
  });
});
