/** Judges a value by its shape. Plain functions: a hundred thousand rules are judged with each large policy. */
export type Shape = (value: unknown) => boolean;

export const isText: Shape = (value) => typeof value === 'string';
export const isFlag: Shape = (value) => typeof value === 'boolean';
export const isWhole: Shape = (value) => Number.isSafeInteger(value);

export function orNull(one: Shape): Shape {
  return (value) => value === null || one(value);
}

export function oneOf(...values: readonly (string | number)[]): Shape {
  return (value) => values.some((known) => known === value);
}

export function listOf(one: Shape): Shape {
  return (value) => Array.isArray(value) && value.every(one);
}

/** An object with exactly these keys. */
export function shape(parts: Readonly<Record<string, Shape>>): Shape {
  const entries = Object.entries(parts);
  return (value) => {
    if (!isObject(value) || Object.keys(value).length !== entries.length) return false;
    for (const [key, part] of entries) if (!Object.hasOwn(value, key) || !part(value[key])) return false;
    return true;
  };
}

/** Texts by language. */
export const isTexts: Shape = (value) => isObject(value) && Object.values(value).every(isText);

const named = shape({ kind: oneOf('user', 'group', 'place'), name: isText });
const unnamed = shape({ kind: oneOf('anyone', 'signed-in') });

/** Who a rule speaks of. */
export const isAudience: Shape = (value) => unnamed(value) || named(value);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
