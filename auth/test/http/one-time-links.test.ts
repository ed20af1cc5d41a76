import { describe, expect, it } from '@jest/globals';
import type { OneTimeLinkPurpose } from '../../src/core/identity/one-time-link.js';
import type { UserId } from '../../src/core/identity/user.js';
import { passwordOf } from '../support/people.js';
import { type Agent, type Answer, createAgent } from './agent.js';
import { readForm } from './forms.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();

let clients = 0;
function newAgent(): Agent {
  clients += 1;
  return createAgent(use().publicPort, `203.0.113.${clients}`);
}

async function makeLink(purpose: OneTimeLinkPurpose, user: UserId | null, seconds = 3_600): Promise<string> {
  const { deps } = use();
  const secret = deps.newId();
  const expiresAt = (use().now() + seconds) as never;
  await deps.oneTimeLinks.save({ hash: deps.digest.sha256(secret) as never, purpose, user, expiresAt });
  return `/account/link/${secret}`;
}

async function submit(
  agent: Agent,
  target: string,
  fields: Readonly<Record<string, string>>,
): Promise<Answer> {
  const form = readForm((await agent.get(target)).text, target);
  return agent.post(form.action, { ...form.fields, ...fields });
}

const good = { password: 'a good long password', repeat: 'a good long password' };

/** While nobody is administrator. */
async function withoutAdministrator(run: () => Promise<void>): Promise<void> {
  const { users } = use().deps;
  const administrators = (await users.list()).filter((user) => user.administrator);
  for (const { id } of administrators) await users.setAdministrator(id, false);
  try {
    await run();
  } finally {
    for (const user of await users.list()) await users.setAdministrator(user.id, user.name === 'ines');
  }
}

describe('set-up link', () => {
  it('makes the first administrator, signs them in, and works once', async () => {
    await withoutAdministrator(async () => {
      const [link, agent] = [await makeLink('setup', null), newAgent()];
      const answer = await submit(agent, link, { username: 'Olga', ...good });
      expect([answer.status, answer.headers['location']]).toEqual([303, '/auth/admin/']);
      expect((await agent.get('/auth/admin/')).status).toBe(200);
      const user = await use().deps.users.findByName('olga');
      expect(user).toMatchObject({ administrator: true, displayName: 'Olga' });
      for (const later of [await newAgent().get(link), await newAgent().post(link, {})])
        expect(later.status).toBe(410);
    });
  });

  it('looking at it uses nothing up', async () => {
    await withoutAdministrator(async () => {
      const link = await makeLink('setup', null);
      for (let n = 0; n < 3; n += 1) expect((await newAgent().get(link)).status).toBe(200);
      expect((await newAgent().send(link, { method: 'HEAD' })).status).toBe(200);
    });
  });

  it('speaks the language of the browser, and offers the others', async () => {
    await withoutAdministrator(async () => {
      const link = await makeLink('setup', null);
      const german = { 'Accept-Language': 'de' };
      const page = await newAgent().get(link, german);
      expect(page.headers['content-language']).toBe('de');
      expect(page.text).toContain('<html lang="de">');
      expect(page.text).toContain('Administratorkonto anlegen');
      expect(page.text).toContain('hreflang="ja"');
      const agent = newAgent();
      const form = readForm((await agent.get(link, german)).text, link);
      const refused = await agent.post(form.action, { ...form.fields, username: 'a b', ...good }, german);
      expect([refused.status, refused.text.includes('Der Benutzername darf nur')]).toEqual([422, true]);
    });
  });

  it('used in two tabs at once, one wins', async () => {
    await withoutAdministrator(async () => {
      const link = await makeLink('setup', null);
      const tabs = [newAgent(), newAgent(), newAgent()];
      const forms = await Promise.all(tabs.map(async (tab) => readForm((await tab.get(link)).text, link)));
      const answers = await Promise.all(
        tabs.map(async (tab, n) => tab.post(link, { ...forms[n]?.fields, username: `racer${n}`, ...good })),
      );
      expect(answers.map((answer) => answer.status).sort((a, b) => a - b)).toEqual([303, 410, 410]);
      const racers = (await use().deps.users.list()).filter((user) => user.name.startsWith('racer'));
      expect(racers).toHaveLength(1);
    });
  });

  it('makes nobody when there is an administrator already', async () => {
    const link = await makeLink('setup', null);
    expect((await newAgent().get(link)).status).toBe(410);
    expect((await newAgent().post(link, { username: 'late', ...good })).status).toBe(410);
    expect(await use().deps.users.findByName('late')).toBeNull();
  });

  it.each([
    ['a short password', { username: 'p', password: 'short', repeat: 'short' }, 'too short'],
    ['two passwords', { username: 'p', password: good.password, repeat: 'another password' }, 'not the same'],
    [
      'a password that is the name',
      { username: 'pauline.p', password: 'pauline.p', repeat: 'pauline.p' },
      'must not be the name',
    ],
    ['a common password', { username: 'p', password: 'password', repeat: 'password' }, 'common passwords'],
    ['an impossible name', { username: '../x', ...good }, 'letters, digits'],
    ['no name', { username: '', ...good }, 'letters, digits'],
    ['a name that is taken', { username: 'TOM', ...good }, 'exists already'],
  ])('refuses %s and can be tried again', async (_, fields, words) => {
    await withoutAdministrator(async () => {
      const link = await makeLink('setup', null);
      const answer = await submit(newAgent(), link, fields);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(words);
      expect(answer.text).not.toContain(good.password);
      expect((await newAgent().get(link)).status).toBe(200);
    });
  });

  it('takes no forged form, and keeps the link', async () => {
    await withoutAdministrator(async () => {
      const link = await makeLink('setup', null);
      await newAgent().post(link, { username: 'forged', ...good });
      expect(await use().deps.users.findByName('forged')).toBeNull();
      expect((await newAgent().get(link)).status).toBe(200);
    });
  });

  it('runs out, to the second', async () => {
    await withoutAdministrator(async () => {
      const link = await makeLink('setup', null, 60);
      use().advance(59);
      expect((await newAgent().get(link)).status).toBe(200);
      use().advance(1);
      expect((await newAgent().get(link)).status).toBe(410);
    });
  });

  it.each(['x', 'A'.repeat(43), '..', '%00', 'A'.repeat(5_000)])(
    'an unknown link says so: %s',
    async (secret) => {
      const answer = await newAgent().get(`/account/link/${secret}`);
      expect([404, 410]).toContain(answer.status);
    },
  );
});

