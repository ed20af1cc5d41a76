import type { Change, ChangeFeed, ChangeListener } from '../core/change.js';
import type { Observe } from '../core/observation.js';
import { channelOf, parsePayload } from './change-payload.js';
import { openListeningClient, type ListeningClient } from './listening-client.js';

export interface ChangeFeedOptions {
  readonly url: string;
  /** Default `public`. */
  readonly schema?: string;
  /** A name no other replica has. */
  readonly replica: string;
  /** Milliseconds that only ever grow. */
  readonly now: () => number;
  readonly observe: Observe;
}

const beatEveryMs = 100;
const freshForMs = 300;
const shortestPauseMs = 100;
const longestPauseMs = 2000;

/**
 * The change feed over PostgreSQL's LISTEN and NOTIFY, on a connection of its own. Every 100 ms the replica notifies
 * itself of the time. Notifications arrive in the order of their commits, so whoever hears its own beat has heard of
 * everything committed before that beat was sent; while the last beat heard is younger than 300 ms the feed is fresh.
 * After a connection was lost it is opened again, and everything is flushed, since changes in between were missed.
 */
export function createChangeFeed(options: ChangeFeedOptions): ChangeFeed {
  const { url, schema = 'public', replica, now, observe } = options;
  const ownBeat = `beat:${replica}:`;
  const listeners: ChangeListener[] = [];
  let client: ListeningClient | null = null;
  let lastBeat = Number.NEGATIVE_INFINITY;
  let isRunning = false;
  let pauseMs = shortestPauseMs;
  let timer: NodeJS.Timeout | undefined;

  function tell(change: Change): void {
    for (const listener of listeners) listener(change);
  }

  function onNotice(payload: string): void {
    if (!payload.startsWith('beat:')) {
      tell(parsePayload(payload));
    } else if (payload.startsWith(ownBeat)) {
      if (lastBeat === Number.NEGATIVE_INFINITY) observe({ kind: 'feed', state: 'fresh' });
      lastBeat = Math.max(lastBeat, Number(payload.slice(ownBeat.length)));
      pauseMs = shortestPauseMs;
    }
  }

  function onLost(): void {
    clearTimeout(timer);
    client?.cut();
    client = null;
    if (lastBeat !== Number.NEGATIVE_INFINITY) observe({ kind: 'feed', state: 'silent' });
    lastBeat = Number.NEGATIVE_INFINITY;
    if (!isRunning) return;
    timer = setTimeout(() => void connect(), pauseMs);
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  }

  async function connect(): Promise<void> {
    try {
      const opened = await openListeningClient({
        url,
        channel: channelOf(schema),
        name: `gatehouse-feed ${replica}`,
        onNotice,
        onLost,
      });
      if (!isRunning) return opened.cut();
      client = opened;
    } catch {
      return onLost();
    }
    tell({ kind: 'flush' });
    void beat(client);
    return undefined;
  }

  async function beat(current: ListeningClient): Promise<void> {
    const sentAt = now();
    try {
      await current.notify(`${ownBeat}${sentAt}`);
    } catch {
      // A connection that is slower than its time limit is as good as none.
      if (client === current) onLost();
      return;
    }
    if (client !== current) return;
    timer = setTimeout(() => void beat(current), Math.max(0, sentAt + beatEveryMs - now()));
  }

  return {
    onChange: (listener) => void listeners.push(listener),
    isFresh: () => now() - lastBeat < freshForMs,
    tell,
    async start() {
      if (isRunning) return;
      isRunning = true;
      await connect();
    },
    async stop() {
      isRunning = false;
      onLost();
    },
  };
}
