import type { AuditLog, NumberedAuditEntry } from '../../src/core/audit/audit-log.js';

/** The audit log in memory. */
export function createMemoryAuditLog(): AuditLog {
  const entries: NumberedAuditEntry[] = [];
  return {
    async record(entry) {
      entries.push({ ...entry, number: entries.length + 1 });
    },
    listAfter: async (number, limit) =>
      entries.filter((entry) => entry.number > (number ?? 0)).slice(0, limit),
    listNewest: async (limit) => entries.toReversed().slice(0, limit),
    listPage: async ({ kinds, before, limit }) =>
      entries
        .toReversed()
        .filter(({ number }) => before === null || number < before)
        .filter(({ event }) => kinds === null || kinds.includes(event.kind))
        .slice(0, limit),
  };
}
