/** A value that may be at hand already. What is in memory is used at once: a promise costs a tenth of the answer to nginx. */
export type Soon<T> = T | Promise<T>;

/** Goes on with a value when it is there: at once if it is. A failure of `use` before that is thrown, after it rejects. */
export function soon<T, U>(value: Soon<T>, use: (value: T) => Soon<U>): Soon<U> {
  return value instanceof Promise ? value.then(use) : use(value);
}
