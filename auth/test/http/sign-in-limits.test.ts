import { describe, expect, it } from '@jest/globals';
import { PasswordHasherBusyError } from '../../src/core/identity/password-hasher.js';
import { passwordOf } from '../support/people.js';
import { type Answer, createAgent } from './agent.js';
import { readForm } from './forms.js';
import { useTestApp } from './use-app.js';
import { whileReplaced } from './while-replaced.js';

const use = useTestApp();

async function tryAt(target: string, address: string, username: string, password: string): Promise<Answer> {
  const agent = createAgent(use().publicPort, address);
  const form = readForm((await agent.get(target)).text, target);
  return agent.post(form.action, { ...form.fields, username, password });
}

async function fail(address: string, username: string, target = '/iiif-login'): Promise<Answer> {
  return tryAt(target, address, username, 'wrong wrong');
}

async function succeed(address: string, username: string): Promise<Answer> {
  return tryAt('/iiif-login', address, username, passwordOf(username));
}

async function isBusy(): Promise<never> {
  throw new PasswordHasherBusyError('busy');
}

describe('limits of signing in', () => {
  it('[R13] slows one source of guesses at one account: 429 with Retry-After, until the time is over', async () => {
    const address = '203.0.113.1';
    for (let tries = 0; tries < 6; tries += 1) expect((await fail(address, 'tom')).status).toBe(401);
    const refused = await fail(address, 'tom');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '2']);
    expect(refused.text).toContain('wait 2 seconds');
    // Not even the right password counts while it lasts, nor does asking prolong it.
    expect((await succeed(address, 'tom')).status).toBe(429);
    use().advance(2);
    expect((await fail(address, 'tom')).status).toBe(401);
    const again = await fail(address, 'tom');
    expect([again.status, again.headers['retry-after']]).toEqual([429, '4']);
    use().advance(4);
    expect((await succeed(address, 'tom')).status).toBe(200);
  });

  it('counts however the name is written', async () => {
    for (const name of ['Marek', 'MAREK', ' marek ', 'mArek', 'marek', 'marek'])
      await fail('203.0.113.2', name);
    expect((await fail('203.0.113.2', 'marek')).status).toBe(429);
  });

  it('counts the account pages and the viewers’ window together', async () => {
    for (let tries = 0; tries < 3; tries += 1) {
      await fail('203.0.113.3', 'marek');
      await fail('203.0.113.3', 'marek', '/account/sign-in');
    }
    const [window, account] = [
      await fail('203.0.113.3', 'marek'),
      await fail('203.0.113.3', 'marek', '/account/sign-in'),
    ];
    expect([window.status, account.status]).toEqual([429, 429]);
    expect(account.headers['retry-after']).toBe('2');
  });

  it('nobody can lock a person out: strangers’ failures only make strangers’ tries slower', async () => {
    use().advance(86_400);
    expect((await succeed('203.0.113.10', 'ayesha')).status).toBe(200);
    for (let n = 0; n < 40; n += 1) await fail(`203.0.113.${100 + n}`, 'ayesha');
    const before = use().pauses.length;
    expect((await succeed('203.0.113.10', 'ayesha')).status).toBe(200);
    expect(use().pauses.slice(before)).toEqual([]);
    // From a place where nobody knows her it takes at most 3 s longer, and is never refused.
    expect((await succeed('203.0.113.11', 'ayesha')).status).toBe(200);
    expect(use().pauses.at(-1)).toBe(3_000);
  });

  it('slows an address that tries many names', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 34; n += 1) statuses.push((await fail('203.0.113.20', `name-${n}`)).status);
    expect(statuses.slice(0, 30).every((status) => status === 401)).toBe(true);
    expect(statuses).toContain(429);
    expect((await fail('203.0.113.21', 'name-1')).status).toBe(401);
  });

  it('tries side by side count like tries one after the other', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, async () => fail('203.0.113.30', 'nobody-here')),
    );
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(5);
  });

  it('says 503 with Retry-After while too many passwords are being checked, and counts none of it', async () => {
    const answers: Answer[] = [];
    await whileReplaced(
      use().deps.hasher,
      () => ({ verify: isBusy }),
      async () => {
        for (let tries = 0; tries < 10; tries += 1) answers.push(await succeed('203.0.113.40', 'tom'));
        answers.push(await tryAt('/account/sign-in', '203.0.113.40', 'tom', passwordOf('tom')));
      },
    );
    for (const answer of answers) expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5']);
    expect((await succeed('203.0.113.40', 'tom')).status).toBe(200);
  });

  it('observes what became of tries, never names or passwords', async () => {
    await fail('203.0.113.50', 'tom');
    const text = JSON.stringify(use().observed);
    expect(text).toContain('"outcome":"refused"');
    expect(text).toContain('"outcome":"throttled"');
    expect(text).toContain('"outcome":"busy"');
    expect(text).not.toContain('tom');
    expect(text).not.toContain('wrong wrong');
    expect(text).not.toContain('203.0.113');
  });
});
