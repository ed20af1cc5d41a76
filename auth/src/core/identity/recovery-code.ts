import type { UserId } from './user.js';

/** How many are made at once. */
export const recoveryCodeCount = 10;

/** Without letters and digits that look alike: 32 of them, 5 bits each. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const groupLength = 4;
const groupCount = 4;

/**
 * A recovery code of 80 bits, as people read it: `ABCD-EFGH-JKLM-NPQR`.
 * @param random numbers from 0 to 255, at least 16
 */
export function writeRecoveryCode(random: Uint8Array): string {
  const letters = Array.from(random.slice(0, groupLength * groupCount), (byte) => alphabet[byte % 32] ?? '');
  return Array.from({ length: groupCount }, (_, index) =>
    letters.slice(index * groupLength, (index + 1) * groupLength).join(''),
  ).join('-');
}

/** The code in what was typed, whatever the case and the dashes; null: that is none. */
export function readRecoveryCode(typed: string): string | null {
  const plain = typed.toUpperCase().replace(/[\s-]/g, '');
  return /^[A-HJ-NP-Z2-9]{16}$/.test(plain) ? plain : null;
}

/** What is stored of a code. 80 bits need no slow hash; whose it is goes in, so that it counts for nobody else. */
export function hashRecoveryCode(sha256: (text: string) => string, user: UserId, code: string): string {
  return sha256(`recovery:${user}:${readRecoveryCode(code) ?? ''}`);
}
