import { describe, expect, it } from '@jest/globals';
import { cookieOf, viewer } from '../support/test-app.js';
import { passwordOf } from '../support/people.js';
import type { Agent, Answer } from './agent.js';
import { readForm } from './forms.js';
import { useTestApp } from './use-app.js';
import { rejects, whileReplaced } from './while-replaced.js';

const use = useTestApp();

const pagePolicy = (script: string): string =>
  `default-src 'none'; script-src ${script}; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;
const permissions = 'camera=(), microphone=(), geolocation=(), payment=(), usb=()';

/** The headers of ops-and-security 2.2 that a profile must send; null: must not be there. */
type Profile = Readonly<Record<string, string | RegExp | null>>;

const page: Profile = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': pagePolicy("'self'"),
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'same-origin',
  'permissions-policy': permissions,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': null,
  'access-control-allow-credentials': null,
};
const windowPage: Profile = { ...page, 'cross-origin-opener-policy': null };
const closingWindow: Profile = {
  ...windowPage,
  'content-security-policy': /^default-src 'none'; script-src 'self' 'nonce-[\w-]{43}'; style-src 'self'; /,
};
const redirect: Profile = { 'cache-control': 'no-store', 'access-control-allow-origin': null };
const token: Profile = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': /^default-src 'none'; base-uri 'none'; script-src 'nonce-[\w-]{43}'$/,
  'x-frame-options': null,
  'cross-origin-opener-policy': null,
  'cross-origin-resource-policy': 'cross-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': null,
};
const internal: Profile = {
  'content-type': /^application\/json/,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'access-control-allow-origin': null,
};
const description: Profile = {
  'cache-control': /^(?:no-store|private, no-cache|public, max-age=\d+)$/,
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': '*',
  'access-control-allow-credentials': null,
  'access-control-expose-headers': /\bLocation\b/,
  'cross-origin-resource-policy': 'cross-origin',
  vary: /^Origin, Cookie, Authorization, Accept/,
  'x-frame-options': null,
};

function expectProfile(answer: Answer, profile: Profile): void {
  for (const [name, value] of Object.entries(profile)) {
    const sent = answer.headers[name];
    if (value === null) expect([name, sent]).toEqual([name, undefined]);
    else if (typeof value === 'string') expect([name, sent]).toEqual([name, value]);
    else expect([name, sent]).toEqual([name, expect.stringMatching(value)]);
  }
  expect(answer.headers).not.toHaveProperty('x-powered-by');
  expect(answer.headers).not.toHaveProperty('server');
}

async function administrator(): Promise<Agent> {
  const agent = use().agent();
  const form = readForm((await agent.get('/account/sign-in')).text, '');
  await agent.post(form.action, { ...form.fields, username: 'ines', password: passwordOf('ines') });
  return agent;
}

const post = async (target: string): Promise<Answer> => use().agent().post(target, { username: 'x' });

describe('headers of every route', () => {
  const anonymous: readonly (readonly [string, number, Profile])[] = [
    ['/', 200, page],
    ['/iiif-login', 200, windowPage],
    ['/iiif-login/cancel', 200, closingWindow],
    ['/iiif-logout', 200, closingWindow],
    ['/iiif-token', 401, internal],
    ['/account/sign-in', 200, page],
    ['/account/', 303, redirect],
    ['/auth/admin/', 303, redirect],
    ['/account/link/x', 410, page],
    ['/nowhere', 404, internal],
    ['/account/nowhere', 404, internal],
    ['/iiif/images/open!001.jp2/info.json', 200, description],
    ['/iiif/images/open!001.jp2', 303, description],
    ['/iiif/3/images/open!001.jp2/info.json', 200, description],
    ['/iiif/images/members!001.jp2/info.json', 401, description],
    ['/iiif/images/members!001.jp2/full/max/0/default.jpg', 401, description],
    ['/iiif/images/sealed!001.jp2/full/max/0/default.jpg', 403, description],
    ['/iiif/images/preview!001.jp2/full/max/0/default.jpg', 302, description],
    ['/iiif/manifests/open', 200, description],
    ['/iiif/manifests/members', 200, description],
    ['/iiif/manifests/veiled', 401, description],
    ['/iiif/manifests/none', 404, description],
    ['/iiif/collections', 200, description],
    ['/iiif/files/x.pdf', 404, description],
    ['/iiif/x', 404, description],
  ];

  it.each(anonymous)('%s (%i)', async (target, status, profile) => {
    const answer = await use().agent().get(target);
    expect(answer.status).toBe(status);
    expectProfile(answer, profile);
  });

  it('[A1-4E] the token page', async () => {
    for (const agent of [use().agent(), await use().signIn('tom')])
      expectProfile(await agent.get(`/iiif-token?messageId=1&origin=${viewer}`), token);
  });

  it('pages for people who are signed in', async () => {
    const ines = await administrator();
    for (const target of ['/account/', '/auth/admin/']) {
      const answer = await ines.get(target);
      expect(answer.status).toBe(200);
      expectProfile(answer, page);
    }
    expectProfile(await (await use().signIn('tom', null)).get(`/iiif-login?origin=${viewer}`), windowPage);
  });

  it('refused forms', async () => {
    expectProfile(await post('/iiif-login'), windowPage);
    expectProfile(await post('/iiif-logout'), windowPage);
    expectProfile(await post('/account/sign-in'), page);
    expectProfile(await post('/account/sign-out'), redirect);
    expectProfile(await post('/account/link/x'), page);
    expectProfile(await post('/auth/admin/first-rules'), redirect);
  });

  it('the way back after signing in keeps the window’s headers', async () => {
    const agent = use().agent();
    const target = '/iiif-login?return=/account/';
    const form = readForm((await agent.get(target)).text, target);
    const answer = await agent.post(form.action, {
      ...form.fields,
      username: 'tom',
      password: passwordOf('tom'),
    });
    expect(answer.status).toBe(303);
    expectProfile(answer, {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': null,
    });
  });

  it('assets', async () => {
    for (const [target, type] of [
      ['/assets/gatehouse.css', 'text/css; charset=utf-8'],
      ['/assets/icon.svg', 'image/svg+xml'],
    ] as const)
      expectProfile(await use().agent().get(target), {
        'content-type': type,
        'cache-control': 'public, max-age=300',
        'x-content-type-options': 'nosniff',
      });
  });

  it('nonces are never used twice, and differ between pages', async () => {
    const seen = new Set<string>();
    for (let n = 0; n < 5; n += 1)
      for (const target of ['/iiif-login/cancel', `/iiif-token?messageId=1&origin=${viewer}`]) {
        const policy = (await use().agent().get(target)).headers['content-security-policy'] ?? '';
        seen.add(/'nonce-([\w-]{43})'/.exec(policy)?.[1] ?? '');
      }
    expect(seen.size).toBe(10);
  });

  it('no page has a script, style or handler that its own policy would stop', async () => {
    const ines = await administrator();
    const tom = await use().signIn('tom', null);
    const pages = [
      await use().agent().get('/'),
      await use().agent().get('/iiif-login'),
      await tom.get(`/iiif-login?origin=${viewer}`),
      await use().agent().get('/iiif-login/cancel'),
      await use().agent().get('/nowhere', { Accept: 'text/html' }),
      await ines.get('/auth/admin/'),
      await ines.get('/account/'),
    ];
    for (const { text } of pages) {
      expect(text).not.toMatch(/\son\w+\s*=|\sstyle\s*=|<style|javascript:/i);
      expect(text).not.toMatch(/<script(?! nonce=)/);
      expect(text).toMatch(/^<!doctype html>/);
      expect(text).toMatch(/<html lang="en">/);
    }
  });
});

describe('problems', () => {
  const browser = { Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' };

  it('are pages for people, in the profile of where they stand', async () => {
    const missing = await use().agent().get('/nowhere', browser);
    expect(missing.status).toBe(404);
    expectProfile(missing, page);
    expect(missing.text).toContain('There is nothing here');
    const inWindow = await use().agent().get('/iiif-login/nowhere', browser);
    expect(inWindow.status).toBe(404);
    expectProfile(inWindow, windowPage);
    expectProfile(await use().agent().get('/auth/admin/nowhere', browser), page);
  });

  it('are JSON for everybody else, and below /iiif/ for everybody (A1-69)', async () => {
    for (const accept of ['', '*/*', 'application/json', 'application/ld+json', 'image/avif,image/webp,*/*'])
      expectProfile(
        await use()
          .agent()
          .get('/nowhere', accept === '' ? {} : { Accept: accept }),
        internal,
      );
    for (const target of [
      '/iiif/nowhere',
      '/iiif/images/open!no.jp2/info.json',
      '/iiif/images/sealed!001.jp2/full/max/0/default.jpg',
    ]) {
      const answer = await use().agent().get(target, browser);
      expect(answer.json).toMatchObject({ error: expect.any(String), message: expect.any(String) });
      expectProfile(answer, description);
    }
  });

  it('say 405 and which methods there are', async () => {
    const answers = [
      await use().agent().send('/', { method: 'POST' }),
      await use().agent().send('/iiif-login', { method: 'DELETE' }),
      await use().agent().send('/iiif-token', { method: 'POST' }),
      await use().agent().send('/auth/admin/', { method: 'PUT' }),
    ];
    for (const answer of answers) {
      expect([answer.status, answer.json?.error]).toEqual([405, 'method_not_allowed']);
      expect(answer.headers['allow']).toMatch(/GET/);
    }
  });

  it('never repeat the address that was asked for', async () => {
    for (const target of [
      '/%3Cscript%3Ealert(1)%3C/script%3E',
      '/nowhere?x=%3Cscript%3E',
      '/iiif/%3Cscript%3E',
    ])
      expect((await use().agent().get(target, browser)).text).not.toMatch(/script>|%3Cscript/i);
  });

  it('a bug or a store that is away is 503 for everyone, closed, with nothing of the cause', async () => {
    const { deps } = use();
    const agent = await use().signIn('tom');
    const cookies = cookieOf(agent);
    const image = '/iiif/images/open!001.jp2/full/max/0/default.jpg';
    const [answers, check] = await whileReplaced(
      deps.policy,
      () => ({ current: rejects }),
      async () =>
        [
          [
            await agent.get('/iiif/images/open!001.jp2/info.json'),
            await agent.get('/iiif/manifests/open'),
            await agent.get('/'),
            await agent.get('/', browser),
            await agent.get(image),
          ],
          await use().check(image, cookies),
        ] as const,
    );
    for (const answer of answers) {
      expect([answer.status, answer.headers['retry-after'], answer.headers['cache-control']]).toEqual([
        503,
        '2',
        'no-store',
      ]);
      expect(answer.text).not.toMatch(/secret cause|5432|Error:|node:/);
    }
    expect(answers[0].headers['access-control-allow-origin']).toBe('*');
    expect(answers[3].text).toContain('Not available at the moment');
    expect([check.status, check.text, check.headers['x-gate-image']]).toEqual([503, '', undefined]);
    expect(use().observed.filter((line) => line.kind === 'failed').length).toBeGreaterThanOrEqual(6);
  });
});
