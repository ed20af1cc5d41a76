import { describe, expect, it } from '@jest/globals';
import { useTestApp } from '../http/use-app.js';
import type { Agent, Answer } from '../http/agent.js';
import { digestRows } from '../support/row-digests.js';
import { open, signInToAccount, tokenOf } from './pages.js';
import { listUnsafeRoutes, plausible, signsIn, type UnsafeRoute } from './unsafe-routes.js';

const use = useTestApp();
const routes = listUnsafeRoutes();
const guarded = routes.filter(({ part }) => part !== 'open').map((one) => [one.route, one] as const);
const administration = routes
  .filter(({ part }) => part === 'administration')
  .map((one) => [one.route, one] as const);
const everything = routes.map((one) => [one.route, one] as const);

/** Everybody signs in once: a password takes its time. */
const browsers = new Map<string, Promise<Agent>>();
async function browserOf(name: string): Promise<Agent> {
  const browser = browsers.get(name) ?? signInToAccount(use(), name);
  browsers.set(name, browser);
  return browser;
}

/** The token of a browser's forms, from its account page, which everybody has. */
const tokenFor = async (agent: Agent): Promise<string> => tokenOf(await agent.get('/account/'));

type Refused = (answer: Answer) => boolean;
const refusedAs =
  (status: number, code: string): Refused =>
  (answer) =>
    answer.status === status && answer.json?.error === code;
const toSignIn: Refused = ({ status, headers }) =>
  status === 303 && headers['location'] === '/account/sign-in';

/** Sends it, and holds that it was refused and no row of any table is another than before. */
async function expectRefused(send: () => Promise<Answer>, isRefused: Refused): Promise<void> {
  const { dataSource } = use().database;
  const before = await digestRows(dataSource);
  const answer = await send();
  const said = `${answer.status} ${answer.headers['location'] ?? ''} ${answer.text.slice(0, 200)}`;
  expect([said, isRefused(answer)]).toEqual([said, true]);
  expect(signsIn(answer.setCookies)).toBe(false);
  expect(await digestRows(dataSource)).toEqual(before);
}

/** What a form of no page of ours, or of another browser's, gets: open pages say it in their own way and do nothing. */
function withoutOwnForm({ part, route }: UnsafeRoute): Refused {
  if (part !== 'open') return refusedAs(403, 'form_expired');
  if (route === '/account/sign-out') return toSignIn;
  // Shown again, to be confirmed on our own page.
  return ({ status }) => [200, 403, 404, 410].includes(status);
}

const strangers = [
  ['no token', {}, ''],
  ['an empty Origin of nowhere', { Origin: 'null' }, null],
  ['another site’s Origin', { Origin: 'https://evil.test' }, null],
  ['a cross-site request', { 'Sec-Fetch-Site': 'cross-site' }, null],
  ['a request of a sibling host', { 'Sec-Fetch-Site': 'same-site' }, null],
] as const;

