import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
// @ts-expect-error -- a program, without types
import { makeLarge } from '../corpus/make-large.mjs';
// @ts-expect-error -- a program, without types
import { makeMixed } from '../corpus/make-mixed.mjs';
import { askFacts, docker, peakOf, settled, stateOf } from './derivatives-support.js';
import { formatAddress, running } from './support.js';

const folder = join(running.files, 'images', 'batch');
let paths: readonly string[] = [];

async function shelf(): Promise<ReadonlySet<string>> {
  const names = await readdir(join(running.shelf, 'ready'), { recursive: true });
  return new Set(names.filter((name) => name.endsWith('.tif')));
}

/** How often the worker's log says that this was made. */
async function timesMade(): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  for (const line of (await docker('logs', running.worker)).split('\n')) {
    if (!line.includes('"derivative_made"')) continue;
    const { path } = JSON.parse(line) as { path: string };
    times.set(path, (times.get(path) ?? 0) + 1);
  }
  return times;
}

beforeAll(async () => {
  await mkdir(folder, { recursive: true });
  paths = ((await makeMixed(folder, 60)) as string[]).map((name) => `batch/${name}`);
  await makeLarge(join(folder, 'large.tif'), 16_000, 12_000);
}, 60_000);
afterAll(async () => rm(folder, { recursive: true }));

describe('making derivatives', () => {
  it('that is killed in the middle loses nothing and repeats nothing that was finished', async () => {
    for (const path of paths) expect((await askFacts(path)).status).toBe(200);
    const seen: ReadonlySet<string>[] = [];
    for (let kill = 0; kill < 3; kill += 1) {
      const before = await shelf();
      for (let tries = 0; tries < 100 && (await shelf()).size < before.size + 8; tries += 1) await wait(50);
      await docker('kill', '-s', 'KILL', running.worker);
      seen.push(await shelf());
      await docker('start', running.worker);
    }
    for (const path of paths) expect(await settled(path)).toMatchObject({ state: 'ready' });
    const last = await shelf();
    for (const name of seen.flatMap((names) => [...names])) expect(last).toContain(name);
    const times = await timesMade();
    // What was on its way when the worker died is made again; what was on the shelf is not.
    expect(paths.filter((path) => (times.get(path) ?? 0) > 1)).toEqual([]);
    expect((await readdir(join(running.shelf, 'making'))).filter((name) => !name.includes('large'))).toEqual(
      [],
    );
  }, 180_000);

  it('of a flat TIFF of 192 megapixels streams: the service stays far below its memory', async () => {
    const path = 'batch/large.tif';
    expect((await askFacts(path)).status).toBe(200);
    const early = await fetch(
      formatAddress(path, { width: 16_000, height: 12_000 }, 'full/200,/0/default.jpg'),
    );
    // Too large to be shown meanwhile: it is waited for, or one is asked to come back.
    expect([200, 503]).toContain(early.status);
    if (early.status === 503) expect(early.headers.get('retry-after')).not.toBeNull();
    expect(await settled(path, 170)).toMatchObject({ state: 'ready' });
    const tile = formatAddress(
      path,
      { width: 16_000, height: 12_000 },
      '15000,11000,512,512/512,/0/default.jpg',
    );
    expect((await fetch(tile)).status).toBe(200);
    process.stdout.write(`  peak of the worker: ${Math.round((await peakOf(running.worker)) / 1e6)} MB\n`);
  }, 180_000);

  it('of a JPEG 2000 begins when it is asked for often, and shows the same', async () => {
    const path = 'closed/survey-map.jp2';
    const { body } = await askFacts(path);
    const size = { width: Number(body['width']), height: Number(body['height']) };
    for (let n = 0; n < 45 && (await stateOf(path)).state === 'none'; n += 1)
      await fetch(formatAddress(path, size, `${n * 64},512,256,256/256,/0/default.jpg`));
    expect((await stateOf(path)).state).not.toBe('none');
    expect(await settled(path, 170)).toMatchObject({ state: 'ready', need: 'helpful' });
  }, 180_000);
});
