import { describe, expect, it } from '@jest/globals';
import { createLog } from './log.js';
import { startOrLeave } from './start-or-leave.js';

describe('a start that fails', () => {
  it('is one line of the log that names no parameter, and ends the program', async () => {
    const written: string[] = [];
    const left: number[] = [];
    const log = createLog('info', { write: (line) => void written.push(line) });
    const failure = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), {
      code: 'ECONNREFUSED',
      parameters: ['a secret of somebody'],
    });
    await startOrLeave(
      log,
      async () => Promise.reject(failure),
      (code) => void left.push(code),
    );
    expect(left).toEqual([1]);
    expect(written).toHaveLength(1);
    expect(JSON.parse(written[0] ?? '')).toMatchObject({
      level: 'error',
      event: 'failed',
      where: 'start',
      error: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432' },
    });
    expect(written[0]).not.toContain('a secret of somebody');
  });

  it('goes on where nothing fails', async () => {
    let done = false;
    await startOrLeave(
      () => undefined,
      async () => {
        done = true;
        return Promise.resolve();
      },
      () => {
        throw new Error('it left');
      },
    );
    expect(done).toBe(true);
  });
});
