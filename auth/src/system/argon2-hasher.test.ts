import { describe, expect, it } from '@jest/globals';
import { PasswordHasherBusyError } from '../core/identity/password-hasher.js';
import { createArgon2Hasher } from './argon2-hasher.js';

const cheap = { memoryCost: 1024, timeCost: 2, atOnce: 2, waiting: 2 };

/** The least processor time that each took, taken in turn: others use the machine too. */
async function times(...works: (() => Promise<unknown>)[]): Promise<number[]> {
  const shortest = works.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < 9; round += 1) {
    for (const [index, work] of works.entries()) {
      const start = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(start);
      shortest[index] = Math.min(shortest[index] ?? 0, user + system);
    }
  }
  return shortest;
}

describe('createArgon2Hasher', () => {
  it('makes argon2id hashes at the recommended cost and knows them again', async () => {
    const hasher = createArgon2Hasher();
    const hash = await hasher.hash('correct horse battery');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,p=1,t=2\$/);
    expect(await hasher.verify(hash, 'correct horse battery')).toBe(true);
    expect(await hasher.verify(hash, 'correct horse batterz')).toBe(false);
    expect(hasher.needsRehash(hash)).toBe(false);
    expect(createArgon2Hasher(cheap).needsRehash(hash)).toBe(true);
  });

  it('spends the time of a real check on nobody', async () => {
    const hasher = createArgon2Hasher({ ...cheap, memoryCost: 19_456 });
    const hash = await hasher.hash('correct horse battery');
    const [real = 0, nobody = 0] = await times(
      async () => hasher.verify(hash, 'wrong password'),
      async () => hasher.verifyNobody('wrong password'),
    );
    expect(await hasher.verifyNobody('anything')).toBe(false);
    expect(nobody / real).toBeGreaterThan(0.5);
    expect(nobody / real).toBeLessThan(2);
  });

  it('never works on more than it was told, queues a few, and refuses the rest', async () => {
    const hasher = createArgon2Hasher(cheap);
    const hash = await hasher.hash('correct horse battery');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, async () => hasher.verify(hash, 'correct horse battery')),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value)).toHaveLength(4);
    expect(refused).toHaveLength(6);
    for (const { reason } of refused) expect(reason).toBeInstanceOf(PasswordHasherBusyError);
    expect(await hasher.verify(hash, 'correct horse battery')).toBe(true);
  });

  it('does not chew on endless passwords', async () => {
    const hasher = createArgon2Hasher(cheap);
    const hash = await hasher.hash('x'.repeat(1024));
    expect(await hasher.verify(hash, 'x'.repeat(1024))).toBe(true);
    expect(await hasher.verify(hash, 'x'.repeat(1025))).toBe(false);
    await expect(hasher.hash('é'.repeat(513))).rejects.toThrow(RangeError);
  });

  it('does not take a hash apart that is none', async () => {
    await expect(createArgon2Hasher(cheap).verify('', 'x')).rejects.toThrow();
  });
});
