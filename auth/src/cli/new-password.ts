import { randomInt } from 'node:crypto';
import {
  findPasswordProblems,
  longestPassword,
  shortestPassword,
  type PasswordProblem,
} from '../core/identity/password-rules.js';
import { err, ok, type Result } from '../core/result.js';
import { isBreachedPassword } from '../system/breached-passwords.js';
import type { CommandIo } from './command-io.js';

const sentences: Readonly<Record<PasswordProblem, string>> = {
  too_short: `The password is shorter than ${shortestPassword} characters; 15 or more is good.`,
  too_long: `The password is longer than ${longestPassword} characters.`,
  is_the_name: 'The password is the name. Choose another.',
  too_common: 'The password is one of the most common ones. Choose another.',
  one_character: 'The password is one character again and again. Choose another.',
};

/** Where a new password comes from. Never from the command's arguments: other users of the machine can read those. */
export interface PasswordOptions {
  readonly passwordStdin?: boolean;
  readonly generate?: boolean;
}

export interface NewPassword {
  readonly password: string;
  /** Nobody knows it yet: it is to be printed, once. */
  readonly generated: boolean;
}

/** Without letters and digits that look alike. */
const alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** 20 characters, over 110 bits. */
export function generatePassword(): string {
  return Array.from({ length: 20 }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

async function takePassword(
  io: CommandIo,
  options: PasswordOptions,
): Promise<Result<string, readonly string[]>> {
  if (options.passwordStdin === true) return ok((await io.readInput()).replace(/\r?\n$/, ''));
  const first = await io.askSecret('New password: ');
  if (first === null)
    return err(['Nobody can be asked for a password here. Use --password-stdin or --generate.']);
  const second = await io.askSecret('The same again: ');
  return first === second ? ok(first) : err(['The two passwords are not the same. Nothing was changed.']);
}

/** Gets a new password for the user called `name`, as the options say, and judges it. */
export async function getNewPassword(
  io: CommandIo,
  options: PasswordOptions,
  name: string,
): Promise<Result<NewPassword, readonly string[]>> {
  if (options.generate === true) return ok({ password: generatePassword(), generated: true });
  const taken = await takePassword(io, options);
  if (!taken.ok) return taken;
  const problems = findPasswordProblems(taken.value, name, isBreachedPassword).map(
    (problem) => sentences[problem],
  );
  return problems.length > 0 ? err(problems) : ok({ password: taken.value, generated: false });
}
