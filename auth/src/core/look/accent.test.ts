import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { contrast, leastContrast, makeAccent } from './accent.js';

const colours = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 3, maxLength: 3 })
  .map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`);

describe('an accent colour', () => {
  it('has the contrast that WCAG measures', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it('can be read on every ground of both schemes, and so can what is written on it, whatever was chosen', () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const accent = makeAccent(colour);
        if (accent === null) return false;
        const { light, dark } = accent;
        return [
          ...['#ffffff', '#f3f1ec'].map((ground) => contrast(light.accent, ground)),
          ...['#11151b', '#1a2029'].map((ground) => contrast(dark.accent, ground)),
          contrast(light.accent, light.onAccent),
          contrast(dark.accent, dark.onAccent),
        ].every((ratio) => ratio >= leastContrast);
      }),
    );
  });

  it('stays as it is where it can be read', () => {
    expect(makeAccent('#1b5e57')?.light.accent).toBe('#1b5e57');
    expect(makeAccent('#7FD1C6')?.dark.accent).toBe('#7fd1c6');
  });

  it('is nothing but six digits', () => {
    for (const text of ['', 'red', '#fff', '#12345g', '#123456;}', ' #123456'])
      expect(makeAccent(text)).toBeNull();
  });
});
