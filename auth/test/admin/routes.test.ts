import { describe, expect, it } from '@jest/globals';
import { adminRoutes } from '../../src/admin/admin-routes.js';
import type { Answer } from '../http/agent.js';
import { useTestApp } from '../http/use-app.js';
import { open, signInToAccount, tokenOf } from './pages.js';

const use = useTestApp();

const names: Readonly<Record<string, string>> = {
  groups: 'staff',
  tiers: 'preview',
  places: 'reading-room',
  agreements: 'terms',
};

const filled = adminRoutes.map(({ method, path }) => {
  const name = names[path.split('/')[1] ?? ''] ?? 'marek';
  return [
    method,
    `/auth/admin${path.replace('{:folder}', 'open').replace(':number', '1').replace(':page', 'sign-in').replace(':name', name)}`,
  ] as const;
});
// What somebody started is theirs alone (import.test.ts); pictures are no pages (pictures.test.ts).
const gets = filled
  .filter(
    ([method, path]) => method === 'GET' && !/\/(?::id|picture|view-as|tier-sample|look\/logo)$/.test(path),
  )
  .map(([, path]) => path);
const fields = {
  administrator: 'yes',
  sure: 'yes',
  op: 'template',
  template: 'open',
  confirm: 'yes',
  choice: 'anyone',
};

/** Everybody signs in once: a route more makes a test more, and a password takes its time. */
const browsers = new Map<string, ReturnType<typeof signInToAccount>>();

async function browserOf(name: string): ReturnType<typeof signInToAccount> {
  const browser = browsers.get(name) ?? signInToAccount(use(), name);
  browsers.set(name, browser);
  return browser;
}

async function ask(
  agent: Awaited<ReturnType<typeof signInToAccount>>,
  method: string,
  path: string,
  values: Readonly<Record<string, string>> = fields,
): Promise<Answer> {
  return method === 'GET' ? agent.get(path) : agent.post(path, values);
}

describe('every route of the administration', () => {
  it.each(filled)('%s %s asks strangers to sign in', async (method, path) => {
    const answer = await ask(use().agent(), method, path);
    expect([answer.status, answer.headers['location']]).toEqual([303, '/account/sign-in']);
  });

  it.each(filled)('%s %s is closed to people who are no administrators', async (method, path) => {
    const tom = await browserOf('tom');
    const token = tokenOf(await tom.get('/account/'));
    const answer = await ask(tom, method, path, { ...fields, form_token: token });
    expect([answer.status, answer.json?.error]).toEqual([403, 'administrators_only']);
  });

  it.each(gets)('GET %s is readable by an auditor', async (path) => {
    await use().deps.roles.save(use().people.ayesha.id, { auditor: true, folders: [] });
    expect((await (await browserOf('ayesha')).get(path)).status).toBe(200);
  });

  it.each(filled)('%s %s is closed to a manager of another folder', async (method, path) => {
    await use().deps.roles.save(use().people.tom.id, { auditor: false, folders: ['elsewhere'] });
    const tom = await browserOf('tom');
    const token = tokenOf(await open(tom, 'groups'));
    expect(token).not.toBe('');
    const answer = await ask(tom, method, path, { ...fields, form_token: token });
    await use().deps.roles.save(use().people.tom.id, { auditor: false, folders: [] });
    // These open to every manager and show or take nothing beyond the manager's own folders (roles.test.ts).
    const opensToManagers = [
      'GET /auth/admin/',
      'GET /auth/admin/why',
      'GET /auth/admin/new-person',
      'POST /auth/admin/new-person',
      'GET /auth/admin/groups',
      'GET /auth/admin/images',
      // What everybody's rules speak of (definitions.test.ts).
      'GET /auth/admin/settings',
      ...['tiers', 'tiers/preview', 'places', 'places/reading-room', 'agreements', 'agreements/terms'].map(
        (path) => `GET /auth/admin/${path}`,
      ),
      'GET /auth/admin/images/report',
      'GET /auth/admin/images/report.csv',
    ];
    // Its signature is of another session.
    if (path.endsWith('/view-as')) return;
    if (opensToManagers.includes(`${method} ${path}`)) expect([200, 422]).toContain(answer.status);
    else expect([answer.status, answer.json?.error]).toEqual([403, 'not_permitted']);
  });

  it.each(filled)('%s %s is closed to the content cookie of an administrator', async (method, path) => {
    const agent = await use().signIn('ines', null, use().agent());
    const cookie = agent.cookies.get('__Host-gatehouse') ?? '';
    expect(cookie).not.toBe('');
    const token = tokenOf(await agent.get('/account/sign-in'));
    agent.cookies.set('__Host-gatehouse-account', cookie);
    const answer = await ask(agent, method, path, { ...fields, form_token: token });
    expect(answer.status).toBe(303);
  });

  it.each(gets)('GET %s is a page without scripts, styles of its own or caching', async (path) => {
    const answer = await (await browserOf('ines')).get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    if (/\.(?:csv|json)$/.test(path)) return;
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.text).not.toMatch(/<script|\sstyle=|\son[a-z]+=|javascript:/i);
    expect(answer.text.match(/<h1>/g)).toHaveLength(1);
    const ids = [...answer.text.matchAll(/\sid="([^"]+)"/g)].map((found) => found[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const labelled = new Set([...answer.text.matchAll(/<label\s+for="([^"]+)"/g)].map((found) => found[1]));
    for (const tag of answer.text.match(/<(?:input|select|textarea)\b[^>]*>/g) ?? [])
      if (!/type="hidden"/.test(tag)) expect(labelled).toContain(/\sid="([^"]+)"/.exec(tag)?.[1]);
  });

  it('answers 404 for what is not there', async () => {
    const ines = await browserOf('ines');
    for (const path of [
      'people/nobody',
      'groups/nobody',
      'rules/99',
      'rules/x',
      'nothing',
      'folders/..',
      'folders/a!!b',
    ])
      expect([path, (await open(ines, path)).status]).toEqual([path, 404]);
  });
});
