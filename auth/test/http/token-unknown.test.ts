import { describe, expect, it } from '@jest/globals';
import { replaceMethods } from '../support/replace-methods.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const unknown = { Cookie: `__Host-gatehouse=${'x'.repeat(43)}` };

/** Counts how often the table of sessions is read while something is done. */
async function countLooks(act: () => Promise<void>): Promise<number> {
  let looks = 0;
  const { sessions } = use().deps;
  const find = sessions.find.bind(sessions);
  const restore = replaceMethods(sessions, {
    find: async (hash) => {
      looks += 1;
      return find(hash);
    },
  });
  try {
    await act();
  } finally {
    restore();
  }
  return looks;
}

describe('token service: a cookie that stands for no living session', () => {
  it('costs two looks into the database, however often it asks within a minute', async () => {
    const looks = await countLooks(async () => {
      for (let asked = 0; asked < 25; asked += 1) {
        const answer = await use().agent().get('/iiif-token', unknown);
        expect([answer.status, answer.json.error]).toEqual([401, 'invalidCredentials']);
      }
    });
    expect(looks).toBeLessThanOrEqual(2);
  });

  it('[A2-2A] is still told that it ran out, each time', async () => {
    const agent = await use().signIn('tom');
    const cookie = agent.cookies.get('__Host-gatehouse') ?? '';
    use().advance(3 * 3_600);
    const texts: string[] = [];
    const looks = await countLooks(async () => {
      for (let asked = 0; asked < 5; asked += 1)
        texts.push(
          (
            await use()
              .agent()
              .get('/iiif-token', { Cookie: `__Host-gatehouse=${cookie}` })
          ).json.description,
        );
    });
    expect(new Set(texts)).toEqual(new Set(['Your sign-in has run out. Please sign in again.']));
    expect(looks).toBeLessThanOrEqual(2);
  });

  it('what could not be read is asked again', async () => {
    const restore = replaceMethods(use().deps.sessions, {
      find: async () => Promise.reject(new Error('away')),
    });
    const other = { Cookie: `__Host-gatehouse=${'y'.repeat(43)}` };
    expect((await use().agent().get('/iiif-token', other)).status).toBe(503);
    restore();
    expect((await use().agent().get('/iiif-token', other)).status).toBe(401);
  });
});
