import { describe, expect, it } from '@jest/globals';
import { parseCsv } from '../../src/core/parse-csv.js';
import type { Agent } from '../http/agent.js';
import { useTestApp } from '../http/use-app.js';
import { act, confirm, eventsOf, open, signInToAccount } from './pages.js';

const use = useTestApp();

describe('keys for scripts', () => {
  it('are made on a page, shown once, work, and are revoked', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const made = await act(ines, 'keys', { name: 'harvest', user: 'tom', folder: '/staff', expires: '30d' });
    const secret = /ghk_[\w-]{43}/.exec(made.text)?.[0] ?? '';
    const info = '/iiif/images/staff!001.jp2/info.json';
    const headers = { Authorization: `Gatehouse-Key ${secret}` };
    expect((await use().agent().get(info, headers)).status).toBe(200);
    const list = (await open(ines, 'keys')).text;
    expect(list).toContain('harvest');
    expect(list).not.toContain(secret);
    for (const fields of [{ name: 'harvest' }, { user: 'nobody' }, { folder: '/..' }, { expires: 'x' }]) {
      const wrong = { name: 'other', user: 'tom', folder: '/', expires: '1d', ...fields };
      expect([fields, (await act(ines, 'keys', wrong)).status]).toEqual([fields, 422]);
    }
    await act(ines, 'keys/revoke', { key: 'harvest' });
    expect((await use().agent().get(info, headers)).status).toBe(401);
    expect(JSON.stringify(await eventsOf(use()))).not.toContain(secret);
  });
});

describe('the audit', () => {
  it('is filtered by whom, what and when, and exported so', async () => {
    const ines = await signInToAccount(use(), 'ines');
    await act(ines, 'groups', { name: 'filtered' });
    await act(ines, 'people/marek/disable');
    await act(ines, 'people/marek/enable');
    const marek = (await open(ines, 'audit?show=people&who=marek&from=2026-11-20&until=2026-11-20')).text;
    expect(marek).toContain('marek: disabled');
    expect(marek).not.toContain('group filtered');
    expect((await open(ines, 'audit?from=2026-11-21')).text).toContain('Nothing of this kind');
    const read = parseCsv((await open(ines, 'audit.csv?show=people&who=marek')).text);
    const csv = read.ok ? read.value : [];
    expect(csv.slice(1).every(({ cells }) => cells[4] === 'user-changed')).toBe(true);
    expect(csv.length).toBeGreaterThan(2);
  });

  it.each(['from=2031-13-01', 'until=2031-02-29', 'from=tomorrow'])(
    'shows and exports nothing where the filter names a day that there is not (%s)',
    async (filter) => {
      const ines = await signInToAccount(use(), 'ines');
      const page = await open(ines, `audit?${filter}`);
      expect([page.status, page.text.includes('there is no day')]).toEqual([422, true]);
      expect(page.text).not.toContain('signed in');
      const csv = await open(ines, `audit.csv?${filter}`);
      expect([csv.status, csv.text.includes('day that there is not')]).toEqual([422, true]);
    },
  );

  it('is kept as long as set, no shorter than a month, and says that entries were forgotten', async () => {
    const ines = await signInToAccount(use(), 'ines');
    for (const days of ['29', '0', '-1', 'x', '1e9'])
      expect([days, (await act(ines, 'audit/retention', { days })).status]).toEqual([days, 422]);
    expect((await act(ines, 'audit/retention', { days: '30' })).status).toBe(303);
    const before = (await eventsOf(use())).length;
    await use().sweep();
    expect(await eventsOf(use())).toHaveLength(before);
    use().advance(31 * 86_400);
    await use().sweep();
    expect(await eventsOf(use())).toEqual([
      { actor: { kind: 'system' }, event: { kind: 'entries-forgotten', count: before } },
    ]);
    await expect(use().database.dataSource.query('DELETE FROM audit_events')).rejects.toThrow();
  });

  it('leads from published rules to what they changed', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const plan = await act(ines, 'folders/open', { op: 'template', template: 'closed' });
    await confirm(ines, plan, 'folders/open');
    const number = (await use().deps.policies.current())?.number ?? 0;
    expect((await open(ines, 'audit?show=rules')).text).toContain(`/auth/admin/rules/${number}/compare`);
    const compared = (await open(ines, `rules/${number}/compare`)).text;
    expect(compared).toMatch(/<ins>\+ .*\/open/);
    expect((await open(ines, `rules/1/compare?with=${number}`)).text).toMatch(/<del>- .*\/open/);
  });
});

const probe = `<img src=x onerror=alert(1)>"'><script>alert(1)</script>`;
const formula = '=HYPERLINK("http://evil.test","x")';

