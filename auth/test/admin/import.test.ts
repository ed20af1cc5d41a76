import { describe, expect, it } from '@jest/globals';
import type { Agent, Answer } from '../http/agent.js';
import { useTestApp } from '../http/use-app.js';
import { act, eventsOf, open, signInToAccount, tokenOf } from './pages.js';

const use = useTestApp();

const people = Array.from({ length: 200 }, (_, index) =>
  index === 9
    ? 'bad name,x,,'
    : index === 99
      ? 'reader99,Reader,not-an-address,'
      : index === 149
        ? 'reader1,Twice,,'
        : `reader${index},Reader ${index},reader${index}@example.org,staff newcomers`,
);
const file = `name,display_name,email,groups\r\n${people.join('\r\n')}\r\n`;

function part(head: string, text: string): string {
  return `--xyz\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`;
}

async function upload(text: string): Promise<string> {
  const ines = await signInToAccount(use(), 'ines');
  const answer = await act(ines, 'import-people', { text });
  expect(answer.status).toBe(303);
  return String(answer.headers['location']).slice('/auth/admin/'.length);
}

/** As browsers send the form with a file. */
async function sendFile(agent: Agent, bytes: Buffer, pasted: string): Promise<Answer> {
  const token = tokenOf(await open(agent, 'import-people'));
  const before = `${part('name="form_token"', token)}${part('name="text"', pasted)}--xyz\r\nContent-Disposition: form-data; name="file"; filename="p.csv"\r\nContent-Type: text/csv\r\n\r\n`;
  return agent.send('/auth/admin/import-people', {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=xyz' },
    body: Buffer.concat([Buffer.from(before), bytes, Buffer.from('\r\n--xyz--\r\n')]),
  });
}

async function untilOver(path: string): Promise<string> {
  const ines = await signInToAccount(use(), 'ines');
  for (let tries = 0; tries < 500; tries += 1) {
    const page = await open(ines, path);
    if (!page.text.includes('Look again')) return page.text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the import did not end');
}

describe('an import of people', () => {
  it('changes nothing before it is confirmed, and tells row by row what it would do', async () => {
    const path = await upload(file);
    const page = await open(await signInToAccount(use(), 'ines'), path);
    expect(page.text).toContain('3 rows can not be used');
    for (const line of ['Line 11', 'Line 101', 'Line 151']) expect(page.text).toContain(line);
    expect(page.text).toMatch(/People to make<\/span>\s*<strong>197</);
    expect(page.text).toContain('New groups: newcomers');
    expect(await use().deps.users.findByName('reader0')).toBeNull();
  });

  it('does it once confirmed, tells how far it is, and again does no harm', async () => {
    const path = await upload(file);
    const ines = await signInToAccount(use(), 'ines');
    await act(ines, path);
    expect(await untilOver(path)).toContain('197 people made');
    expect(await use().deps.users.findByName('reader198')).toMatchObject({
      groups: ['newcomers', 'staff'],
      administrator: false,
      email: 'reader198@example.org',
    });
    const kinds = (await eventsOf(use())).map((entry) => (entry as { event: { kind: string } }).event.kind);
    expect(kinds.filter((kind) => kind === 'user-created')).toHaveLength(197);
    const again = await open(ines, await upload(file));
    expect(again.text).toMatch(/People to make<\/span>\s*<strong>0</);
    expect(again.text).toMatch(/Stay as they are<\/span>\s*<strong>197</);
  });

  it('is kept for the one who sent it only', async () => {
    const path = await upload('name\nsomebody');
    await use().deps.roles.save(use().people.tom.id, { auditor: true, folders: [] });
    expect((await open(await signInToAccount(use(), 'tom'), path)).status).toBe(404);
  });

  it('takes a file as browsers send it, with its token', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const token = tokenOf(await open(ines, 'import-people'));
    const send = async (formToken: string): Promise<number> =>
      (
        await ines.send('/auth/admin/import-people', {
          method: 'POST',
          headers: { 'Content-Type': 'multipart/form-data; boundary=xyz' },
          body: `${part('name="form_token"', formToken)}${part('name="text"', '')}${part('name="file"; filename="p.csv"\r\nContent-Type: text/csv', 'name\nfrom-a-file')}--xyz--\r\n`,
        })
      ).status;
    expect(await send(token)).toBe(303);
    expect(await send('wrong')).toBe(403);
  });

  it('takes a file or a pasted text, not both', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const answer = await sendFile(ines, Buffer.from('name\nfrom-a-file'), 'name\npasted');
    expect([answer.status, answer.text.includes('only one of them')]).toEqual([422, true]);
    expect(answer.text).toContain('name\npasted');
  });

  it('refuses a file whose letters are not UTF-8, and tells the line', async () => {
    const ines = await signInToAccount(use(), 'ines');
    for (const encoding of ['latin1', 'utf16le'] as const) {
      const bytes = Buffer.from('name,display_name\nanna,\u00c4nna\n', encoding);
      const answer = await sendFile(ines, bytes, '');
      expect([answer.status, answer.text.includes('not UTF-8')]).toEqual([422, true]);
    }
  });

  it.each(['', 'a,b\n1,2', 'name,E-Mail\njan,j@example.org', 'name,email,email\njan,,', 'name\n"open'])(
    'refuses %j as a whole, with a reason',
    async (text) => {
      const ines = await signInToAccount(use(), 'ines');
      const answer = await act(ines, 'import-people', { text });
      expect([answer.status, answer.text.includes('role="alert"')]).toEqual([422, true]);
    },
  );
});

describe('an export of people', () => {
  it('is a table without formulas that an import reads again, and JSON', async () => {
    const { users } = use().deps;
    await users.setProfile(use().people.marek.id, { displayName: '=HYPERLINK("http://evil")', email: null });
    const ines = await signInToAccount(use(), 'ines');
    const csv = await open(ines, 'people.csv');
    expect(csv.headers['content-disposition']).toBe('attachment; filename="people.csv"');
    expect(csv.text).toContain(`marek,"'=HYPERLINK(""http://evil"")"`);
    const report = await open(ines, await upload(csv.text));
    expect(report.text).not.toContain('can not be used');
    const json = JSON.parse((await open(ines, 'people.json')).text) as readonly { name: string }[];
    expect(json.map(({ name }) => name)).toContain('tom');
  });
});

describe('a person', () => {
  it('gets another name and address, with what was before in the audit', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const fields = { display_name: 'Ayesha R.', email: 'a@example.org' };
    expect((await act(ines, 'people/ayesha/profile', fields)).status).toBe(303);
    expect((await act(ines, 'people/ayesha/profile', { ...fields, email: 'x y' })).status).toBe(422);
    expect((await eventsOf(use())).at(-1)).toMatchObject({
      event: { change: 'profile', before: 'Ayesha Rahman', after: 'Ayesha R. <a@example.org>' },
    });
  });

  it('may see what the page says', async () => {
    const page = await open(await signInToAccount(use(), 'ines'), 'people/tom/access');
    const row = /<a href="\/auth\/admin\/folders\/staff">[\s\S]*?<\/tr>/.exec(page.text)?.[0] ?? page.text;
    expect(row).toContain('Open');
    expect(row).toContain('Sign-in needed');
  });
});
