import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { policyFor } from '../fixtures/collection.js';
import { containerOf } from '../support/compose.js';
import { ask } from '../support/http-client.js';
import { inParallel } from '../support/in-parallel.js';
import { people } from '../support/people.js';
import { createRandom } from '../support/random.js';
import { mustRun } from '../support/run-command.js';
import { type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';

/** Whoever asks, and what they may see. */
interface Someone {
  readonly who: string;
  /** The session's cookie, `NAME=VALUE`; empty for a stranger. */
  readonly session: string;
  readonly may: readonly string[];
}

const open = 'open!a.jp2';
const secret = 'secret!s.jp2';
const team = 'team!letter.jp2';
const seed = 20_261_130;

/**
 * The proxy keeps decisions (docs/decisions/0014): whatever is asked for, in whatever order, by whoever and with whatever
 * other cookies, the answer is the one that asking anew would give.
 */
describe('Decisions that are kept', () => {
  let stack: Stack;
  let release: () => Promise<void>;
  const random = createRandom(seed);

  const signIn = async ({ name, password }: { name: string; password: string }): Promise<Visitor> => {
    const visitor = new Visitor();
    await visitor.signIn(name, password);
    return visitor;
  };
  const sessionOf = (visitor: Visitor): string =>
    `__Host-gatehouse=${visitor.jar.all().find(({ name }) => name === '__Host-gatehouse')?.value ?? ''}`;
  const tileOf = (image: string): string => {
    const api = random.of(['', '3/']);
    return `/iiif/${api}images/${image}/${random.below(3) * 64},${random.below(3) * 64},64,64/${random.of(['64,', '32,', '64,64'])}/0/default.jpg`;
  };
  /** The same session among other cookies; null: spelled so that it counts for none. */
  const dress = (session: string, other: string): { cookie: string; counts: boolean } => {
    const filler = 'x'.repeat(random.below(300));
    const ways: readonly (() => { cookie: string; counts: boolean })[] = [
      () => ({ cookie: session, counts: true }),
      () => ({ cookie: `a=${filler}; ${session}`, counts: true }),
      () => ({ cookie: `${session}; b=${filler}`, counts: true }),
      () => ({ cookie: `__Host-gatehouse-account=1; ${session}; c=${filler}`, counts: true }),
      // The first one counts, whatever comes behind it.
      () => ({ cookie: `${session}; ${other}`, counts: true }),
      () => ({ cookie: `a=1;${session}`, counts: true }),
      () => ({ cookie: `x${session}`, counts: false }),
      () => ({ cookie: `a="${session}"`, counts: false }),
      () => ({ cookie: `${session}x`, counts: false }),
      () => ({ cookie: session.toLowerCase(), counts: false }),
    ];
    return random.of(ways)();
  };

  before(async () => {
    ({ stack, release } = await useStack());
    for (const image of [open, secret, team]) await stack.idOf(image.replace('!', '/'));
    await stack.gatehouse(['policy', 'apply', '-', '--yes'], policyFor(people.tom.name));
  });
  after(() => release());

  it('are kept at all: else nothing here would prove anything', async () => {
    const proxy = await containerOf(stack.files, 'proxy');
    for (let n = 0; n < 10; n++) assert.equal((await ask(tileOf(open))).status, 200);
    assert.notEqual((await mustRun('docker', ['exec', proxy, 'find', '/run/gatehouse/decisions', '-type', 'f'])).trim(), '');
  });

  it('are never somebody else’s: 3,000 questions in random order, with random cookies around the session', async () => {
    const [tom, ayesha] = [sessionOf(await signIn(people.tom)), sessionOf(await signIn(people.ayesha))];
    const crowd: readonly Someone[] = [
      { who: 'tom', session: tom, may: [open, secret, team] },
      { who: 'ayesha', session: ayesha, may: [open, secret] },
      { who: 'a stranger', session: `__Host-gatehouse=${'s'.repeat(43)}`, may: [open] },
    ];
    const questions = Array.from({ length: 3000 }, () => {
      const someone = random.of(crowd);
      const image = random.of([open, secret, team]);
      const { cookie, counts } = dress(someone.session, random.of(crowd).session);
      const may = counts ? someone.may : [open];
      return { someone, path: tileOf(image), cookie, expected: may.includes(image) ? 200 : 401 };
    });
    const wrong = await inParallel(questions, 8, async ({ someone, path, cookie, expected }) => {
      const { status } = await ask(path, { headers: { cookie } });
      return status === expected ? null : `${someone.who}: ${path} with ${cookie.slice(0, 60)}…: ${status}, not ${expected}`;
    });
    assert.deepEqual(wrong.filter((each) => each !== null), []);
  });

  it('count no more for the very next tile after a sign-out, forty times, and nobody else loses theirs', async () => {
    const staying = sessionOf(await signIn(people.ayesha));
    for (let n = 0; n < 40; n++) {
      const leaving = await signIn(people.tom);
      const cookie = sessionOf(leaving);
      const [mine, theirs] = [tileOf(team), tileOf(secret)];
      for (let i = 0; i < 2; i++) {
        assert.equal((await ask(mine, { headers: { cookie } })).status, 200);
        assert.equal((await ask(theirs, { headers: { cookie: staying } })).status, 200);
      }
      await leaving.open('/iiif-logout');
      const after = await Promise.all(
        [mine, tileOf(secret)].map(async (path) => (await ask(path, { headers: { cookie } })).status),
      );
      assert.deepEqual(after, [401, 401], `sign-out ${n}`);
      assert.equal((await ask(theirs, { headers: { cookie: staying } })).status, 200);
    }
  });

  it('hold nothing in the log or on disk that opens anything: the folder is in memory, and no session is in the log', async () => {
    const proxy = await containerOf(stack.files, 'proxy');
    assert.match(await mustRun('docker', ['exec', proxy, 'stat', '-f', '-c', '%T', '/run/gatehouse/decisions']), /tmpfs/);
    assert.match(await mustRun('docker', ['exec', proxy, 'stat', '-f', '-c', '%T', '/run/generation']), /tmpfs/);
    await assert.rejects(mustRun('docker', ['exec', proxy, 'mkdir', '/run/generation/is.aaaaaaaa.x_1']), /Read-only/);
  });
});
