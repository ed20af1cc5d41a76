import { describe, expect, it } from '@jest/globals';
import { createLog } from './log.js';
import { startOrLeave } from './start-or-leave.js';

const failure = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), {
  code: 'ECONNREFUSED',
  parameters: ['a secret of somebody'],
});

/** Starts with a database that is there from the `good`th try on. */
async function start(good: number, tries: number) {
  const written: string[] = [];
  const left: number[] = [];
  let tried = 0;
  await startOrLeave(
    createLog('info', { write: (line) => void written.push(line) }),
    async () => {
      tried += 1;
      return tried < good ? Promise.reject(failure) : Promise.resolve();
    },
    { tries, pause: async () => Promise.resolve(), leave: (code) => void left.push(code) },
  );
  return { written, left, tried };
}

describe('a start without a database', () => {
  it('goes on as soon as there is one, and tells of the failure once', async () => {
    expect(await start(1, 5)).toEqual({ written: [], left: [], tried: 1 });
    const late = await start(4, 5);
    expect(late).toMatchObject({ left: [], tried: 4 });
    expect(late.written).toHaveLength(1);
  });

  it('ends the program after a while; its lines of the log name no parameter', async () => {
    const { written, left, tried } = await start(9, 5);
    expect(left).toEqual([1]);
    expect(tried).toBe(5);
    expect(written).toHaveLength(2);
    for (const line of written) {
      expect(JSON.parse(line)).toMatchObject({
        level: 'error',
        event: 'failed',
        where: 'start',
        error: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432' },
      });
      expect(line).not.toContain('a secret of somebody');
    }
  });
});
