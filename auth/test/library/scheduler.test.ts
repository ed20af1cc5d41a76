import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Observation } from '../../src/core/observation.js';
import { createImageLibrary } from '../../src/library/image-library.js';
import { startFakeGateway } from './fake-gateway.js';
import { createMemoryCatalogue } from './memory-catalogue.js';

const jp2 = Buffer.from('0000000c6a5020200d0a870a00000014', 'hex');

let base: string;
let gateway: Awaited<ReturnType<typeof startFakeGateway>>;
let memory: ReturnType<typeof createMemoryCatalogue>;
let observed: Observation[];
let library: ReturnType<typeof createImageLibrary>;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'gatehouse-library-'));
  await mkdir(join(base, 'images', 'a'), { recursive: true });
  await writeFile(join(base, 'images', 'a', 'first.jp2'), jp2);
  gateway = await startFakeGateway();
  memory = createMemoryCatalogue();
  observed = [];
  library = createImageLibrary({
    catalogue: memory.catalogue,
    index: memory.index,
    roots: { images: join(base, 'images'), demo: join(base, 'demo') },
    gatewayUrl: gateway.url,
    observe: (observation) => observed.push(observation),
    now: memory.now,
    intervalSeconds: 3600,
    stopwatchMs: () => performance.now(),
  });
});

afterEach(async () => {
  await library.stop();
  await gateway.stop();
  await rm(base, { recursive: true, force: true });
});

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 120 && !condition(); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(condition()).toBe(true);
}

describe('the image library at work', () => {
  it('scans at start, without anybody waiting for it', async () => {
    library.start();
    expect(memory.paths()).toEqual([]);
    await until(() => memory.paths().length === 1);
    // The picture is known a moment before the scan has told of its end.
    await until(() => observed.some((one) => one.kind === 'scan' && one.state === 'finished'));
    expect(observed).toContainEqual(expect.objectContaining({ kind: 'scan', state: 'finished' }));
  });

  it('looks at a folder that somebody asked for', async () => {
    library.start();
    await until(() => observed.some((one) => one.kind === 'scan' && one.state === 'finished'));
    await mkdir(join(base, 'images', 'b'));
    await writeFile(join(base, 'images', 'b', 'new.jp2'), jp2);
    library.requestFolder('b');
    await until(() => memory.paths().includes('b/new.jp2' as never));
  });

  it('never throws at whoever asks, whatever is asked for', () => {
    for (const folder of ['..', '../..', 'a//b', '\0', 'x'.repeat(5000), '', 'a/\ud800'])
      expect(() => library.requestFolder(folder)).not.toThrow();
  });

  it('notices new files where the file system tells of them', async () => {
    library.start();
    await until(() => observed.some((one) => one.kind === 'scan' && one.state === 'finished'));
    await writeFile(join(base, 'images', 'a', 'second.jp2'), jp2);
    await until(() => memory.paths().includes('a/second.jp2' as never));
    await mkdir(join(base, 'images', 'c', 'd'), { recursive: true });
    await writeFile(join(base, 'images', 'c', 'd', 'third.jp2'), jp2);
    await until(() => memory.paths().includes('c/d/third.jp2' as never));
  }, 15_000);
});
