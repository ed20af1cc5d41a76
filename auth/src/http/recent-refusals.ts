import { LRUCache } from 'lru-cache';
import type { Decision } from '../core/policy/decision.js';
import type { Visitor } from '../core/policy/visitor.js';

/**
 * Who was lately told that their account does not open something. The window of a viewer does not say which item it was
 * opened for; without this it would offer to continue with an account that was refused a moment ago.
 */
export interface RecentRefusals {
  /** What was decided for a visitor: a refusal that another account could mend is kept, anything else forgets it. */
  readonly note: (visitor: Visitor, decision: Decision) => void;
  readonly has: (name: string, address: string | null) => boolean;
}

const memoryMilliseconds = 10 * 60_000;

function keyOf(name: string, address: string | null): string {
  return `${address ?? ''} ${name}`;
}

/** Remembers at most 5,000 people at one address each, in this process only: losing it loses a hint. */
export function createRecentRefusals(): RecentRefusals {
  const refused = new LRUCache<string, true>({ max: 5_000, ttl: memoryMilliseconds });
  return {
    note: ({ user, address }, { steps }) => {
      if (user === null) return;
      const key = keyOf(user.name, address);
      if (steps.some((step) => step.kind === 'other-account')) refused.set(key, true);
      else refused.delete(key);
    },
    has: (name, address) => refused.has(keyOf(name, address)),
  };
}
