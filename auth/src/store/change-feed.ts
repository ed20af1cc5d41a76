import type { Change, ChangeFeed, ChangeListener } from '../core/change.js';
import type { Generation } from '../core/generation.js';
import type { Observe } from '../core/observation.js';
import { changesDecisions, channelOf, formatMark, parseMark, parsePayload } from './change-payload.js';
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
  readonly generation: Generation;
}

const beatEveryMs = 100;
/** Replicas that for some reason disagree about the generation agree again after this. */
const markEveryMs = 60_000;
const freshForMs = 300;
const shortestPauseMs = 100;
const longestPauseMs = 2000;

/**
 * The change feed over PostgreSQL's LISTEN and NOTIFY, on a connection of its own. Every 100 ms the replica notifies
 * itself of the time. Notifications arrive in the order of their commits, so whoever hears its own beat has heard of
 * everything committed before that beat was sent; while the last beat heard is younger than 300 ms the feed is fresh.
 * After a connection was lost it is opened again, and everything is flushed, since changes in between were missed.
 * Marks (`mark:`, once a minute and at each beginning) are what replicas reckon their generation from; see Generation.
 */
export function createChangeFeed(options: ChangeFeedOptions): ChangeFeed {
  const { url, schema = 'public', replica, now, observe, generation } = options;
  const ownBeat = `beat:${replica}:`;
  const listeners: ChangeListener[] = [];
  const vouchers: ((current: string | null) => void)[] = [];
  let vouchLater: NodeJS.Immediate | undefined;
  /** Said since this process last answered anybody that it changed something itself. */
  let hasTold = false;
  let client: ListeningClient | null = null;
  let lastBeat = Number.NEGATIVE_INFINITY;
  let isRunning = false;
  let pauseMs = shortestPauseMs;
  let timer: NodeJS.Timeout | undefined;
  let markedAt = Number.NEGATIVE_INFINITY;

  const isFresh = (): boolean => now() - lastBeat < freshForMs;
  const current = (): string | null => (isFresh() ? generation.current() : null);

  function vouch(): void {
    const vouched = current();
    for (const voucher of vouchers) voucher(vouched);
  }

  /** Many changes at once, such as those of a group's members, are told as one. */
  function vouchSoon(): void {
    vouchLater ??= setImmediate(() => {
      vouchLater = undefined;
      hasTold = false;
      vouch();
    });
  }

  function tellListeners(change: Change): void {
    for (const listener of listeners) listener(change);
  }

  /** What this process itself wrote: when this returns, nobody keeps an answer of before. */
  function tell(change: Change): void {
    tellListeners(change);
    if (!changesDecisions(change)) return;
    generation.tell();
    // Once is enough before this process answers anybody again: nothing can have been kept under what was just said.
    if (!hasTold) vouch();
    hasTold = true;
    vouchSoon();
  }

  function hear(payload: string): void {
    const mark = parseMark(payload);
    if (mark === null) {
      const change = parsePayload(payload);
      tellListeners(change);
      if (!changesDecisions(change)) return;
      generation.hear(payload);
    } else generation.mark(mark);
    vouchSoon();
  }

  function onNotice(payload: string): void {
    if (!payload.startsWith('beat:')) {
      hear(payload);
    } else if (payload.startsWith(ownBeat)) {
      if (lastBeat === Number.NEGATIVE_INFINITY) observe({ kind: 'feed', state: 'fresh' });
      lastBeat = Math.max(lastBeat, Number(payload.slice(ownBeat.length)));
      pauseMs = shortestPauseMs;
      vouch();
    }
  }

  function onLost(): void {
    clearTimeout(timer);
    client?.cut();
    client = null;
    if (lastBeat !== Number.NEGATIVE_INFINITY) observe({ kind: 'feed', state: 'silent' });
    lastBeat = Number.NEGATIVE_INFINITY;
    markedAt = Number.NEGATIVE_INFINITY;
    generation.lose();
    vouch();
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
    tellListeners({ kind: 'flush' });
    void beat(client);
    return undefined;
  }

  async function beat(opened: ListeningClient): Promise<void> {
    const sentAt = now();
    try {
      if (sentAt - markedAt >= markEveryMs) {
        await opened.notify(formatMark(`${replica}:${sentAt}`));
        markedAt = sentAt;
      }
      await opened.notify(`${ownBeat}${sentAt}`);
    } catch {
      // A connection that is slower than its time limit is as good as none.
      if (client === opened) onLost();
      return;
    }
    if (client !== opened) return;
    timer = setTimeout(() => void beat(opened), Math.max(0, sentAt + beatEveryMs - now()));
  }

  return {
    onChange: (listener) => void listeners.push(listener),
    onVouch: (listener) => void vouchers.push(listener),
    isFresh,
    generation: current,
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
