import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { importPassword } from '../../src/core/identity/imported-password.js';
import { readForm } from './forms.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const made = JSON.parse(readFileSync('test/fixtures/flask-security/hashes.json', 'utf8')) as Record<
  string,
  string
>;
const { password = '', salt = '' } = made;

async function tryToSignIn(username: string, secret: string): Promise<number> {
  const agent = use().agent(`203.0.113.${username.length}`);
  const form = readForm((await agent.get('/iiif-login')).text, '/iiif-login');
  return (await agent.post(form.action, { ...form.fields, username, password: secret })).status;
}

describe('a password that another system hashed', () => {
  it('signs in once as it was, and is then hashed as ours', async () => {
    const { users } = use().deps;
    const passwordHash = importPassword(made['bcrypt'] ?? '', Buffer.from(salt).toString('base64url'));
    const email = 'anna@example.org';
    await users.create({ name: email, displayName: email, email, administrator: false, passwordHash });
    // Wrong, unknown and somebody of ours: none is answered before the floor.
    for (const name of [email, 'nobody', 'tom']) {
      const before = use().pauses.length;
      expect(await tryToSignIn(name, 'wrong')).toBe(401);
      expect(
        use()
          .pauses.slice(before)
          .some((pause) => pause > 500),
      ).toBe(true);
    }
    expect(await tryToSignIn('Anna@Example.org', password)).toBe(200);
    expect((await users.findCredential(email))?.passwordHash).toMatch(/^\$argon2id\$/);
    const before = use().pauses.length;
    expect(await tryToSignIn('nobodyelse', 'wrong')).toBe(401);
    expect(
      use()
        .pauses.slice(before)
        .filter((pause) => pause > 500),
    ).toEqual([]);
    expect(await tryToSignIn(email, password)).toBe(200);
  });
});
