// Numbers as the Image API writes them (3.0 §4.7): digits and a point. No sign, exponent, space, NaN or Infinity.

const integer = /^(?:0|[1-9][0-9]{0,8})$/;
const decimal = /^(?:0|[1-9][0-9]{0,2})?(?:\.[0-9]{1,12})?$/;

/** A non-negative integer of at most nine digits, or null. */
export function parseInteger(text: string): number | null {
  return integer.test(text) ? Number(text) : null;
}

/** A non-negative decimal below 1000 with at most twelve digits after the point, or null. */
export function parseDecimal(text: string): number | null {
  return text !== '' && decimal.test(text) ? Number(text) : null;
}

/** Exactly `count` numbers separated by commas, or null. */
export function parseNumbers(
  text: string,
  count: number,
  parse: (part: string) => number | null,
): readonly number[] | null {
  const numbers = text.split(',', count + 1).map(parse);
  return numbers.length === count && numbers.every((number) => number !== null) ? numbers : null;
}
