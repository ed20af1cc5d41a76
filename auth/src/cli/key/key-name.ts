import { err, ok, type Result } from '../../core/result.js';

/** What keys may be called: nothing that a shell, a table or a log could take for something else. */
export function keyName(text: string): Result<string, string> {
  return /^[a-z0-9][a-z0-9._-]{0,63}$/.test(text)
    ? ok(text)
    : err(
        `The key's name ${JSON.stringify(text)} is not 1 to 64 small letters, digits, dots, hyphens and underscores.`,
      );
}
