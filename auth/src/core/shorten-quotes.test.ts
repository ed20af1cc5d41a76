import { describe, expect, it } from '@jest/globals';
import { shortenQuotes } from './shorten-quotes.js';

const long = `begin${'x'.repeat(100_000)}end`;

describe('what is quoted of a document', () => {
  it('is cut where it is long, with its beginning and end, and nothing else is', () => {
    const said = shortenQuotes(`the key "a" says "${long}" here, and ${'word '.repeat(12)}follows "b"`);
    expect(said).toMatch(/^the key "a" says "beginx{20,40}…x{5,20}end" here, and (?:word ){12}follows "b"$/);
    expect(shortenQuotes(long).length).toBeLessThan(110);
    expect(shortenQuotes(`"${'ä '.repeat(9000)}`).length).toBeLessThan(450);
  });

  it('stays as it is where it is short', () => {
    const said = 'there is no tier "big". Define it under tiers, or use one of closed, full.';
    expect(shortenQuotes(said)).toBe(said);
  });
});
