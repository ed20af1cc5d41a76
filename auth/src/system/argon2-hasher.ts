import argon2 from 'argon2';
import { PasswordHasherBusyError, type PasswordHasher } from '../core/identity/password-hasher.js';
import { isImported } from '../core/identity/imported-password.js';
import { verifyImported } from './imported-password.js';
import { createTurnstile } from './turnstile.js';

/** What a hash costs: `memoryCost` in KiB, `timeCost` in passes. */
export interface Argon2Options {
  readonly memoryCost: number;
  readonly timeCost: number;
  /** Hashes at work at once, and how many more may wait for their turn. */
  readonly atOnce: number;
  readonly waiting: number;
}

const recommended: Argon2Options = { memoryCost: 19_456, timeCost: 2, atOnce: 2, waiting: 30 };
// No person's password is longer; argon2 would chew on megabytes.
const longestPasswordBytes = 1024;

/** Argon2id (OWASP's m=19456, t=2, p=1 unless told otherwise), a few at a time, the rest queued, the rest of those refused. */
export function createArgon2Hasher(options: Argon2Options = recommended): PasswordHasher {
  const { memoryCost, timeCost } = options;
  const cost = { type: argon2.argon2id, memoryCost, timeCost, parallelism: 1 } as const;
  const turnstile = createTurnstile(options.atOnce, options.waiting);
  // A hash that belongs to no password, at the same cost as the real ones.
  const salt = Buffer.alloc(16, 1).toString('base64').replace(/=+$/, '');
  const nobody = `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=1$${salt}$${Buffer.alloc(32, 1).toString('base64').replace(/=+$/, '')}`;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const leave = await turnstile.enter();
    if (leave === null) throw new PasswordHasherBusyError('too many passwords are being checked');
    try {
      return await work();
    } finally {
      leave();
    }
  }

  async function verify(hash: string, password: string): Promise<boolean> {
    if (isTooLong(password)) return false;
    return inTurn(async () =>
      isImported(hash) ? verifyImported(hash, password) : argon2.verify(hash, password),
    );
  }

  return {
    async hash(password) {
      if (isTooLong(password)) throw new RangeError('password too long to hash');
      return inTurn(async () => argon2.hash(password, cost));
    },
    verify,
    async verifyNobody(password) {
      await verify(nobody, password);
      return false;
    },
    needsRehash: (hash) =>
      isImported(hash) || argon2.needsRehash(hash, { memoryCost, timeCost, parallelism: 1 }),
  };
}

function isTooLong(password: string): boolean {
  return Buffer.byteLength(password, 'utf8') > longestPasswordBytes;
}
