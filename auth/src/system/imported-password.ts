import { createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import bcrypt from 'bcrypt';
import { importedShape } from '../core/identity/imported-password.js';

const derive = promisify(pbkdf2);
const pbkdf2Shape = /^\$pbkdf2-(sha256|sha512)\$([1-9][0-9]{0,6})\$([A-Za-z0-9./]*)\$([A-Za-z0-9./]+)$/;

/** Flask-Security hashes this in place of the password, unless it was told not to. */
function signed(password: string, salt: string): string {
  return createHmac('sha512', salt).update(password, 'utf8').digest('base64');
}

/** passlib writes base64 with a dot for the plus, and no padding. */
function fromPasslib(text: string): Buffer {
  return Buffer.from(text.replaceAll('.', '+'), 'base64');
}

/** Checks a password that another system hashed (see imported-password.ts). False for anything that can't be read. */
export async function verifyImported(stored: string, password: string): Promise<boolean> {
  const [, salt = '', hash = ''] = importedShape.exec(stored) ?? [];
  const secret = salt === '' ? password : signed(password, Buffer.from(salt, 'base64url').toString('utf8'));
  if (/^\$2[aby]\$/.test(hash)) return bcrypt.compare(secret, hash.replace(/^\$2[ay]\$/, '$2b$'));
  const [, digest = '', rounds = '', grain = '', sum = ''] = pbkdf2Shape.exec(hash) ?? [];
  const wanted = fromPasslib(sum);
  if (digest === '' || wanted.length < 16) return false;
  return timingSafeEqual(
    await derive(secret, fromPasslib(grain), Number(rounds), wanted.length, digest),
    wanted,
  );
}
