import type { AuditLog, DayCount, NumberedAuditEntry } from '../../src/core/audit/audit-log.js';

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
    listPage: async ({ kinds, before, limit, who = null, from = null, until = null }) =>
      entries
        .toReversed()
        .filter(({ number }) => before === null || number < before)
        .filter(({ event }) => kinds === null || kinds.includes(event.kind))
        .filter(({ at }) => (from === null || at >= from) && (until === null || at < until))
        .filter(
          ({ actor, event }) =>
            who === null ||
            [actor, event].some(
              (part) => ('name' in part && part.name === who) || ('user' in part && part.user === who),
            ),
        )
        .slice(0, limit),
    async countDays(kinds, since) {
      const counts = new Map<string, DayCount>();
      for (const { at, event } of entries) {
        if (at < since || !kinds.includes(event.kind)) continue;
        const day = Math.floor(at / 86_400);
        const key = `${day} ${event.kind}`;
        counts.set(key, { day, kind: event.kind, count: (counts.get(key)?.count ?? 0) + 1 });
      }
      return [...counts.values()];
    },
    async deleteOlder(than) {
      const kept = entries.filter(({ at }) => at >= than);
      return entries.splice(0, entries.length, ...kept).length - kept.length;
    },
  };
}
