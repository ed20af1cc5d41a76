import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { act, eventsOf, open, signInToAccount, tokenOf } from '../admin/pages.js';
import { type MailServer, openMailServer } from '../support/mail-server.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import type { Agent, Answer } from './agent.js';
import { readForm } from './forms.js';
import { newAgent } from './second-factor-steps.js';

let server: MailServer;
let app: TestApp;
beforeAll(async () => {
  server = await openMailServer();
  app = await openTestApp({ SMTP_URL: server.url, MAIL_FROM: 'Example Archive <archive@example.org>' });
  const { users } = app.deps;
  await users.setProfile(app.people.tom.id, { displayName: 'Tom Brandt', email: 'Tom@example.org' });
  await users.setProfile(app.people.ayesha.id, { displayName: 'Ayesha', email: 'ayesha@example.org' });
  await users.setLanguage(app.people.ayesha.id, 'de');
});
afterAll(async () => {
  await app.close();
  await server.close();
});

async function ask(who: string, agent: Agent = newAgent(app)): Promise<Answer> {
  const form_token = tokenOf(await agent.get('/account/forgot'));
  return agent.post('/account/forgot', { form_token, who });
}

/** Waits for the letters that follow an answer; the server is this process's own. */
async function mailsAfter(count: number): Promise<void> {
  for (let turns = 0; turns < 400 && server.mails.length < count; turns += 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

function linkIn(text: string): string {
  return /https:\/\/images\.test(\/account\/link\/[\w-]{43})/.exec(text)?.[1] ?? '';
}

const words = (answer: Answer): string => answer.text.replace(/value="[^"]*"/g, '');

describe('a forgotten password', () => {
  it('brings a link that works once, for an hour, in the person’s language', async () => {
    await ask('ayesha');
    await mailsAfter(1);
    const [mail] = server.mails;
    expect(mail).toMatchObject({ from: 'archive@example.org', to: ['ayesha@example.org'] });
    expect(mail?.text).toContain('Guten Tag Ayesha');
    expect(mail?.text).toContain('Der Link gilt einmal');
    const link = linkIn(mail?.text ?? '');
    const agent = newAgent(app);
    const form = readForm((await agent.get(link)).text, link);
    const password = 'ferry lamp quorum';
    const done = await agent.post(link, { ...form.fields, password, repeat: password });
    expect([done.status, done.headers['location']]).toEqual([303, '/account/sign-in']);
    expect((await newAgent(app).get(link)).status).toBe(410);
    const signIn = await agent.post('/account/sign-in', {
      form_token: tokenOf(await agent.get('/account/sign-in')),
      username: 'ayesha',
      password,
    });
    expect(signIn.status).toBe(303);
    app.advance(10);
    await ask('ayesha');
    await mailsAfter(2);
    app.advance(3_601);
    expect((await newAgent(app).get(linkIn(server.mails[1]?.text ?? ''))).status).toBe(410);
  });

  it('answers the same for people who are there, are not, are disabled or have no address', async () => {
    const before = server.mails.length;
    const { users } = app.deps;
    await users.setDisabled(app.people.tom.id, true);
    const answers: Answer[] = [];
    for (const who of ['ayesha', 'nobody-here', 'tom', 'marek', 'x@example.org', '<script>', ''])
      answers.push(await ask(who));
    await users.setDisabled(app.people.tom.id, false);
    expect(new Set(answers.map((answer) => `${answer.status} ${words(answer)}`)).size).toBe(1);
    await mailsAfter(before + 1);
    expect(server.mails.slice(before).map((mail) => mail.to)).toEqual([['ayesha@example.org']]);
  });

  it('finds people by their e-mail address, in any case', async () => {
    const before = server.mails.length;
    await ask('tom@EXAMPLE.org');
    await mailsAfter(before + 1);
    expect(server.mails.at(-1)?.to).toEqual(['Tom@example.org']);
    expect(server.mails.at(-1)?.text).toContain('Hello Tom Brandt');
  });

  it('makes no link worthless that an administrator made', async () => {
    const ines = await signInToAccount(app, 'ines');
    const page = await act(ines, 'people/tom/link');
    const link = /\/account\/link\/[\w-]{43}/.exec(page.text)?.[0] ?? '';
    const before = server.mails.length;
    await ask('tom');
    await mailsAfter(before + 1);
    expect((await newAgent(app).get(link)).status).toBe(200);
  });

  it('sends a few letters to an account, whoever asks, and slows an address that asks often', async () => {
    app.advance(86_400);
    const before = server.mails.length;
    for (let n = 0; n < 8; n += 1) await ask('tom');
    await mailsAfter(before + 4);
    expect(server.mails.length - before).toBe(4);
    const agent = newAgent(app);
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await ask('nobody-here', agent)).status);
    expect(statuses.slice(0, 11)).toEqual(Array.from({ length: 11 }, () => 200));
    const refused = await ask('nobody-here', agent);
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60']);
  });

  it('takes no forged form', async () => {
    const before = server.mails.length;
    const agent = newAgent(app);
    await agent.get('/account/forgot');
    expect((await agent.post('/account/forgot', { form_token: 'x', who: 'ayesha' })).status).toBe(403);
    expect(server.mails.length).toBe(before);
  });
});

describe('an invitation', () => {
  it('goes by mail, and the administrator never sees the link', async () => {
    const { users } = app.deps;
    await users.create({
      name: 'grace',
      displayName: 'Grace',
      email: 'grace@example.org',
      administrator: false,
      passwordHash: null,
    });
    const ines = await signInToAccount(app, 'ines');
    expect((await open(ines, 'people/grace')).text).toContain('Mail a new invitation');
    const before = server.mails.length;
    const answer = await act(ines, 'people/grace/mail-link');
    expect([answer.status, answer.headers['location']]).toEqual([
      303,
      '/auth/admin/people/grace?done=link-mailed',
    ]);
    const mail = server.mails[before];
    expect(mail?.text).toContain('Your user name is grace');
    expect((await newAgent(app).get(linkIn(mail?.text ?? ''))).status).toBe(200);
  });

  it('says so when the mail server does not take it', async () => {
    server.refuse(true);
    const answer = await act(await signInToAccount(app, 'ines'), 'people/grace/mail-link');
    server.refuse(false);
    expect([answer.status, answer.text.includes('Nothing was sent')]).toEqual([502, true]);
    expect(answer.text).not.toContain('nobody@here.example');
  });

  it('is refused for somebody without an address', async () => {
    const answer = await act(await signInToAccount(app, 'ines'), 'people/marek/mail-link');
    expect([answer.status, answer.json?.error]).toEqual([409, 'no_mail']);
  });
});

describe('letters', () => {
  it('leave no secret in the log or the audit', async () => {
    server.refuse(true);
    await ask('ayesha');
    server.refuse(false);
    const text = JSON.stringify([app.observed, await eventsOf(app)]);
    for (const mail of server.mails) expect(text).not.toContain(linkIn(mail.text).slice(-43));
    expect(text).not.toContain('@example.org');
    expect(text).not.toContain('here.example');
  });
});

describe('an installation without mail', () => {
  it('says so, and offers no link', async () => {
    const silent = await openTestApp();
    try {
      expect((await newAgent(silent).get('/account/sign-in')).text).not.toContain('/account/forgot');
      const agent = newAgent(silent);
      const page = await agent.get('/account/forgot');
      expect(page.text).toContain('sends no e-mail');
      expect((await agent.post('/account/forgot', { form_token: 'x', who: 'ines' })).status).toBe(404);
    } finally {
      await silent.close();
    }
  });
});
