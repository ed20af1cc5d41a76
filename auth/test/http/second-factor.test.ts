import { describe, expect, it } from '@jest/globals';
import { adminRoutes } from '../../src/admin/admin-routes.js';
import { eventsOf, tokenOf } from '../admin/pages.js';
import { passwordOf } from '../support/people.js';
import { cookieOf } from '../support/test-app.js';
import type { Agent, Answer } from './agent.js';
import { codeOf, enrol, giveCode, givePassword, hidden, newAgent } from './second-factor-steps.js';
import { useTestApp } from './use-app.js';

const use = useTestApp({ SECOND_FACTOR: 'required' });

async function freshPerson(name: string, administrator = false): Promise<void> {
  const { users, hasher } = use().deps;
  const passwordHash = await hasher.hash(passwordOf(name));
  await users.create({ name, displayName: name, email: null, administrator, passwordHash });
}

async function signedIn(name: string): Promise<Agent> {
  const agent = newAgent(use());
  expect((await givePassword(use(), name, agent)).status).toBe(303);
  return agent;
}

describe('an administrator without a second factor', () => {
  it('is led to set one up, on every page of the administration, and may sign out', async () => {
    const agent = await signedIn('ines');
    const ask = async ({ method, path }: (typeof adminRoutes)[number]): Promise<void> => {
      const target = `/auth/admin${path.replace('{:folder}', 'open').replace(':number', '1').replace(':name', 'tom')}`;
      const answer = method === 'GET' ? await agent.get(target) : await agent.post(target, {});
      expect([path, answer.status, answer.headers['location']]).toEqual([path, 303, '/account/security']);
    };
    await Promise.all(adminRoutes.map(ask));
    const page = await agent.get('/account/security');
    expect(page.text).toContain('needs a second factor before you go on');
    for (const target of ['/account/', '/account/password', '/account/data'])
      expect((await agent.get(target)).headers['location']).toBe('/account/security');
    await agent.post('/account/sign-out', { form_token: tokenOf(page) });
    expect((await agent.get('/account/security')).headers['location']).toBe('/account/sign-in');
  });

  it('still signs in to the viewers’ window with name and password', async () => {
    await use().signIn('ines', null, newAgent(use()));
  });

  it('sets up codes, gets recovery codes once, and is in', async () => {
    const agent = await signedIn('ines');
    const { secret, recoveryCodes, page } = await enrol(use(), agent);
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect([page.status, recoveryCodes.length, new Set(recoveryCodes).size]).toEqual([200, 10, 10]);
    expect((await agent.get('/auth/admin/')).status).toBe(200);
    const later = await agent.get('/account/security');
    for (const code of recoveryCodes) expect(later.text).not.toContain(code);
    expect(later.text).toContain('10 of 10');
  });

  it('shows the secret as a picture and as text, under our own policy', async () => {
    await freshPerson('viewer-of-pictures', true);
    const page = await (await signedIn('viewer-of-pictures')).get('/account/totp');
    expect(page.text).toMatch(/<svg\s+class="qr"[\s\S]*aria-label="QR code/);
    expect(page.headers['content-security-policy']).toContain("img-src 'self' data:");
    expect(page.text).not.toMatch(/\sstyle=|<script/);
  });

  it('refuses a wrong code, a stranger’s proposal and a forged form, and keeps nothing then', async () => {
    await freshPerson('mona', true);
    const agent = await signedIn('mona');
    const setup = await agent.get('/account/totp');
    const fields = { form_token: hidden(setup, 'form_token'), proposal: hidden(setup, 'proposal') };
    expect((await agent.post('/account/totp', { ...fields, code: '000000' })).status).toBe(422);
    const other = await (await signedIn('viewer-of-pictures')).get('/account/totp');
    const foreign = { ...fields, proposal: hidden(other, 'proposal') };
    const secret = (/<code class="copy"[^>]*>([A-Z2-7 ]+)</.exec(other.text)?.[1] ?? '').replaceAll(' ', '');
    await agent.post('/account/totp', { ...foreign, code: codeOf(use(), secret) });
    const forged = await agent.post('/account/totp', { ...fields, form_token: 'x', code: '1' });
    expect(forged.status).toBe(403);
    expect((await use().deps.users.findByName('mona'))?.hasSecondFactor).toBe(false);
    expect((await agent.get('/auth/admin/')).headers['location']).toBe('/account/security');
  });
});

describe('somebody with codes', () => {
  let secret = '';
  let recoveryCodes: readonly string[] = [];

  it('is asked for one after the password, and is nowhere before', async () => {
    await freshPerson('carla', true);
    ({ secret, recoveryCodes } = await enrol(use(), await signedIn('carla')));
    use().advance(60);
    const agent = newAgent(use());
    const asked = await givePassword(use(), 'carla', agent);
    expect([asked.status, asked.text.includes('autocomplete="one-time-code"')]).toEqual([200, true]);
    expect((await agent.get('/auth/admin/')).headers['location']).toBe('/account/sign-in');
    expect((await agent.get('/account/security')).headers['location']).toBe('/account/sign-in');
    const done = await giveCode(agent, asked, codeOf(use(), secret));
    expect([done.status, done.headers['location']]).toEqual([303, '/auth/admin/']);
    expect((await agent.get('/auth/admin/')).status).toBe(200);
  });

  it('[RFC 6238 5.2] gets in once with a code, side by side too, nor with an older one', async () => {
    use().advance(90);
    const code = codeOf(use(), secret);
    const agents = Array.from({ length: 4 }, () => newAgent(use()));
    const asked: Answer[] = [];
    for (const agent of agents) asked.push(await givePassword(use(), 'carla', agent));
    const answers = await Promise.all(
      agents.map(async (agent, index) => giveCode(agent, asked[index] as Answer, code)),
    );
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([303, 401, 401, 401]);
    const agent = newAgent(use());
    const again = await givePassword(use(), 'carla', agent);
    expect((await giveCode(agent, again, codeOf(use(), secret, -1))).status).toBe(401);
  });

  it('gets in with a recovery code, each once, however it is typed', async () => {
    const [first = '', second = ''] = recoveryCodes;
    for (const [typed, status] of [
      [first.toLowerCase().replaceAll('-', ' '), 303],
      [first, 401],
      [second, 303],
    ] as const) {
      const agent = newAgent(use());
      const asked = await givePassword(use(), 'carla', agent);
      expect([typed, (await giveCode(agent, asked, typed)).status]).toEqual([typed, status]);
    }
    const change = 'recovery-code-used';
    expect(await eventsOf(use())).toContainEqual({
      actor: { kind: 'user', name: 'carla' },
      event: { kind: 'user-changed', user: 'carla', change },
    });
  });

  it('can’t use the ticket of the first step elsewhere, later, for another, or after a new password', async () => {
    use().advance(90);
    const agent = newAgent(use());
    const asked = await givePassword(use(), 'carla', agent);
    const code = codeOf(use(), secret);
    const stranger = newAgent(use());
    const fields = {
      form_token: tokenOf(await stranger.get('/account/sign-in')),
      ticket: hidden(asked, 'ticket'),
      code,
    };
    expect((await stranger.post('/account/sign-in/code', fields)).status).toBe(401);
    const tom = use().people.tom.id;
    const forged = hidden(asked, 'ticket').replace(/^[^.]+/, tom);
    const own = { form_token: hidden(asked, 'form_token'), ticket: forged, code };
    expect((await agent.post('/account/sign-in/code', own)).status).toBe(401);
    use().advance(601);
    const late = await giveCode(agent, asked, codeOf(use(), secret));
    expect([late.status, late.text.includes('took too long')]).toEqual([401, true]);
    const before = await givePassword(use(), 'carla', agent);
    const { users, hasher } = use().deps;
    const carla = await users.findByName('carla');
    if (carla !== null) await users.setPasswordHash(carla.id, await hasher.hash(passwordOf('carla')));
    expect((await giveCode(agent, before, codeOf(use(), secret))).status).toBe(401);
  });

  it('whoever guesses codes has to wait; the owner, at home, has not', async () => {
    use().advance(86_400);
    const home = newAgent(use());
    await giveCode(home, await givePassword(use(), 'carla', home), codeOf(use(), secret));
    const agent = newAgent(use());
    const asked = await givePassword(use(), 'carla', agent);
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) statuses.push((await giveCode(agent, asked, '000000')).status);
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    const refused = await giveCode(agent, asked, '000000');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '5']);
    // Asking often, from many addresses: the account as a whole is slow too.
    for (let n = 0; n < 8; n += 1) {
      const other = newAgent(use());
      await giveCode(other, await givePassword(use(), 'carla', other), '000000');
    }
    const elsewhere = newAgent(use());
    const there = await giveCode(elsewhere, await givePassword(use(), 'carla', elsewhere), '000000');
    expect(there.status).toBe(429);
    use().advance(30);
    const again = await givePassword(use(), 'carla', home);
    expect((await giveCode(home, again, codeOf(use(), secret))).status).toBe(303);
  });

  it('a session from before has to sign in again once there is a second factor', async () => {
    await freshPerson('berta');
    const [before, other] = [await signedIn('berta'), await signedIn('berta')];
    await enrol(use(), before);
    expect((await before.get('/account/')).status).toBe(200);
    expect((await other.get('/account/')).headers['location']).toBe('/account/sign-in');
    expect((await other.get('/account/totp')).headers['location']).toBe('/account/sign-in');
  });

  it('may remove the last one only where none is needed', async () => {
    await freshPerson('emil');
    await freshPerson('emma', true);
    for (const [name, status] of [
      ['emil', 303],
      ['emma', 409],
    ] as const) {
      const agent = await signedIn(name);
      await enrol(use(), agent);
      const form_token = tokenOf(await agent.get('/account/security'));
      expect((await agent.post('/account/totp/remove', { form_token })).status).toBe(status);
    }
  });

  it('is asked for the password again to change anything of it, ten minutes later', async () => {
    await freshPerson('fritz');
    const agent = await signedIn('fritz');
    await enrol(use(), agent);
    use().advance(700);
    const form_token = tokenOf(await agent.get('/account/security'));
    for (const path of ['totp/remove', 'recovery-codes', 'passkeys', 'passkeys/remove', 'totp']) {
      const answer = await agent.post(`/account/${path}`, { form_token });
      expect([path, answer.status, answer.text.includes('Your password, please')]).toEqual([path, 403, true]);
    }
    const passed = await agent.post('/account/recovery-codes', {
      form_token,
      password_again: passwordOf('fritz'),
    });
    expect([passed.status, passed.text.includes('Your recovery codes')]).toEqual([200, true]);
    expect((await agent.get('/account/')).status).toBe(200);
  });

  it('keeps secrets out of the database and the log as they are', async () => {
    const { dataSource } = use().database;
    const rows = JSON.stringify([
      await dataSource.query('SELECT * FROM totp_secrets'),
      await dataSource.query('SELECT * FROM recovery_codes'),
      await dataSource.query('SELECT * FROM audit_events'),
      use().observed,
    ]);
    expect(rows).toContain('v1.');
    for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll('-', ''))])
      expect(rows).not.toContain(text);
  });
});

