const levels = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];

type Details = Readonly<Record<string, string | number | null | undefined>>;

/** What happened, in one word that never changes, and details; as a function where they are seldom wanted. */
export type Log = (level: Level, event: string, details?: Details | (() => Details)) => void;

/** Writes one JSON line per event that is at least as grave as `lowest`. */
export function createLog(write: (line: string) => void, now: () => Date, lowest: Level = 'info'): Log {
  return (level, event, details = {}) => {
    if (levels.indexOf(level) < levels.indexOf(lowest)) return;
    const about = typeof details === 'function' ? details() : details;
    write(`${JSON.stringify({ time: now().toISOString(), level, event, ...about })}\n`);
  };
}

/** The setting LOG_LEVEL as a level; another word, of which the auth service tells, is `info`. */
export function parseLevel(text: string | undefined): Level {
  return levels.find((level) => level === text) ?? 'info';
}
