import { describe, expect, it } from '@jest/globals';
import { createSealedBox } from './sealed-box.js';

const box = createSealedBox('a key for tests that is long enough to be one');

describe('sealed box', () => {
  it('opens what it sealed, and never shows it', () => {
    const sealed = box.seal('JBSWY3DPEHPK3PXP', 'totp:1');
    expect(sealed).not.toContain('JBSWY3DP');
    expect(box.open(sealed, 'totp:1')).toBe('JBSWY3DPEHPK3PXP');
    expect(box.seal('JBSWY3DPEHPK3PXP', 'totp:1')).not.toBe(sealed);
  });

  it('opens nothing for another person, another key, or after a change', () => {
    const sealed = box.seal('secret', 'totp:1');
    const last = sealed.slice(-2, -1) === 'A' ? 'B' : 'A';
    expect(box.open(sealed, 'totp:2')).toBeNull();
    expect(createSealedBox('another key that is long enough to be one').open(sealed, 'totp:1')).toBeNull();
    expect(box.open(sealed.slice(0, -2) + last + sealed.slice(-1), 'totp:1')).toBeNull();
    for (const text of ['', 'v1.', 'v1.AAAA', sealed.slice(3)]) expect(box.open(text, 'totp:1')).toBeNull();
  });
});
