/** What happened, in one word that never changes, and details. */
export type Log = (
  level: 'info' | 'warn' | 'error',
  event: string,
  details?: Readonly<Record<string, string | number | null | undefined>>,
) => void;

/** Writes one JSON line per event. */
export function createLog(write: (line: string) => void, now: () => Date): Log {
  return (level, event, details = {}) => {
    write(`${JSON.stringify({ time: now().toISOString(), level, event, ...details })}\n`);
  };
}
