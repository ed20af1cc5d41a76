import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCsv } from '../../src/core/parse-csv.js';
import type { Agent } from '../http/agent.js';
import { type MailServer, openMailServer } from '../support/mail-server.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { act, eventsOf, fieldsOf, open, signInToAccount } from './pages.js';

let server: MailServer;
let app: TestApp;
beforeAll(async () => {
  server = await openMailServer();
  app = await openTestApp({ SMTP_URL: server.url, MAIL_FROM: 'Example Archive <archive@example.org>' });
});
afterAll(async () => {
  await app.close();
  await server.close();
});

async function untilOver(agent: Agent, path: string): Promise<string> {
  for (let tries = 0; tries < 500; tries += 1) {
    const page = await agent.get(path);
    if (page.headers['refresh'] === undefined) return page.text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it did not end');
}

/** Imports people whose names begin so; gives the address of the import. */
async function importPeople(agent: Agent, rows: readonly string[]): Promise<string> {
  const text = `name,display_name,email,groups\n${rows.join('\n')}\n`;
  const path = String((await act(agent, 'import-people', { text })).headers['location']);
  await act(agent, path.slice('/auth/admin/'.length));
  await untilOver(agent, path);
  return path.slice('/auth/admin/'.length);
}

const openedBy = async (link: string): Promise<number> =>
  (await app.agent().get(link.replace('https://images.test', ''))).status;

/** Name and link of each row. */
function linksOf(text: string): string[][] {
  const csv = parseCsv(text);
  return csv.ok ? csv.value.slice(1).map(({ cells }) => [cells[0] ?? '', cells[3] ?? '']) : [];
}

async function choosePassword(link: string): Promise<void> {
  const path = link.replace('https://images.test', '');
  const agent = app.agent();
  const page = await agent.get(path);
  const password = 'a-long-password-of-fritz';
  const answer = await agent.post(path, { ...fieldsOf(page, 'name="password"'), password, repeat: password });
  expect(answer.status).toBeLessThan(400);
}

describe('people who were imported', () => {
  it('get links as a table: once, working, without formulas, and nowhere else', async () => {
    const ines = await signInToAccount(app, 'ines');
    const path = await importPeople(ines, ['a1,=HYPERLINK(1),a1@example.org,', 'a2,Anna,,']);
    expect((await act(ines, `${path}/links`)).status).toBe(200);
    const again = await importPeople(ines, ['b1,=1+1,b1@example.org,', 'b2,Bert,,', 'tom,Tom,,staff']);
    const answer = await act(ines, `${again}/links`);
    expect([answer.headers['content-disposition'], answer.headers['cache-control']]).toEqual([
      'attachment; filename="links.csv"',
      'no-store',
    ]);
    expect(answer.text).toContain("'=1+1");
    const csv = parseCsv(answer.text);
    const rows = csv.ok ? csv.value.slice(1).map(({ cells }) => cells) : [];
    expect(rows.map(([name]) => name)).toEqual(['b1', 'b2']);
    for (const [, , , link = ''] of rows) expect([link, await openedBy(link)]).toEqual([link, 200]);
    expect((await act(ines, `${again}/links`)).status).toBe(409);
    const secrets = rows.map(([, , , link = '']) => link.split('/').at(-1) ?? '');
    const traces = JSON.stringify([
      await eventsOf(app),
      app.observed,
      await app.database.dataSource.query('SELECT * FROM admin_jobs'),
    ]);
    for (const secret of secrets) expect(traces).not.toContain(secret);
    expect(traces).toContain('"what":"links"');
  });

  it('get new links when the file was lost: all who have no password yet, as often as needed', async () => {
    const ines = await signInToAccount(app, 'ines');
    const path = await importPeople(ines, ['f1,Fay,,', 'f2,Finn,,', 'f3,Fritz,,']);
    const lost = linksOf((await act(ines, `${path}/links`)).text);
    const refused = await act(ines, `${path}/links`);
    expect([refused.status, refused.headers['content-type']]).toEqual([409, 'text/html; charset=utf-8']);
    for (const page of [refused, await open(ines, path)]) {
      expect(page.text).toContain(`action="/auth/admin/${path}/new-links"`);
      expect(page.text).toContain('Make new links for all who have not signed in yet');
    }
    await choosePassword(lost[2]?.[1] ?? '');
    for (let click = 0; click < 2; click += 1) {
      const before = lost.slice(0, 2);
      const answer = await act(ines, `${path}/new-links`);
      expect([answer.status, answer.headers['content-disposition'], answer.headers['cache-control']]).toEqual(
        [200, 'attachment; filename="links.csv"', 'no-store'],
      );
      const made = linksOf(answer.text);
      expect(made.map(([name]) => name)).toEqual(['f1', 'f2']);
      for (const [, link = ''] of made) expect(await openedBy(link)).toBe(200);
      for (const [, link = ''] of before) expect(await openedBy(link)).toBe(410);
      lost.splice(0, 2, ...made);
    }
    const events = await eventsOf(app);
    expect(events.slice(-3)).toMatchObject([
      { actor: { name: 'ines' }, event: { kind: 'exported', what: 'links' } },
      { event: { kind: 'link-made', user: 'f1', purpose: 'invite' } },
      { event: { kind: 'link-made', user: 'f2', purpose: 'invite' } },
    ]);
    const jobs = await app.database.dataSource.query('SELECT * FROM admin_jobs');
    const traces = JSON.stringify([events, app.observed, jobs]);
    for (const [, link = ''] of lost) expect(traces).not.toContain(link.split('/').at(-1));
  });

  it('get new links only from whoever imported them, with the form of the page, freshly signed in', async () => {
    const ines = await signInToAccount(app, 'ines');
    const path = await importPeople(ines, ['g1,Gerd,,']);
    const address = `/auth/admin/${path}/new-links`;
    expect((await ines.post(address, {})).status).toBe(403);
    await app.deps.users.setAdministrator(app.people.tom.id, true);
    expect((await act(await signInToAccount(app, 'tom'), `${path}/new-links`)).status).toBe(404);
    await app.deps.users.setAdministrator(app.people.tom.id, false);
    app.advance(601);
    const asked = await act(ines, `${path}/new-links`);
    expect(asked.text).toContain('name="password_again"');
    expect(asked.headers['content-disposition']).toBeUndefined();
  });

  it('are all mailed an invitation, and whoever can not be reached is named', async () => {
    const ines = await signInToAccount(app, 'ines');
    const path = await importPeople(ines, [
      'c1,Carl,c1@example.org,',
      'c2,Clara,c2@example.org,',
      'c3,Cem,,',
    ]);
    const begun = await act(ines, `${path}/mail`);
    const page = await untilOver(ines, String(begun.headers['location']));
    expect(page).toContain('2 invitations mailed');
    expect(page).toMatch(/c3<\/a>: no e-mail address/);
    expect(page).toContain(`href="/auth/admin/${path}"`);
    expect(server.mails.map(({ to }) => to[0])).toEqual(['c1@example.org', 'c2@example.org']);
    const link =
      /https:\/\/images\.test\/account\/link\/[\w-]{43}/.exec(server.mails[0]?.text ?? '')?.[0] ?? '';
    expect(await openedBy(link)).toBe(200);
  });

  it('are told apart when the mail server refuses: it is tried five times, not for everybody', async () => {
    const ines = await signInToAccount(app, 'ines');
    const rows = Array.from({ length: 9 }, (_, index) => `d${index},D,d${index}@example.org,`);
    const path = await importPeople(ines, rows);
    server.refuse(true);
    const page = await untilOver(ines, String((await act(ines, `${path}/mail`)).headers['location']));
    server.refuse(false);
    expect(page).toContain('0 invitations mailed');
    expect(page).toContain('The mail server refuses');
    expect(page.match(/people\/d\d"/g)).toHaveLength(5);
    expect(page).not.toContain('secret');
  });

  it('are invited by whoever imported them, nobody else', async () => {
    const ines = await signInToAccount(app, 'ines');
    const path = await importPeople(ines, ['e1,Eva,e1@example.org,']);
    await app.deps.users.setAdministrator(app.people.tom.id, true);
    const tom = await signInToAccount(app, 'tom');
    for (const what of ['mail', 'links']) expect((await act(tom, `${path}/${what}`)).status).toBe(404);
    await app.deps.users.setAdministrator(app.people.tom.id, false);
  });
});
