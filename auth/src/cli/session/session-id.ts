import type { Session } from '../../core/session/session.js';

/** What a session is called on the command line: the beginning of its hash, in hexadecimal (so it never looks like an option). */
export function sessionId(session: Session): string {
  return Buffer.from(session.hash, 'base64url').toString('hex').slice(0, 16);
}
