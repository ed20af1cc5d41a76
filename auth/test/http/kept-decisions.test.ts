import { afterEach, describe, expect, it } from '@jest/globals';
import { apiKeyPrefix } from '../../src/core/identity/api-key.js';
import { testPolicyText } from '../support/factories.js';
import { cookieOf } from '../support/test-app.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const tail = '0,0,512,512/256,/0/default.jpg';
const open = `/iiif/images/open!001.jp2/${tail}`;
const members = `/iiif/images/members!001.jp2/${tail}`;

/** Asks as nginx does that would like to keep the answer under a generation; whether it may. */
async function mayKeep(
  uri: string,
  headers: Readonly<Record<string, string>> = {},
  generation: string | null = use().generation(),
): Promise<boolean> {
  const asked = generation === null ? headers : { ...headers, 'X-Gate-Generation': generation };
  const answer = await use().check(uri, asked);
  expect(answer.status).toBe(200);
  return answer.headers['x-gate-keep'] === '1';
}

const folders = (rule: string): string => `version: 1\ntimezone: UTC\nfolders:\n  /open: ${rule}\n`;
const at = (seconds: number): string =>
  new Date((use().now() + seconds) * 1000).toISOString().replace('.000Z', '+00:00');

describe('query_auth: what nginx may keep', () => {
  afterEach(async () => {
    use().setFresh(true);
    await use().publish(testPolicyText);
  });

  it('is an allow under the generation of which this replica has heard, and no other', async () => {
    const tom = cookieOf(await use().signIn('tom'));
    expect(await mayKeep(open)).toBe(true);
    expect(await mayKeep(members, tom)).toBe(true);
    const before = use().generation();
    await use().publish(testPolicyText);
    expect(await mayKeep(open, {}, before)).toBe(false);
    for (const other of [null, '', 'another', ' ', `${use().generation()}0`])
      expect([other, await mayKeep(open, {}, other)]).toEqual([other, false]);
    expect(await mayKeep(open)).toBe(true);
  });

  it('is nothing while changes may go unheard', async () => {
    const heard = use().generation();
    use().setFresh(false);
    expect(await mayKeep(open, {}, heard)).toBe(false);
  });

  it('is no refusal', async () => {
    for (const uri of [members, `/iiif/images/no!001.jp2/${tail}`, '/iiif/images/open!001.jp2/info.json']) {
      const answer = await use().check(uri, { 'X-Gate-Generation': use().generation() ?? '' });
      expect([uri, answer.status, answer.headers['x-gate-keep']]).toEqual([uri, 401, undefined]);
    }
  });

  it('is nothing that ends within twelve seconds', async () => {
    for (const [seconds, expected] of [
      [11, false],
      [13, true],
    ] as const) {
      await use().publish(folders(`{ grants: [ { who: signed-in, tier: full, until: ${at(seconds)} } ] }`));
      const tom = cookieOf(await use().signIn('tom'));
      expect([seconds, await mayKeep(open, tom)]).toEqual([seconds, expected]);
    }
  });

  it('is nothing open whose time to live is running down', async () => {
    for (const [seconds, expected] of [
      [300 + 11, false],
      [300 + 13, true],
    ] as const) {
      await use().publish(folders(`{ grants: [ { who: anyone, tier: full, until: ${at(seconds)} } ] }`));
      expect([seconds, await mayKeep(open)]).toEqual([seconds, expected]);
    }
  });

  it('is nothing of a session that ends within twelve seconds', async () => {
    const idle = 2 * 3600;
    const absolute = 12 * 3600;
    const tom = cookieOf(await use().signIn('tom'));
    for (let passed = 0; passed + 3600 < absolute; passed += 3600) {
      expect(await mayKeep(members, tom)).toBe(true);
      use().advance(3600);
    }
    // Seen all the time, so only the end of all sessions is near.
    expect(idle).toBeGreaterThan(3600);
    use().advance(3600 - 13);
    expect(await mayKeep(members, tom)).toBe(true);
    use().advance(2);
    expect(await mayKeep(members, tom)).toBe(false);
    use().advance(11);
    expect((await use().check(members, tom)).status).toBe(401);
  });

  it('is nothing of whoever shows a key for scripts, even one that doesn’t count', async () => {
    expect(await mayKeep(open, { Authorization: `Gatehouse-Key ${apiKeyPrefix}${'k'.repeat(43)}` })).toBe(
      false,
    );
  });

  it('is nothing of before a sign-out, whatever generation is named then', async () => {
    const agent = await use().signIn('tom');
    const tom = cookieOf(agent);
    const before = use().generation();
    expect(await mayKeep(members, tom)).toBe(true);
    await agent.get('/iiif-logout');
    expect(use().generation()).not.toBe(before);
    for (const generation of [before, use().generation()])
      expect((await use().check(members, { ...tom, 'X-Gate-Generation': generation ?? '' })).status).toBe(
        401,
      );
  });
});
