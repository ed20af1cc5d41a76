import { afterEach, describe, expect, it } from '@jest/globals';
import { plainLook } from '../../src/core/look/look.js';
import { makePng } from '../support/make-png.js';
import type { Agent, Answer } from '../http/agent.js';
import { useTestApp } from '../http/use-app.js';
import { act, eventsOf, open, signInToAccount, tokenOf } from './pages.js';

const use = useTestApp();
const plain = { op: 'preview', colour: 'ours' };

afterEach(async () => {
  await use().database.dataSource.query('DELETE FROM looks');
  await use().database.dataSource.query(`DELETE FROM settings WHERE key LIKE 'look-draft:%'`);
  await use().deps.liveLook.reload();
});

async function draft(agent: Agent, fields: Record<string, string>): Promise<Answer> {
  const basedOn = /name="based_on" value="(\d+)"/.exec((await open(agent, 'look')).text)?.[1] ?? '0';
  return act(agent, 'look', { ...plain, based_on: basedOn, ...fields });
}

async function publish(agent: Agent, fields: Record<string, string>): Promise<Answer> {
  const drafted = await draft(agent, fields);
  expect([drafted.status, drafted.text]).toEqual([303, '']);
  return act(agent, 'look', { op: 'publish' });
}

/** A form with a file, as browsers send it. */
async function upload(agent: Agent, file: Buffer, fields: Record<string, string> = {}): Promise<Answer> {
  const form_token = tokenOf(await open(agent, 'look'));
  const boundary = 'boundary-of-the-test';
  const parts = Object.entries({ form_token, ...plain, based_on: '0', ...fields }).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="logo"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(parts.join('') + head),
    file,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return agent.send('/auth/admin/look', {
    method: 'POST',
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
    body,
  });
}

