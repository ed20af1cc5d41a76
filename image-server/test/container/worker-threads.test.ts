import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { formatAddress, inContainer, listWorkers } from './support.js';

const size = { width: 6000, height: 8000 };

/** How many threads a worker has, each time it was looked. */
async function countThreads(pid: string): Promise<readonly string[]> {
  const looked = await inContainer(
    'sh',
    '-c',
    `n=0; while [ $n -lt 400 ]; do grep Threads: /proc/${pid}/status; n=$((n + 1)); done`,
  );
  return looked.split('\n').filter((line) => line !== '');
}

describe('a worker that decodes a JPEG 2000', () => {
  it('does it in the one thread it has, whatever OpenJPEG is told', async () => {
    const asking = Promise.all(
      [0, 1, 2, 3].map(async (lane) => {
        for (let round = 0; round < 60; round += 1) {
          const [x, y] = [lane * 1024 + (round % 16) * 64, Math.floor(round / 16) * 256];
          const address = formatAddress(
            'closed/survey-map.jp2',
            size,
            `${x},${y},512,512/256,/0/default.jpg`,
          );
          // oxlint-disable-next-line no-await-in-loop
          expect((await fetch(address)).status).toBe(200);
        }
      }),
    );
    await wait(100);
    const seen = await Promise.all((await listWorkers()).map(countThreads));
    await asking;
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen.flat())).toEqual(new Set(['Threads:\t1']));
  }, 60_000);

  it('is batch work: who answers the network goes first', async () => {
    const policies = await Promise.all(
      (await listWorkers()).map(async (pid) => inContainer('chrt', '--pid', pid)),
    );
    expect(policies.length).toBeGreaterThan(0);
    for (const policy of policies) expect(policy).toContain('SCHED_BATCH');
  });
});
