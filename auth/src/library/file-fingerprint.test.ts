import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fingerprintOf } from './file-fingerprint.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fingerprint-'));
});
afterAll(async () => rm(folder, { recursive: true }));

async function of(bytes: Uint8Array): Promise<string | null> {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  return fingerprintOf(path);
}

function large(change: (bytes: Uint8Array) => void = () => undefined): Uint8Array {
  const bytes = new Uint8Array(1_000_000).fill(7);
  change(bytes);
  return bytes;
}

describe('a fingerprint', () => {
  it('is the same for the same contents, and another where size, first, last or middle bytes differ', async () => {
    const changed = (at: number) => large((bytes) => bytes.set([8], at));
    const known = await of(large());
    expect(await of(large())).toBe(known);
    const others = [changed(0), changed(999_999), changed(426_900), new Uint8Array(1_000_001).fill(7)];
    for (const other of others) expect(await of(other)).not.toBe(known);
  });

  it('is there for tiny files, and not for what can not be read', async () => {
    expect(await of(new Uint8Array(1))).toMatch(/^[\w-]{22}$/);
    expect(await of(new Uint8Array())).toMatch(/^[\w-]{22}$/);
    expect(await fingerprintOf(join(folder, 'nowhere'))).toBeNull();
  });
});
