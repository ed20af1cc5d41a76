import type { Change } from '../core/change.js';
import type { ApiKeyHash } from '../core/identity/api-key.js';
import type { UserId } from '../core/identity/user.js';
import type { AccessTokenHash } from '../core/session/access-token.js';
import type { SessionHash } from '../core/session/session.js';

/** The channel on which the tables of a schema tell of changes (the foundation migration). */
export function channelOf(schema: string): string {
  return `gatehouse_${schema}`;
}

/** What a payload says. One that can't be read means that anything may have changed. */
export function parsePayload(payload: string): Change {
  const [kind, id = ''] = splitOnce(payload);
  switch (kind) {
    case 'session':
      return { kind, hash: id as SessionHash };
    case 'token':
      return { kind, hash: id as AccessTokenHash };
    case 'key':
      return { kind, hash: id as ApiKeyHash };
    case 'user':
      return { kind, id: id as UserId };
    case 'policy':
    case 'images':
    case 'look':
      return { kind };
    default:
      return { kind: 'flush' };
  }
}

function splitOnce(payload: string): readonly [string, string?] {
  const colon = payload.indexOf(':');
  return colon === -1 ? [payload] : [payload.slice(0, colon), payload.slice(colon + 1)];
}

/** Whether a decision about pixels may be another one after it: tokens and the look open none, and those of keys are never kept. */
export function changesDecisions({ kind }: Change): boolean {
  return kind !== 'token' && kind !== 'key' && kind !== 'look';
}

const mark = 'mark:';

/** What all replicas begin to reckon from, see Generation. One that doesn't know it yet forgets all, which is harmless. */
export function formatMark(id: string): string {
  return `${mark}${id}`;
}

/** The mark's id; null for any other payload. */
export function parseMark(payload: string): string | null {
  return payload.startsWith(mark) ? payload.slice(mark.length) : null;
}
