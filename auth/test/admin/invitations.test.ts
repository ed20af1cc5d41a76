import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCsv } from '../../src/core/parse-csv.js';
import type { Agent } from '../http/agent.js';
import { type MailServer, openMailServer } from '../support/mail-server.js';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { act, eventsOf, signInToAccount } from './pages.js';

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
