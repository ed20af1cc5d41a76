import { mkdtemp, rm, utimes, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImagePath } from '../../../auth/src/core/image/image-path.js';
import type { Subject } from '../derivatives/layout.js';
import { createWishes, type Urgency, urgencies, type Wishes } from '../derivatives/wishes.js';
import type { Original } from '../master/original.js';
import { createQueue, grantedUrgencies } from './queue.js';

const original: Original = {
  format: 'png',
  width: 600,
  height: 400,
  orientation: 1,
  channels: 3,
  bits: 8,
  lossless: true,
  heldBytes: 0,
  pages: 1,
};
let base = '';
let wishes: Wishes;
let now = 0;

function subject(name: string): Subject {
  return { root: 'images', path: name as ImagePath, version: '1-2-3' };
}

/** Wishes, the later the newer. */
async function wish(name: string, urgency: Urgency, at: number): Promise<void> {
  const before = new Set(await readdir(join(base, urgency)).catch(() => []));
  await wishes.add(subject(name), original, urgency);
  for (const file of await readdir(join(base, urgency)))
    if (!before.has(file)) await utimes(join(base, urgency, file), at, at);
}

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'queue-'));
  wishes = createWishes(base);
  now = 0;
});
afterEach(async () => rm(base, { recursive: true }));

describe('what the worker takes next', () => {
  it('is what somebody waits for, the most recent first, before what a scan met', async () => {
    await wish('scanned.png', 'scan', 1);
    await wish('asked-first.png', 'asked', 2);
    await wish('asked-last.png', 'asked', 3);
    const queue = createQueue(wishes, () => now);
    const taken: (string | undefined)[] = [];
    for (let next = await queue.take(urgencies); next !== null; next = await queue.take(urgencies))
      taken.push((await wishes.subjectOf(next))?.path);
    expect(taken).toEqual(['asked-last.png', 'asked-first.png', 'scanned.png']);
  });

  it('is taken once, stays written down, and comes back after a rest', async () => {
    await wish('a.png', 'scan', 1);
    const queue = createQueue(wishes, () => now);
    const first = await queue.take(['scan']);
    expect(first).not.toBeNull();
    expect(await queue.take(['scan'])).toBeNull();
    // Another worker, after this one was killed, finds it again.
    expect(await createQueue(wishes, () => now).take(['scan'])).toEqual(first);
    if (first !== null) queue.release(first, 1000);
    expect(await queue.take(['scan'])).toBeNull();
    now = 1001;
    expect(await queue.take(['scan'])).toEqual(first);
    if (first !== null) await wishes.remove(first);
    expect(await createQueue(wishes, () => now).take(urgencies)).toBeNull();
  });

  it('depends on the setting', () => {
    expect(grantedUrgencies('off')).toEqual([]);
    expect(grantedUrgencies('needed')).toEqual(['asked', 'scan']);
    expect(grantedUrgencies('hot')).toEqual(['asked', 'hot', 'scan']);
    expect(grantedUrgencies('all')).toEqual(['asked', 'hot', 'scan', 'all']);
  });
});
