import { describe, expect, it } from '@jest/globals';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const closed = '/iiif/images/members!001.jp2';
const open = '/iiif/images/open!001.jp2';
const tiered = '/iiif/images/preview!001.jp2';

async function bearer(): Promise<{ readonly Authorization: string }> {
  const agent = await use().signIn('tom');
  return { Authorization: `Bearer ${await use().token(agent)}` };
}

describe('info.json: credentials', () => {
  const nonsense = [
    'undefined',
    'null',
    '',
    'x',
    'A'.repeat(43),
    'A'.repeat(44),
    '"',
    'a b',
    '%00',
    'é'.repeat(20),
  ];

  it.each(nonsense)('[A1-4B] takes the token "%s" for none', async (token) => {
    const headers = { Authorization: `Bearer ${encodeURI(token)}` };
    expect((await use().agent().get(`${closed}/info.json`, headers)).status).toBe(401);
    expect((await use().agent().get(`${open}/info.json`, headers)).status).toBe(200);
    expect((await use().agent().get(`${tiered}/info.json`, headers)).status).toBe(302);
  });

  it.each(['Basic dG9tOng=', 'Digest x', 'Bearer', 'bearer', 'Negotiate', 'Token x'])(
    '[A1-4B] takes "Authorization: %s" for none',
    async (authorization) => {
      const answer = await use().agent().get(`${closed}/info.json`, { Authorization: authorization });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer /);
    },
  );

  it('[A1-6E] a bad token never hides a good cookie', async () => {
    const agent = await use().signIn('tom');
    for (const token of nonsense) {
      const answer = await agent.get(`${closed}/info.json`, { Authorization: `Bearer ${encodeURI(token)}` });
      expect(answer.status).toBe(200);
    }
  });

  it('[A1-6E] a good token counts before the cookie of somebody else', async () => {
    const token = await use().token(await use().signIn('tom'));
    const marek = await use().signIn('marek');
    const staff = '/iiif/images/staff!001.jp2/info.json';
    expect((await marek.get(staff)).status).toBe(401);
    expect((await marek.get(staff, { Authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it('[A1-4B] an expired token is none, to the second', async () => {
    const headers = await bearer();
    use().advance(3_599);
    expect((await use().agent().get(`${closed}/info.json`, headers)).status).toBe(200);
    use().advance(1);
    expect((await use().agent().get(`${closed}/info.json`, headers)).status).toBe(401);
  });

  it('[A1-4C] a token of another protocol is none', async () => {
    const agent = await use().signIn('tom');
    const { deps } = use();
    const session = deps.digest.sha256(agent.cookies.get('__Host-gatehouse') ?? '');
    const token = deps.newId();
    await deps.tokens.save({
      hash: deps.digest.sha256(token) as never,
      session: session as never,
      origin: null,
      protocol: 2,
      expiresAt: (use().now() + 600) as never,
    });
    const answer = await use()
      .agent()
      .get(`${closed}/info.json`, { Authorization: `Bearer ${token}` });
    expect(answer.status).toBe(401);
  });

  it('a disabled person’s cookie and token open nothing, at once', async () => {
    const agent = await use().signIn('ayesha');
    const headers = { Authorization: `Bearer ${await use().token(agent)}` };
    expect((await use().agent().get(`${closed}/info.json`, headers)).status).toBe(200);
    await use().deps.users.setDisabled(use().people.ayesha.id, true);
    expect((await use().agent().get(`${closed}/info.json`, headers)).status).toBe(401);
    expect((await agent.get(`${closed}/info.json`)).status).toBe(401);
    await use().deps.users.setDisabled(use().people.ayesha.id, false);
  });

  it('[A1-02] a place opens info.json by the address of this request only, and no header of the client counts', async () => {
    const room = '/iiif/images/reading-room!001.jp2/info.json';
    expect((await use().agent('192.0.2.20').get(room)).status).toBe(200);
    expect((await use().agent('2001:db8:5::9').get(room)).status).toBe(200);
    const outside = use().agent('198.51.100.7');
    for (const name of ['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'X-Client-IP'])
      expect((await outside.get(room, { [name]: '192.0.2.20' })).status).toBe(401);
  });
});
