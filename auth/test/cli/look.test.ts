import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { makePng } from '../support/make-png.js';
import { openGatehouse } from './gatehouse.js';

let gatehouse: Awaited<ReturnType<typeof openGatehouse>>;

beforeAll(async () => {
  gatehouse = await openGatehouse();
  await gatehouse.run('migrate');
}, 30_000);
beforeEach(async () => {
  await gatehouse.empty();
});
afterAll(async () => gatehouse.close());

describe('gatehouse look', () => {
  it('changes parts, tells what it made of a colour, and shows it all', async () => {
    const set = await gatehouse.run('look set --institution Archive --accent #ffd400 --sign-in en=Hello');
    expect(set.code).toBe(0);
    expect(set.out).toContain('could not be read');
    expect(set.out).toContain('Published as version 1.');
    expect((await gatehouse.run('look set --contact a@example.org --accent=')).code).toBe(0);
    expect(JSON.parse((await gatehouse.run('look show --json')).out)).toEqual({
      version: 2,
      institution: 'Archive',
      contact: 'a@example.org',
      legal: null,
      privacy: null,
      accent: null,
      welcome: null,
      signIn: { en: 'Hello' },
      logo: null,
    });
    expect((await gatehouse.run('look show')).out).toMatch(/^institution +Archive$/m);
    expect((await gatehouse.run('look set --institution Archive')).out).toContain('so already');
    expect(await gatehouse.events()).toEqual(['look-changed', 'look-changed']);
  });

  it('puts a logo on the pages and takes it away', async () => {
    const bytes = { 'a.png': makePng(), 'b.png': Buffer.from('GIF89a') };
    expect((await gatehouse.run('look logo a.png', { bytes })).code).toBe(0);
    expect((await gatehouse.run('look show')).out).toMatch(/^logo +4 x 3, [\w-]{16}$/m);
    const refused = await gatehouse.run('look logo b.png', { bytes });
    expect([refused.code, refused.err.includes('save it as PNG')]).toEqual([1, true]);
    expect((await gatehouse.run('look logo none.png', { bytes })).code).toBe(1);
    expect((await gatehouse.run('look logo')).code).toBe(1);
    expect((await gatehouse.run('look logo --remove')).code).toBe(0);
    expect((await gatehouse.stores.looks.current())?.look.logo).toBeNull();
  });

  it('refuses what is wrong, all of it, and changes nothing', async () => {
    const { code, err } = await gatehouse.run('look set --contact javascript:x --legal x --accent red');
    expect([code, err.trim().split('\n').length]).toEqual([1, 3]);
    expect((await gatehouse.run('look set')).code).toBe(1);
    expect((await gatehouse.run('look set --welcome Hello')).code).toBe(2);
    expect(await gatehouse.stores.looks.current()).toBeNull();
  });
});
