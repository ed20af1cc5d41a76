import { createRequire } from 'node:module';
import type { dictionary } from '@zxcvbn-ts/language-common';

type Package = { readonly dictionary: typeof dictionary };

let known: ReadonlySet<string> | null = null;

/** Read when the first password is set: neither a start nor most commands need it. */
function readList(): ReadonlySet<string> {
  const require = createRequire(import.meta.url);
  const { dictionary: lists } = require('@zxcvbn-ts/language-common') as Package;
  return new Set(lists['passwords-common'].map(String));
}

/**
 * Whether a password is among the 49,000 that leaks show most often. Asks nobody outside: the list comes along.
 * @param plain NFC, lower case
 */
export function isBreachedPassword(plain: string): boolean {
  known ??= readList();
  return known.has(plain);
}
