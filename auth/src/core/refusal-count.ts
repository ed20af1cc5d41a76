import type { EpochSeconds } from './time.js';

/** `signin`: signing in, agreeing or another place could help; `closed`: nothing could at that moment. */
export const refusalKinds = ['signin', 'closed'] as const;
export type RefusalKind = (typeof refusalKinds)[number];

/** How many pictures were refused in an hour. Nobody's name or address, and no image's. */
export interface RefusalCount {
  /** Whole hours since the epoch, in UTC. */
  readonly hour: number;
  readonly kind: RefusalKind;
  readonly count: number;
}

/** PORT: refusals by the hour, of all replicas together. */
export interface RefusalCountStore {
  /** Adds to what is counted already. */
  add(counts: readonly RefusalCount[]): Promise<void>;
  listSince(hour: number): Promise<readonly RefusalCount[]>;
  /** Forgets earlier hours; returns how many rows. */
  deleteBefore(hour: number): Promise<number>;
}

/** Days for which they are kept. */
export const refusalDays = 30;

export function hourOf(at: EpochSeconds): number {
  return Math.floor(at / 3600);
}

/** Counts in memory, for the hot path; writes down now and then. */
export interface RefusalCounter {
  /** Anything but a refusal is passed over. */
  note(outcome: string): void;
  /** What was counted since; kept for the next time where the store fails. */
  flush(): Promise<void>;
}

function isRefusal(outcome: string): outcome is RefusalKind {
  return outcome === 'signin' || outcome === 'closed';
}

export function createRefusalCounter(
  store: Pick<RefusalCountStore, 'add'>,
  clock: () => EpochSeconds,
): RefusalCounter {
  let hour = 0;
  let counts: Record<RefusalKind, number> = { signin: 0, closed: 0 };
  let past: readonly RefusalCount[] = [];
  const turnOver = (next: number): void => {
    past = [
      ...past,
      ...refusalKinds.flatMap((kind) => (counts[kind] === 0 ? [] : [{ hour, kind, count: counts[kind] }])),
    ];
    counts = { signin: 0, closed: 0 };
    hour = next;
  };
  return {
    note(outcome) {
      if (!isRefusal(outcome)) return;
      const now = hourOf(clock());
      if (now !== hour) turnOver(now);
      counts[outcome] += 1;
    },
    async flush() {
      turnOver(hourOf(clock()));
      const written = past;
      past = [];
      try {
        if (written.length > 0) await store.add(written);
      } catch (error) {
        past = [...written, ...past];
        throw error;
      }
    },
  };
}
