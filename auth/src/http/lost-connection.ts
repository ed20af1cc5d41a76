import type { Observe } from '../core/observation.js';

const lost = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

/**
 * Hears of what goes wrong while an answer is under way. Whoever stops a film or leaves the page breaks off the
 * connection: that is no failure. Anything else (a disk that can't be read) is.
 */
export function onBrokenAnswer(observe: Observe): (error: Error) => void {
  return (error) => {
    if ('code' in error && lost.has(String(error.code))) return;
    observe({ kind: 'failed', where: 'sending an answer', requestId: '', error });
  };
}
