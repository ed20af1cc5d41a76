import type { ApiKeyHash } from './identity/api-key.js';
import type { UserId } from './identity/user.js';
import type { AccessTokenHash } from './session/access-token.js';
import type { SessionHash } from './session/session.js';

/** Something stored that is no longer what it was. `flush`: anything may have changed; forget all. */
export type Change =
  | { readonly kind: 'session'; readonly hash: SessionHash }
  | { readonly kind: 'token'; readonly hash: AccessTokenHash }
  | { readonly kind: 'key'; readonly hash: ApiKeyHash }
  | { readonly kind: 'user'; readonly id: UserId }
  | { readonly kind: 'policy' }
  | { readonly kind: 'images' }
  | { readonly kind: 'look' }
  | { readonly kind: 'flush' };

/** Takes note of a change. Must not throw. */
export type ChangeListener = (change: Change) => void;

/** PORT: tells every replica what any of them wrote, soon after it was written. */
export interface ChangeFeed {
  onChange(listener: ChangeListener): void;
  /**
   * True while everything that was written up to a moment ago has been told. While false, nothing remembered may be
   * believed: ask the store.
   */
  isFresh: () => boolean;
  /** Names all that was heard so far, the same on every replica that heard the same (see Generation); null while not fresh. */
  generation: () => string | null;
  /** Called with the generation each time it changed, and several times a second while the feed is fresh. Must not throw. */
  onVouch(listener: (generation: string | null) => void): void;
  /** Tells the listeners of this process at once what it has just written; the store tells all the others. */
  tell: ChangeListener;
  /** Resolves when the first connection attempt is over; a failed one is repeated in the background. */
  start(): Promise<void>;
  stop(): Promise<void>;
}
