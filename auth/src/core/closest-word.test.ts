import { describe, expect, it } from '@jest/globals';
import { closestWord } from './closest-word.js';

describe('the closest word', () => {
  it.each([
    ['e_mail', 'email'],
    ['E-Mail', 'email'],
    ['grups', 'groups'],
    ['displayname', 'display_name'],
    ['nmae', 'name'],
    ['telephone', null],
    ['', null],
  ])('for %j is %j', (written, expected) => {
    expect(closestWord(written, ['name', 'display_name', 'email', 'groups'])).toBe(expected);
  });
});
