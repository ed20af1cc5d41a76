import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { map } from '../fixtures/collection.js';
import { ask } from '../support/http-client.js';
import { inParallel } from '../support/in-parallel.js';
import { people } from '../support/people.js';
import { useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { secretTargets } from './secret-targets.js';

const contentCookie = '__Host-gatehouse';
const accountCookie = '__Host-gatehouse-account';
const targets = Object.entries(secretTargets);

/** Sign-in and session: what a thief or a planter of cookies gets, on every kind of address. */
describe('Sessions under attack', () => {
  let release: () => Promise<void>;

  const statuses = async (headers: Record<string, string>): Promise<Record<string, number>> =>
    Object.fromEntries(
      await inParallel(
        targets,
        4,
        async ([what, target]) => [what, (await ask(target, { headers })).status] as const,
      ),
    );
  const all = (status: number): Record<string, number> =>
    Object.fromEntries(targets.map(([what]) => [what, status]));
  const cookieOf = (visitor: Visitor, name: string): string =>
    visitor.jar.all().find((cookie) => cookie.name === name)?.value ?? '';
  const signedIn = async (visitor = new Visitor()): Promise<Visitor> => {
    await visitor.signIn(people.ayesha.name, people.ayesha.password);
    return visitor;
  };
  const administrator = async (): Promise<Visitor> => {
    const ines = new Visitor();
    const page = await ines.open('/account/sign-in');
    await ines.submit(
      page,
      (form) =>
        new Map([
          [form.types.get('text') ?? '', people.ines.name],
          [form.types.get('password') ?? '', people.ines.password],
        ]),
    );
    assert.equal((await ines.open('/auth/admin/')).answer.status, 200);
    return ines;
  };

  before(async () => {
    const used = await useStack();
    release = used.release;
    await used.stack.idOf(map.path);
  });
  after(() => release());

  it('whoever is signed in sees all of it, a stranger none', async () => {
    assert.deepEqual(await statuses((await signedIn()).jar.headers()), all(200));
    assert.deepEqual(await statuses({}), all(401));
  });

  it('fixation: a cookie planted before signing in is never the session', async () => {
    const planted = 'P'.repeat(43);
    const victim = new Visitor();
    const page = await victim.open('/iiif-login');
    const answer = await ask('/iiif-login', { headers: { cookie: `${contentCookie}=${planted}` } });
    assert.doesNotMatch(answer.lines('set-cookie').join(), new RegExp(planted));
    await signedIn(victim);
    assert.ok(page.answer.status === 200 && cookieOf(victim, contentCookie) !== planted);
    assert.deepEqual(await statuses({ cookie: `${contentCookie}=${planted}` }), all(401));
    const first = cookieOf(victim, contentCookie);
    await victim.open('/iiif-logout');
    const again = cookieOf(await signedIn(victim), contentCookie);
    assert.notEqual(first, again, 'a new id at every sign-in');
    if (first !== '') assert.deepEqual(await statuses({ cookie: `${contentCookie}=${first}` }), all(401));
  });

  it('replay: after signing out the cookie opens nothing, warm or cold', async () => {
    const leaving = await signedIn();
    const cookie = leaving.jar.header();
    assert.deepEqual(await statuses({ cookie }), all(200));
    await leaving.open('/iiif-logout');
    assert.deepEqual(await statuses({ cookie }), all(401));
  });

  it('the two cookies are good for their own half only', async () => {
    const reader = cookieOf(await signedIn(), contentCookie);
    const admin = cookieOf(await administrator(), accountCookie);
    for (const cookie of [`${contentCookie}=${admin}`, `${accountCookie}=${admin}`])
      assert.deepEqual(await statuses({ cookie }), all(401), cookie);
    for (const cookie of [`${accountCookie}=${reader}`, `${contentCookie}=${reader}`])
      for (const path of ['/auth/admin/', '/auth/admin/people', '/account/'])
        assert.notEqual((await ask(path, { headers: { cookie } })).status, 200, `${cookie} ${path}`);
  });

  it('sets cookies that no script, other host or plain connection can read', async () => {
    const [reader, ines] = [await signedIn(), await administrator()];
    for (const cookie of [...reader.jar.all(), ...ines.jar.all()]) {
      assert.match(cookie.name, /^__Host-/);
      for (const flag of ['secure', 'httponly'])
        assert.ok(cookie.attributes.has(flag), `${cookie.name} ${flag}`);
      assert.equal(cookie.attributes.get('path'), '/');
      assert.ok(!cookie.attributes.has('domain'));
    }
    const sameSite = (visitor: Visitor, name: string): string | undefined =>
      visitor.jar
        .all()
        .find((cookie) => cookie.name === name)
        ?.attributes.get('samesite')
        ?.toLowerCase();
    assert.equal(sameSite(reader, contentCookie), 'none');
    assert.equal(sameSite(ines, accountCookie), 'strict');
  });

  it('odd, doubled and very many cookies open nothing and break nothing', async () => {
    const real = cookieOf(await signedIn(), contentCookie);
    for (const cookie of [
      `${contentCookie}=${real.slice(0, -1)}`,
      `${contentCookie}=${real}x`,
      `${contentCookie}="${real}"`,
      `${contentCookie.toLowerCase()}=${real}`,
      `x${contentCookie}=${real}`,
      `${contentCookie} =${real.toLowerCase()}`,
      `${contentCookie}=${real.split('').reverse().join('')}`,
      Array.from({ length: 200 }, (_, i) => `c${i}=${'v'.repeat(40)}`).join('; '),
    ]) {
      const seen = await statuses({ cookie });
      for (const [what, status] of Object.entries(seen))
        assert.ok(
          [400, 401, 494].includes(status) || real === '',
          `${what}: ${status} for ${cookie.slice(0, 60)}`,
        );
    }
  });
});
