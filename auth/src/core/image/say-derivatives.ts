import type { DerivativeState, DerivativeSummary } from './derivatives.js';

/** Bytes as people read them. */
export function sayBytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${Math.round(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** A span of time as people read it. */
export function saySpan(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** How far it is, what it takes and what it will take, in one line. */
export function sayDerivatives(summary: DerivativeSummary): string {
  const { ready, queued, failed, bytes, budgetBytes, queuedBytes, secondsLeft } = summary;
  const parts = [`${ready} of ${ready + queued} made`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (queued > 0 && summary.pause === null && secondsLeft !== null)
    parts.push(`about ${saySpan(secondsLeft)} left`);
  const budget = budgetBytes === null ? '' : ` of ${sayBytes(budgetBytes)}`;
  const more = queued === 0 ? '' : `, about ${sayBytes(queuedBytes)} more to come`;
  return `${parts.join(', ')}; ${sayBytes(bytes)}${budget} used${more}`;
}

/** What stands in the way, and what to do about it; null: nothing. */
export function sayDerivativeTrouble(summary: DerivativeSummary): string | null {
  const { queued, pause, queuedBytes, bytes } = summary;
  if (queued === 0) return null;
  switch (pause) {
    case 'off':
      return `DERIVATIVES is off: ${queued} files are shown slowly or not at all. Tiled copies of them would take about ${sayBytes(queuedBytes)}; set DERIVATIVES=needed to have them made.`;
    case 'budget':
      return `The space for derivatives is used up. Raise DERIVATIVES_BUDGET_GB to at least ${Math.ceil((bytes + queuedBytes) / 1e9)}.`;
    case 'disk':
      return 'The disk is nearly full: no derivatives are made until there is room.';
    case null:
      return summary.working
        ? null
        : 'The service that makes derivatives does not tell of itself. Look at: docker compose logs derivatives';
  }
}

/** One file's derivative, in one line. */
export function sayDerivativeState({ state, need, bytes, message, pages }: DerivativeState): string {
  const size = bytes === null ? '' : sayBytes(bytes);
  const words = {
    ready: `ready, ${size}`,
    queued: `queued, about ${size}`,
    failed: `failed: ${message ?? 'no reason given'}`,
    none: need === 'none' ? 'none needed' : 'none yet',
  };
  return `${words[state]}${pages > 1 ? `; the first of ${pages} pages is shown` : ''}`;
}
