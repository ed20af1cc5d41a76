import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { formatAddress, inContainer, listWorkers, running } from './support.js';

const size = { width: 6000, height: 8000 };

function tile(index: number): string {
  const [x, y] = [(index % 20) * 256, Math.floor(index / 20) * 256];
  return formatAddress('closed/survey-map.jp2', size, `${x},${y},256,256/256,/0/default.jpg`);
}

async function kill(pid: string): Promise<void> {
  await inContainer('sh', '-c', `kill -9 ${pid}`).catch(() => undefined);
}

describe('a worker that is killed', () => {
  it('costs nobody a tile', async () => {
    const statuses: Promise<number>[] = [];
    const killing = (async () => {
      for (let round = 0; round < 6; round += 1) {
        // oxlint-disable-next-line no-await-in-loop
        const [victim = ''] = await listWorkers();
        // oxlint-disable-next-line no-await-in-loop
        await kill(victim);
        // oxlint-disable-next-line no-await-in-loop
        await wait(250);
      }
    })();
    for (let index = 0; index < 240; index += 1) {
      statuses.push(
        fetch(tile(index)).then(async (response) => (await response.arrayBuffer(), response.status)),
      );
      // oxlint-disable-next-line no-await-in-loop
      await wait(8);
    }
    await killing;
    expect(new Set(await Promise.all(statuses))).toEqual(new Set([200]));
  }, 60_000);

  it('is replaced within a second', async () => {
    const before = await listWorkers();
    await Promise.all(before.map(kill));
    await wait(1000);
    const after = await listWorkers();
    expect(after.length).toBe(before.length);
    expect(after.some((pid) => before.includes(pid))).toBe(false);
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  }, 20_000);
});

describe('workers that hang', () => {
  it('cost 10 s and a 504, and are replaced', async () => {
    const before = await listWorkers();
    await Promise.all(before.map(async (pid) => inContainer('sh', '-c', `kill -STOP ${pid}`)));
    const startedAt = performance.now();
    const hanging = await fetch(tile(300));
    expect(hanging.status).toBe(504);
    expect(await hanging.json()).toMatchObject({ error: 'timeout' });
    expect(performance.now() - startedAt).toBeLessThan(11_000);
    await wait(1000);
    expect((await fetch(tile(301))).status).toBe(200);
    expect((await listWorkers()).some((pid) => before.includes(pid))).toBe(false);
  }, 30_000);
});
