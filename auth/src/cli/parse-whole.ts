import { InvalidArgumentError } from 'commander';

/** A whole number from 0 up, or wrong usage. */
export function parseWhole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It has to be a whole number.');
  return Number(text);
}
