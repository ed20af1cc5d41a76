import type { Change, ChangeFeed, ChangeListener } from '../../src/core/change.js';

/** A change feed in the hands of a test. */
export interface ManualFeed extends ChangeFeed {
  setFresh(isFresh: boolean): void;
}

/** Fresh until told otherwise. */
export function createManualFeed(): ManualFeed {
  const listeners: ChangeListener[] = [];
  let fresh = true;
  return {
    onChange: (listener) => void listeners.push(listener),
    onVouch: () => undefined,
    isFresh: () => fresh,
    generation: () => (fresh ? 'manual' : null),
    tell(change: Change) {
      for (const listener of listeners) listener(change);
    },
    start: async () => undefined,
    stop: async () => undefined,
    setFresh(isFresh) {
      fresh = isFresh;
    },
  };
}
