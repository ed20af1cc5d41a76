import { describe, expect, it } from '@jest/globals';
import { hashRecoveryCode, readRecoveryCode, writeRecoveryCode } from './recovery-code.js';
import type { UserId } from './user.js';

const sha256 = (text: string): string => text;
const bytes = Uint8Array.from({ length: 16 }, (_, index) => index * 16 + index);

describe('recovery codes', () => {
  it('are four groups of four letters and digits that nobody mistakes', () => {
    const code = writeRecoveryCode(bytes);
    expect(code).toMatch(/^(?:[A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/);
    expect(code).not.toMatch(/[01IO]/);
  });

  it('are read however they are typed', () => {
    const code = writeRecoveryCode(bytes);
    const plain = code.replaceAll('-', '');
    for (const typed of [code, code.toLowerCase(), plain, ` ${code.replaceAll('-', ' ')} `])
      expect(readRecoveryCode(typed)).toBe(plain);
    for (const typed of ['', '123456', plain.slice(1), `${plain}A`, plain.replace(/./, '0')])
      expect(readRecoveryCode(typed)).toBeNull();
  });

  it('count for one person', () => {
    const code = writeRecoveryCode(bytes);
    expect(hashRecoveryCode(sha256, 'a' as UserId, code)).toBe(
      hashRecoveryCode(sha256, 'a' as UserId, code.toLowerCase()),
    );
    expect(hashRecoveryCode(sha256, 'a' as UserId, code)).not.toBe(
      hashRecoveryCode(sha256, 'b' as UserId, code),
    );
  });
});