describe('the look', () => {
  it('is seen by nobody else before it is published, and then by everybody', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const fields = {
      institution: 'Museum of Tests',
      contact: 'archive@example.org',
      legal: 'https://example.org/legal',
      colour: 'own',
      accent: '#ffd400',
      'signIn.en': 'Readers: use your **card number**.',
      'welcome.de': 'Willkommen im Lesesaal.',
    };
    expect((await draft(ines, fields)).headers['location']).toBe('/auth/admin/look?done=look-drafted');
    const page = await open(ines, 'look');
    expect(page.text).toContain('This is your draft');
    expect(page.text).toMatch(/On light pages #ffd400 could not be read .* darkened to #[0-9a-f]{6}/);
    expect(page.text).toContain('/assets/accent-ffd400.css');
    const preview = await open(ines, 'look/sign-in?in=de');
    expect(preview.text).toContain('Museum of Tests');
    expect(preview.text).toContain('<div inert>');
    expect(preview.text).toContain('<strong>card number</strong>');
    expect((await use().agent().get('/iiif-login')).text).not.toContain('Museum of Tests');

    const done = await act(ines, 'look', { op: 'publish' });
    expect([done.status, done.headers['location']]).toEqual([303, '/auth/admin/look?done=look-published']);
    const login = await use().agent().get('/iiif-login');
    expect(login.text).toContain('Sign in to Museum of Tests');
    expect(login.text).toContain('<strong>card number</strong>');
    expect(login.text).toContain('href="mailto:archive@example.org"');
    const start = await use().agent().get('/', { 'Accept-Language': 'de' });
    expect(start.text).toContain('Willkommen im Lesesaal.');
    expect(start.text).toContain('>Impressum</a>');
    for (const path of [
      '/account/sign-in',
      '/iiif-login/agree/terms',
      '/nothing-here',
      '/iiif-logout?ask=1',
    ]) {
      const { text } = await use().agent().get(path, { Accept: 'text/html' });
      expect([path, text.includes('Museum of Tests'), text.includes('accent-ffd400.css')]).toEqual([
        path,
        true,
        true,
      ]);
    }
    const info = await use().agent().get('/iiif/images/members!001.jp2/info.json');
    expect(JSON.stringify(info.json)).toContain('Sign in to Museum of Tests');
    expect((await eventsOf(use())).at(-1)).toMatchObject({
      actor: { name: 'ines' },
      event: {
        kind: 'look-changed',
        before: expect.stringContaining('name –'),
        after: expect.stringContaining('name Museum of Tests, contact archive@example.org'),
      },
    });
  });

  it('gives a style sheet of one colour, and of nothing else', async () => {
    const css = await use().agent().get('/assets/accent-ffd400.css');
    expect([css.status, css.headers['content-type']]).toEqual([200, 'text/css; charset=utf-8']);
    expect(css.text).toMatch(/^:root,\.as-light\{--accent:#[0-9a-f]{6};--on-accent:#ffffff\}/);
    for (const path of ['accent-.css', 'accent-ffd40.css', 'accent-ffd400}.css', 'accent-FFD400.css'])
      expect([path, (await use().agent().get(`/assets/${path}`)).status]).toEqual([path, 404]);
  });

  it('names whom to ask in refusals, the folder’s own contact first', async () => {
    const ines = await signInToAccount(use(), 'ines');
    await publish(ines, { contact: 'https://example.org/ask' });
    const note = async (image: string): Promise<string> =>
      JSON.stringify((await use().agent().get(`/iiif-auth2/probe/service/${image}!001.jp2`)).json.note.en);
    expect(await note('members')).toContain('Contact: https://example.org/ask');
    expect(await note('staff')).toContain('Contact: archive@example.org');
  });

  it('takes a PNG as logo, written anew, at an address of its own', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const file = makePng({ behind: Buffer.from('<script>alert(1)</script>') });
    expect((await upload(ines, file)).status).toBe(303);
    expect((await open(ines, 'look/logo')).headers['content-type']).toBe('image/png');
    expect((await use().agent().get('/assets/logo-0123456789abcdef.png')).status).toBe(404);
    await act(ines, 'look', { op: 'publish' });
    const address = /\/assets\/logo-[\w-]{16}\.png/.exec((await use().agent().get('/')).text)?.[0] ?? '';
    const logo = await use().agent().get(address);
    expect([logo.status, logo.headers['content-type'], logo.headers['x-content-type-options']]).toEqual([
      200,
      'image/png',
      'nosniff',
    ]);
    expect(logo.headers['cache-control']).toContain('immutable');
    expect(logo.headers['content-security-policy']).toContain('sandbox');
    expect(logo.text).not.toContain('script');
    expect((await use().agent().get('/assets/logo-0123456789abcdef.png')).headers['cache-control']).toBe(
      'no-store',
    );
    await publish(ines, { remove_logo: 'yes' });
    expect((await use().agent().get('/')).text).not.toContain('/assets/logo-');
  });

  it('is refused with everything that is wrong, and what was entered stays', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const svg = await upload(ines, Buffer.from('<svg onload="alert(1)"/>'), { institution: 'Kept' });
    expect([svg.status, svg.text.includes('the file is no PNG')]).toEqual([422, true]);
    expect(svg.text).toContain('name="institution" value="Kept"');
    const wrong = await draft(ines, {
      contact: 'javascript:alert(1)',
      legal: 'x',
      colour: 'own',
      accent: 'red}',
    });
    expect(wrong.status).toBe(422);
    for (const words of ['Contact: write', 'Legal notice: write', 'Colour: write'])
      expect(wrong.text).toContain(words);
    expect((await use().deps.looks.current())?.number).toBeUndefined();
  });

  it('of two administrators is the one of the first, and the second sees what changed', async () => {
    const { users, hasher } = use().deps;
    if ((await users.findByName('vera')) === null)
      await users.create({
        name: 'vera',
        displayName: 'Vera',
        email: null,
        administrator: true,
        passwordHash: await hasher.hash('password of vera'),
      });
    const ines = await signInToAccount(use(), 'ines');
    await draft(ines, { institution: 'By Ines' });
    await use().deps.looks.publish({ ...plainLook, contact: 'vera@example.org' }, 0, 'vera');
    const told = await act(ines, 'look', { op: 'publish' });
    expect(told.status).toBe(409);
    expect(told.text).toContain('vera published another look meanwhile');
    expect(told.text).toContain('contact vera@example.org');
    expect((await use().deps.looks.current())?.look.institution).toBeNull();
    expect((await act(ines, 'look', { op: 'publish' })).status).toBe(303);
    expect((await use().deps.looks.current())?.look.institution).toBe('By Ines');
  });

  it('shows what is stored as text, never as markup', async () => {
    const evil = `<script>alert('1')</script>"><img src=x onerror=alert(1)>`;
    const ines = await signInToAccount(use(), 'ines');
    const fields = { institution: evil, 'welcome.en': evil, 'signIn.en': `${evil} [x](javascript:alert(1))` };
    await draft(ines, fields);
    const pages = [
      await open(ines, 'look'),
      await open(ines, 'look/sign-in'),
      await open(ines, 'look/refusal'),
    ];
    await act(ines, 'look', { op: 'publish' });
    for (const path of ['/', '/iiif-login', '/account/sign-in', '/view/', '/nothing'])
      pages.push(await use().agent().get(path, { Accept: 'text/html' }));
    pages.push(await open(ines, ''), await open(ines, 'audit'), await open(ines, 'settings'));
    for (const { text } of pages)
      expect(text).not.toMatch(/<script>alert|<img src=x|href="javascript|onerror=alert\(1\)>/);
  });

  it('asks for the password again when it is published long after the sign-in', async () => {
    const ines = await signInToAccount(use(), 'ines');
    await draft(ines, { institution: 'Later' });
    use().advance(700);
    const asked = await act(ines, 'look', { op: 'publish' });
    expect([asked.status, asked.text.includes('Your password, please')]).toEqual([403, true]);
  });
});
