import { readName } from '../core/identity/read-name.js';
import type { SettingReader } from './settings.js';

/** Name and password of the first administrator, where the settings name one; otherwise there is a set-up link. */
export function readFirstAdministrator(
  reader: SettingReader,
): { readonly name: string; readonly password: string } | null {
  const name = reader.text('AUTH_ADMIN_USERID');
  const password = reader.text('AUTH_ADMIN_PASSWORD');
  const checked = name === null ? null : readName('user', name);
  if (checked?.ok === false)
    reader.refuse('AUTH_ADMIN_USERID', `is no user name: ${checked.error}`, 'choose a name such as ines');
  if (password !== null && name === null)
    reader.refuse(
      'AUTH_ADMIN_USERID',
      'is missing beside AUTH_ADMIN_PASSWORD',
      'set both, or neither for a set-up link',
    );
  if (name !== null && password === null)
    reader.refuse(
      'AUTH_ADMIN_PASSWORD',
      'is missing beside AUTH_ADMIN_USERID',
      'set both, or neither for a set-up link',
    );
  if (password !== null && (password.length < 8 || password.length > 128))
    reader.refuse(
      'AUTH_ADMIN_PASSWORD',
      'is not 8 to 128 characters long',
      'choose a longer one; 15 or more is good',
    );
  return name === null || password === null ? null : { name, password };
}