describe('every address that takes a form', () => {
  it('is found: all of administration, account and content', () => {
    const count = (part: UnsafeRoute['part']): number => routes.filter((one) => one.part === part).length;
    expect(count('administration')).toBeGreaterThan(30);
    expect(count('account')).toBeGreaterThan(12);
    expect(routes.filter(({ part }) => part === 'open').map(({ route }) => route)).toEqual(
      expect.arrayContaining([
        '/account/sign-in',
        '/account/sign-out',
        '/iiif-login',
        '/iiif-logout',
        '/iiif-login/agree/:name',
      ]),
    );
  });

  it.each(everything)(
    'POST %s takes nothing that comes from another page, or without the token',
    async (_, route) => {
      const agent = await browserOf('ines');
      const token = await tokenFor(agent);
      for (const [, headers, given] of strangers)
        await expectRefused(
          async () => agent.post(route.path, { ...plausible, form_token: given ?? token }, headers),
          withoutOwnForm(route),
        );
    },
  );

  it.each(everything)('POST %s takes no token of another session', async (_, route) => {
    const other = await tokenFor(await browserOf('ayesha'));
    const agent = await browserOf('ines');
    await expectRefused(
      async () => agent.post(route.path, { ...plausible, form_token: other }),
      withoutOwnForm(route),
    );
  });

  it.each(guarded)('POST %s does nothing for somebody who is signed out', async (_, { path }) => {
    const agent = use().agent();
    const form_token = tokenOf(await agent.get('/account/sign-in'));
    await expectRefused(async () => agent.post(path, { ...plausible, form_token }), toSignIn);
  });

  it.each(guarded)(
    'POST %s does nothing for the viewers’ cookie of an administrator',
    async (_, { path }) => {
      const name = 'viewer of ines';
      const agent = await (browsers.get(name) ?? use().signIn('ines', null, use().agent()));
      browsers.set(name, Promise.resolve(agent));
      const cookie = agent.cookies.get('__Host-gatehouse') ?? '';
      expect(cookie).not.toBe('');
      const form_token = tokenOf(await agent.get('/account/sign-in'));
      for (const account of [null, cookie]) {
        if (account !== null) agent.cookies.set('__Host-gatehouse-account', account);
        await expectRefused(async () => agent.post(path, { ...plausible, form_token }), toSignIn);
        agent.cookies.delete('__Host-gatehouse-account');
      }
    },
  );

  it.each(administration)('POST %s is closed to people without a role', async (_, { path }) => {
    const agent = await browserOf('tom');
    const form_token = await tokenFor(agent);
    const refused = refusedAs(403, 'administrators_only');
    await expectRefused(async () => agent.post(path, { ...plausible, form_token }), refused);
  });

  it.each(administration)('POST %s is closed to auditors', async (_, { path }) => {
    await use().deps.roles.save(use().people.ayesha.id, { auditor: true, folders: [] });
    const agent = await browserOf('ayesha');
    const form_token = tokenOf(await open(agent, ''));
    const refused = refusedAs(403, 'not_permitted');
    await expectRefused(async () => agent.post(path, { ...plausible, form_token }), refused);
  });

  it.each(administration.filter(([route]) => route !== '/auth/admin/new-person'))(
    'POST %s is closed to managers of another folder',
    async (_, { path }) => {
      await use().deps.roles.save(use().people.marek.id, { auditor: false, folders: ['elsewhere'] });
      const agent = await browserOf('marek');
      const form_token = tokenOf(await open(agent, 'groups'));
      expect(form_token).not.toBe('');
      const refused = refusedAs(403, 'not_permitted');
      await expectRefused(async () => agent.post(path, { ...plausible, form_token }), refused);
    },
  );

  it.each(everything)(
    '%s answers no method that it does not know, and changes nothing',
    async (_, { path }) => {
      const agent = await browserOf('ines');
      const form_token = await tokenFor(agent);
      for (const method of ['PUT', 'PATCH', 'DELETE', 'QUERY', 'PROPFIND'])
        await expectRefused(
          async () =>
            agent.send(path, {
              method,
              headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
              body: new URLSearchParams({ ...plausible, form_token }).toString(),
            }),
          ({ status }) => [400, 404, 405, 501].includes(status),
        );
    },
  );

  it('POST asks again for the password where it changes rights, and nothing is done before', async () => {
    const form = new Map(Object.entries(plausible));
    const sensitive = routes.filter(({ isSensitive }) => isSensitive(form));
    expect(sensitive.length).toBeGreaterThan(20);
    const agent = await signInToAccount(use(), 'ines');
    use().advance(601);
    const form_token = await tokenFor(agent);
    for (const { path } of sensitive) {
      const fields = { ...plausible, form_token };
      await expectRefused(
        async () => agent.post(path, fields),
        ({ status, text }) => status === 403 && text.includes('name="password_again"'),
      );
    }
  });
});
