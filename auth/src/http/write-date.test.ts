import { describe, expect, it } from '@jest/globals';
import { dateWriter } from './write-date.js';

const newYear = Date.UTC(2030, 11, 31, 23, 30) / 1_000;

describe('dates', () => {
  it.each([
    ['en', 'January 1, 2031'],
    ['de', '1. Januar 2031'],
    ['fr', '1er janvier 2031'],
    ['es', '1 de enero de 2031'],
    ['it', '1 gennaio 2031'],
    ['ja', '2031年1月1日'],
  ])('are written in %s as "%s", in the time zone of the rules', (language, text) => {
    expect(dateWriter(language, 'Europe/Berlin')(newYear)).toBe(text);
  });

  it('are those of the rules’ time zone, not of the server’s', () => {
    expect(dateWriter('en', 'UTC')(newYear)).toBe('December 31, 2030');
  });
});
