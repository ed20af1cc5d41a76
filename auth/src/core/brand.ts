declare const brand: unique symbol;

/** A type that only its parser can make: `Brand<string, 'ImagePath'>` is a string, but no string is one. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
