import { describe, expect, it } from '@jest/globals';
import { epochSeconds } from '../core/time.js';
import { totp } from './totp.js';

// The ASCII secret of RFC 6238, appendix B; its codes have eight digits, of which ours are the last six.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('time-based codes', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('[RFC 6238 B] at %d the code is %s', (time, code) => {
    expect(totp.stepOf(secret, code, epochSeconds(time))).toBe(Math.floor(time / 30));
  });

  it('a code counts one step early and one step late, under its own step', () => {
    const step = Math.floor(1234567890 / 30);
    expect(totp.stepOf(secret, '005924', epochSeconds(1234567890 + 30))).toBe(step);
    expect(totp.stepOf(secret, '005924', epochSeconds(1234567890 - 30))).toBe(step);
    expect(totp.stepOf(secret, '005924', epochSeconds(1234567890 + 60))).toBeNull();
    expect(totp.stepOf(secret, '005924', epochSeconds(1234567890 - 60))).toBeNull();
  });

  it('nothing but six digits is a code', () => {
    for (const code of ['', '5924', '0059240', '００５９２４', 'abcdef'])
      expect(totp.stepOf(secret, code, epochSeconds(1234567890))).toBeNull();
  });

  it('makes new secrets of 160 bits, and addresses that apps understand', () => {
    const [one, two] = [totp.newSecret(), totp.newSecret()];
    expect(one).toMatch(/^[A-Z2-7]{32}$/);
    expect(two).not.toBe(one);
    const address = new URL(totp.address(one, 'Example Archive: A&B', 'ines@example.org'));
    expect([address.protocol, address.host]).toEqual(['otpauth:', 'totp']);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      issuer: 'Example Archive: A&B',
      secret: one,
      digits: '6',
      period: '30',
    });
  });
});
