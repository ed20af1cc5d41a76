import type { ChangeFeed } from '../core/change.js';
import { type LiveLook, type LookStore, plainLook } from '../core/look/look.js';
import type { Observe } from '../core/observation.js';

/** Keeps the look in memory, and reads it again whenever the change feed tells of another. */
export function createLiveLook(
  looks: Pick<LookStore, 'current'>,
  feed: Pick<ChangeFeed, 'onChange'>,
  observe: Observe,
): LiveLook {
  let look = plainLook;
  /** Counts questions: an older answer never replaces a newer one. */
  let asked = 0;

  async function reload(): Promise<void> {
    asked += 1;
    const mine = asked;
    try {
      const version = await looks.current();
      if (mine === asked) look = version?.look ?? plainLook;
    } catch (error) {
      observe({ kind: 'failed', where: 'look', requestId: '', error });
    }
  }

  feed.onChange((change) => {
    if (change.kind === 'look' || change.kind === 'flush') void reload();
  });
  return { now: () => look, reload };
}
