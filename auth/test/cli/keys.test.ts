import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openGatehouse } from './gatehouse.js';

let gatehouse: Awaited<ReturnType<typeof openGatehouse>>;

beforeAll(async () => {
  gatehouse = await openGatehouse();
  await gatehouse.run('migrate');
}, 30_000);
beforeEach(async () => {
  await gatehouse.empty();
  await gatehouse.run('user add tom --password-stdin', { input: 'correct horse battery\n' });
});
afterAll(async () => {
  await gatehouse.close();
});

const create = 'key create --name nightly --user tom --folder /staff/ --expires 90d';

describe('gatehouse key', () => {
  it('shows a key once, and stores none', async () => {
    const { code, out } = await gatehouse.run(`${create} --json`);
    const made = JSON.parse(out) as { key: string; folder: string; expires: string };
    expect([code, made.folder, made.expires]).toEqual([0, '/staff', '2026-12-20T14:13:20Z']);
    expect(made.key).toMatch(/^ghk_[\w-]{43}$/);
    const [stored] = await gatehouse.stores.keys.list();
    expect(JSON.stringify(stored)).not.toContain(made.key.slice(4));
    expect((await gatehouse.run('key list --json')).out).not.toContain(made.key.slice(4));
    const log = JSON.stringify(await gatehouse.stores.audit.listAfter(null, 10));
    expect(log).not.toContain(made.key.slice(4));
    expect(await gatehouse.events()).toEqual(['user-created', 'key-created']);
  });

  it('lists keys with their state', async () => {
    expect((await gatehouse.run('key list')).out).toBe('There are no keys.\n');
    await gatehouse.run(create);
    expect((await gatehouse.run('key list')).out).toMatch(/nightly +tom +\/staff +active/);
    await gatehouse.run('user disable tom');
    expect((await gatehouse.run('key list')).out).toMatch(/user disabled/);
    gatehouse.clock.now += 91 * 86_400;
    expect((await gatehouse.run('key list')).out).toMatch(/expired/);
    gatehouse.clock.now -= 91 * 86_400;
  });

  it('revokes by name, once', async () => {
    await gatehouse.run(create);
    expect((await gatehouse.run('key revoke nightly')).out).toBe('Revoked nightly.\n');
    expect(await gatehouse.run('key revoke nightly')).toMatchObject({ code: 1 });
    expect((await gatehouse.events()).at(-1)).toBe('key-revoked');
  });

  it('tells every mistake at once', async () => {
    const { code, err } = await gatehouse.run(
      'key create --name No! --user nobody --folder /a/../b --expires soon',
    );
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(4);
    await gatehouse.run(create);
    expect((await gatehouse.run(create)).err).toContain('There is a key nightly already');
    expect((await gatehouse.run('key create --name a')).code).toBe(2);
  });
});