describe('invitation and reset links', () => {
  it.each(['invite', 'reset'] as const)('%s sets a password once and needs no session', async (purpose) => {
    const link = await makeLink(purpose, use().people.marek.id);
    const page = await newAgent().get(link);
    expect(page.text).toContain('marek');
    const answer = await submit(newAgent(), link, {
      password: 'marek chose this',
      repeat: 'marek chose this',
    });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/account/sign-in']);
    expect((await newAgent().get(link)).status).toBe(410);
    const agent = newAgent();
    await submit(agent, '/account/sign-in', { username: 'marek', password: 'marek chose this' });
    expect((await agent.get('/account/')).status).toBe(200);
    const { users, hasher } = use().deps;
    await users.setPasswordHash(use().people.marek.id, await hasher.hash(passwordOf('marek')));
  });

  it('end every session that the old password had opened', async () => {
    const content = await use().signIn('tom', null, newAgent());
    const token = await use().token(content);
    const account = newAgent();
    await submit(account, '/account/sign-in', { username: 'tom', password: passwordOf('tom') });
    const link = await makeLink('reset', use().people.tom.id);
    await submit(newAgent(), link, { password: passwordOf('tom'), repeat: passwordOf('tom') });
    const info = '/iiif/images/members!001.jp2/info.json';
    expect((await content.get(info)).status).toBe(401);
    expect((await newAgent().get(info, { Authorization: `Bearer ${token}` })).status).toBe(401);
    expect((await account.get('/account/')).status).toBe(303);
  });

  it('can not rename, nor make an administrator', async () => {
    const link = await makeLink('invite', use().people.marek.id);
    await submit(newAgent(), link, {
      password: passwordOf('marek'),
      repeat: passwordOf('marek'),
      username: 'ines',
      administrator: 'true',
    });
    expect(await use().deps.users.findById(use().people.marek.id)).toMatchObject({
      name: 'marek',
      administrator: false,
    });
  });

  it('are worthless for somebody who was disabled', async () => {
    const link = await makeLink('reset', use().people.ayesha.id);
    await use().deps.users.setDisabled(use().people.ayesha.id, true);
    expect(
      (await submit(newAgent(), link, { password: 'brand new one', repeat: 'brand new one' })).status,
    ).toBe(410);
    await use().deps.users.setDisabled(use().people.ayesha.id, false);
  });
});

describe('a name that can not be taken', () => {
  it.each([
    ['n'.repeat(129), 'The user name is too long: use 128 characters at most.'],
    ['-ines', 'must begin with a letter or digit.'],
    [' ', 'The user name is missing'],
  ])('says what is wrong with it: "%s"', async (username, text) => {
    await withoutAdministrator(async () => {
      const answer = await submit(newAgent(), await makeLink('setup', null), { ...good, username });
      expect([answer.status, answer.text.includes(text)]).toEqual([422, true]);
    });
  });
});