/** A text in every field of tiers, places, agreements, texts and look, published where it is taken. */
async function enterSettings(agent: Agent, text: string): Promise<void> {
  const based_on = String((await use().deps.policies.current())?.number);
  const publish = async (path: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const plan = await act(agent, path, { based_on, ...fields });
    expect([200, 422]).toContain(plan.status);
    if (plan.text.includes('name="confirm"')) await confirm(agent, plan, path);
  };
  const everywhere = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((name) => [`${name}.en`, text]));
  await publish('tiers', { name: text, max_edge: text, after: text });
  await publish('places', { name: text, ranges: text });
  await publish('agreements', { name: text, ...everywhere(['title', 'text']), valid: text, unit: text });
  await publish('agreements', { name: 'probe', ...everywhere(['title', 'text']) });
  await publish('texts/small', {
    ...everywhere(['label', 'header', 'description', 'confirm', 'failureHeader', 'failureDescription']),
    other_language: text,
    'label.other': text,
  });
  const words = everywhere(['welcome', 'signIn']);
  const all = { institution: text, contact: text, legal: text, privacy: text, colour: 'own', accent: text };
  await act(agent, 'look', { op: 'preview', ...all, ...words });
  await act(agent, 'look', { op: 'preview', colour: 'ours', institution: text, ...words });
  await act(agent, 'look', { op: 'publish' });
}

describe('a hostile text in any field', () => {
  it('comes out inert on every page that shows it, in every export and in the log', async () => {
    const ines = await signInToAccount(use(), 'ines');
    for (const text of [probe, formula, 'a\r\nSet-Cookie: x=1', '\u202Eevil', '{{7*7}}${7*7}']) {
      await act(ines, 'people/marek/profile', { display_name: text, email: '' });
      await act(ines, 'groups', { name: text });
      await act(ines, 'groups/staff/add', { user: text });
      await act(ines, 'new-person', { username: text, display_name: text, email: text, way: 'link' });
      await act(ines, 'people/marek/roles', { folders: text });
      await act(ines, 'keys', { name: text, user: text, folder: text, expires: text });
      await act(ines, 'import-people', {
        text: `name,display_name\nimported,"${text.replaceAll('"', '""')}"`,
      });
      await act(ines, 'audit/retention', { days: text });
      const appearance = await act(ines, 'folders/grey', {
        op: 'appearance',
        manifest: '',
        hidden: '',
        contact: text,
      });
      if (appearance.status === 200) {
        const published = await act(ines, 'folders/grey', {
          op: 'appearance',
          manifest: '',
          hidden: '',
          contact: text,
          confirm: 'yes',
          based_on: String((await use().deps.policies.current())?.number),
          note: text,
        });
        expect([303, 422]).toContain(published.status);
      }
      await act(ines, 'folders/small', { op: 'add-ceiling', max: 'closed', reason: text });
      await act(ines, 'rules', { text, op: 'check' });
      await enterSettings(ines, text);
      const query = encodeURIComponent(text);
      for (const path of [
        '',
        'people',
        `people?search=${query}`,
        'people/marek',
        'people/marek/access',
        'groups',
        'groups/staff',
        'folders/grey',
        'folders/small',
        'texts/small',
        'tiers',
        'places',
        'agreements',
        'agreements/probe',
        'look',
        'look/sign-in',
        'look/terms',
        'look/refusal',
        'settings',
        'rules',
        'keys',
        'audit',
        `audit?who=${query}`,
        `why?url=${query}&user=${query}&address=${query}&at=${query}`,
        `sessions?user=${query}`,
        `images?folder=${query}`,
      ]) {
        const page = await open(ines, path);
        expect([path, [200, 422].includes(page.status)]).toEqual([path, true]);
        expect(page.text).not.toMatch(/<img src=x|<script>alert/);
        expect(page.headers['set-cookie'] ?? '').not.toContain('x=1');
      }
      for (const path of [
        '/',
        '/iiif-login',
        '/iiif-login/agree/probe',
        '/account/sign-in',
        '/nothing',
        '/view/',
      ]) {
        const page = await use().agent().get(path, { Accept: 'text/html' });
        expect([path, /<img src=x|<script>alert/.test(page.text)]).toEqual([path, false]);
        expect(page.headers['set-cookie'] ?? '').not.toContain('x=1');
      }
      const info = await use().agent().get('/iiif/images/small!001.jp2/info.json');
      expect(info.headers['www-authenticate'] ?? '').not.toMatch(/[\r\n]/);
      for (const path of ['people.csv', 'audit.csv']) {
        const csv = (await open(ines, path)).text;
        expect(csv).not.toMatch(/(?:^|,|\n)"?[=+@]/);
      }
      JSON.parse((await open(ines, 'people.json')).text);
    }
    expect(JSON.stringify(use().observed)).not.toContain('Set-Cookie: x=1');
  }, 60_000);
});
