/** `$imported$SALT$HASH`: what Flask-Security stored, with the salt of that installation (base64url; empty: none). */
export const importedShape = /^\$imported\$([\w-]*)\$(\$.+)$/s;

const schemes =
  /^\$(?:2[aby]\$(?:0[4-9]|1[0-9])\$[A-Za-z0-9./]{53}|pbkdf2-sha(?:256|512)\$[1-9][0-9]{0,6}\$[A-Za-z0-9./]*\$[A-Za-z0-9./]{22,})$/;

/** Is it another system's hash? It is verified once more, at the next sign-in, and then replaced. */
export function isImported(stored: string): boolean {
  return stored.startsWith('$imported$');
}

/**
 * The hash of another system as we store it until its person signs in: bcrypt and PBKDF2 as passlib writes them.
 * @param salt base64url; empty where passwords were hashed as they are
 * @returns null for any other way of hashing, and for what is no hash at all
 */
export function importPassword(hash: string, salt: string): string | null {
  return schemes.test(hash) ? `$imported$${salt}$${hash}` : null;
}
