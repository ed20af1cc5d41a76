import type { EpochSeconds } from '../time.js';
import type { NumberedAuditEntry } from './audit-log.js';

/** The heads of the columns of `auditCells`. */
export const auditHeads = ['number', 'at', 'actor', 'address', 'event', 'details'] as const;

/** Who did it, as one word: `user:ines`, `command-line`. */
export function actorOf(actor: NumberedAuditEntry['actor']): string {
  return actor.kind === 'user' ? `user:${actor.name}` : actor.kind;
}

/** An entry as the cells of a table. */
export function auditCells(
  { number, at, actor, address, event }: NumberedAuditEntry,
  formatTime: (at: EpochSeconds) => string,
): readonly string[] {
  const { kind, ...details } = event;
  const said = Object.entries(details).map(([name, value]) => `${name}=${String(value)}`);
  return [String(number), formatTime(at), actorOf(actor), address ?? '', kind, said.join(' ')];
}
