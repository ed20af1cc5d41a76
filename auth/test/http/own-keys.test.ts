import { describe, expect, it } from '@jest/globals';
import { eventsOf, signInToAccount, tokenOf } from '../admin/pages.js';
import type { Agent, Answer } from './agent.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const wanted = { name: 'tom-nightly', folder: '/members', days: '30' };

async function make(agent: Agent, fields: Readonly<Record<string, string>> = wanted): Promise<Answer> {
  return agent.post('/account/keys', { form_token: tokenOf(await agent.get('/account/data')), ...fields });
}

describe('keys that people make for themselves', () => {
  it('are off until an administrator allows them to a group', async () => {
    const tom = await signInToAccount(use(), 'tom');
    expect((await tom.get('/account/data')).text).not.toContain('action="/account/keys"');
    const answer = await make(tom);
    expect([answer.status, answer.json?.error]).toEqual([403, 'not_permitted']);
    const ines = await signInToAccount(use(), 'ines');
    const form_token = tokenOf(await ines.get('/auth/admin/groups/staff'));
    expect(
      (await ines.post('/auth/admin/groups/staff/own-keys', { form_token, allowed: 'yes' })).status,
    ).toBe(303);
    expect((await tom.get('/account/data')).text).toContain('action="/account/keys"');
  });

  it('are shown once, open what the person may see below one folder, end, and are in the audit', async () => {
    await use().deps.users.setGroupOwnKeys('staff', true);
    const tom = await signInToAccount(use(), 'tom');
    const made = await make(tom);
    expect(made.status).toBe(200);
    const secret = /ghk_[\w-]{43}/.exec(made.text)?.[0] ?? '';
    expect(secret).not.toBe('');
    const page = (await tom.get('/account/data')).text;
    expect(page).toContain('tom-nightly');
    expect(page).not.toContain(secret);
    const check = async (image: string): Promise<number> =>
      (
        await use().check(`/iiif/images/${image}/full/max/0/default.jpg`, {
          Authorization: `Gatehouse-Key ${secret}`,
        })
      ).status;
    expect([await check('members!001.jp2'), await check('staff!001.jp2')]).toEqual([200, 401]);
    const [key] = await use().deps.keys.list();
    expect([key?.user, key?.expiresAt]).toEqual([use().people.tom.id, use().now() + 30 * 86_400]);
    expect(await eventsOf(use())).toContainEqual({
      actor: { kind: 'user', name: 'tom' },
      event: {
        kind: 'key-created',
        key: 'tom-nightly',
        user: 'tom',
        folder: '/members',
        expiresAt: use().now() + 30 * 86_400,
      },
    });
  });

  it('are refused with what is wrong, in the language of the person, and twenty are enough', async () => {
    await use().deps.users.setGroupOwnKeys('staff', true);
    const tom = await signInToAccount(use(), 'tom');
    const bad = await make(tom, { name: 'Has spaces', folder: '../x', days: '4000' });
    expect(bad.status).toBe(422);
    expect(bad.text.match(/<li>/g)?.length).toBeGreaterThanOrEqual(3);
    expect(bad.text).not.toContain('ghk_');
    await use().deps.keys.revoke('tom-nightly');
    expect((await make(tom)).status).toBe(200);
    expect((await make(tom)).text).toContain('There is a key of this name already');
    for (let count = 1; count < 20; count += 1) await make(tom, { ...wanted, name: `tom-${count}` });
    expect((await make(tom, { ...wanted, name: 'one-more' })).text).toContain('You have 20 keys already');
  });
});
