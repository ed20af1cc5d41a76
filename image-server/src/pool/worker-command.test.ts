import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { workerCommand } from './worker-command.js';

describe('how an iipsrv process is started', () => {
  it('it may have no second thread, and leaves no core behind', () => {
    const { command, args } = workerCommand('cat', false);
    const limits = execFileSync(command, [...args, '/proc/self/limits'], { encoding: 'utf8' });
    expect(limits).toMatch(/^Max processes +1 +1 /m);
    expect(limits).toMatch(/^Max core file size +0 +0 /m);
  });

  it('it takes long turns where that is allowed, and is started all the same where it isn’t', () => {
    expect(workerCommand('iipsrv', true).args.join(' ')).toMatch(
      /^--nproc=1 --core=0 -- chrt --batch --sched-runtime \d+ 0 iipsrv$/,
    );
    expect(workerCommand('iipsrv', false).args.join(' ')).toBe('--nproc=1 --core=0 -- iipsrv');
  });
});