async function tryWindow(agent: Agent, name: string): Promise<Answer> {
  const page = await agent.get('/iiif-login?origin=https://viewer.test');
  const fields = { form_token: tokenOf(page), origin: 'https://viewer.test' };
  return agent.post('/iiif-login', { ...fields, username: name, password: passwordOf(name) });
}

describe('a group that asks for a second factor', () => {
  const tile = '/iiif/images/members!001.jp2/full/max/0/default.jpg';

  it('closes what sessions without one had opened, at once, and opens it again', async () => {
    const { users } = use().deps;
    const ayesha = await use().signIn('ayesha', null, newAgent(use()));
    expect((await use().check(tile, cookieOf(ayesha))).status).toBe(200);
    await users.setGroupSecondFactor('researchers', true);
    expect((await use().check(tile, cookieOf(ayesha))).status).toBe(401);
    expect((await ayesha.get('/iiif-login')).text).toContain('type="password"');
    await users.setGroupSecondFactor('researchers', false);
    expect((await use().check(tile, cookieOf(ayesha))).status).toBe(200);
  });

  it('sends members without one to their account page, and lets them in with a code afterwards', async () => {
    await use().deps.users.setGroupSecondFactor('researchers', true);
    const refused = await tryWindow(newAgent(use()), 'ayesha');
    expect([refused.status, refused.text.includes('href="/account/security"')]).toEqual([403, true]);
    const account = await signedIn('ayesha');
    expect((await account.get('/account/')).headers['location']).toBe('/account/security');
    const { secret } = await enrol(use(), account);
    use().advance(60);
    const agent = newAgent(use());
    const asked = await tryWindow(agent, 'ayesha');
    expect([asked.status, asked.headers['cross-origin-opener-policy']]).toEqual([200, undefined]);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(401);
    const step = {
      form_token: hidden(asked, 'form_token'),
      ticket: hidden(asked, 'ticket'),
      origin: hidden(asked, 'origin'),
    };
    expect((await agent.post('/iiif-login', { ...step, code: '000000' })).status).toBe(401);
    const done = await agent.post('/iiif-login', { ...step, code: codeOf(use(), secret) });
    expect([done.status, done.text.includes('window.close()')]).toEqual([200, true]);
    expect((await use().check(tile, cookieOf(agent))).status).toBe(200);
    // The viewer's site was carried along: it gets its token.
    const token = await agent.get('/iiif-token?messageId=1&origin=https://viewer.test');
    expect(token.text).toContain('accessToken');
    await use().deps.users.setGroupSecondFactor('researchers', false);
  });
});
