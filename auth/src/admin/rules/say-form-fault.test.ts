import { describe, expect, it } from '@jest/globals';
import { sayFormFault } from './say-form-fault.js';

const say = (path: readonly (string | number)[], message: string, remedy: string): string =>
  sayFormFault({ path, message, remedy });

describe('what is wrong with a form', () => {
  it.each([
    [
      say(['tiers', 'a', 'max_edge'], 'max_edge is not a number of pixels', 'Write a whole number.'),
      'Long edge: this is not a number of pixels. Write a whole number.',
    ],
    [
      say(
        ['tiers', 'a'],
        'tier "a" limits nothing',
        'Give it max_edge or quality: gray; for everything there is "full".',
      ),
      'Long edge, colour: tier "a" limits nothing. Write a long edge or choose Grey; for everything there is “Everything”.',
    ],
    [
      say(['tiers', 'a b'], '"a b" can\'t be a tier\'s name', 'Use letters.'),
      'Name: "a b" can\'t be a tier\'s name. Use letters.',
    ],
    [
      say(['places', 'hall', 1], '"here" is not a range', 'Write it as 192.0.2.16/28 or "2001:db8:5::/64".'),
      'Addresses: "here" is not a range. Write it as 192.0.2.16/28 or 2001:db8:5::/64.',
    ],
    [
      say(
        ['agreements', 'terms', 'valid'],
        'valid is not a length of time up to 100 years',
        'Write it as 30d, 12h or 45m.',
      ),
      'Counts for: this is not a length of time up to 100 years. Write a whole number and choose its unit.',
    ],
    [
      say(['agreements', 'terms', 'title', 'de'], 'the text is empty', 'Write a plain text.'),
      'Title (de): the text is empty. Write a plain text.',
    ],
    [
      say(
        ['folders', '/maps', 'grants', 0, 'tier'],
        'there is no tier "x"',
        'Define it under tiers, or use one of full.',
      ),
      '/maps, Sees: there is no tier "x". Make it under Settings, or use one of full.',
    ],
    [
      say(['folders', '/maps', 'ceilings', 2, 'until'], 'until is not a time', 'Write it as 2031-01-01.'),
      '/maps, Until: this is not a time. Write it as 2031-01-01.',
    ],
  ])('is said of its fields, not of keys (%s)', (said, expected) => {
    expect(said).toBe(expected);
  });
});
