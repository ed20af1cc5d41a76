/** Everything worth a line in the log, in one closed list. Nothing here may hold a secret, a token or a full address. */
export type Observation =
  | { readonly kind: 'failed'; readonly where: string; readonly requestId: string; readonly error: unknown }
  | { readonly kind: 'started'; readonly publicUrl: string; readonly port: number }
  | { readonly kind: 'stopping' }
  | { readonly kind: 'warning'; readonly message: string }
  | {
      readonly kind: 'sign-in';
      readonly outcome: 'ok' | 'refused' | 'throttled' | 'busy';
      readonly requestId: string;
    }
  /** One answer to nginx; only told while debugging. */
  | {
      readonly kind: 'checked';
      readonly outcome: string;
      readonly reason: string;
      readonly requestId: string;
      readonly milliseconds: number;
    }
  | { readonly kind: 'feed'; readonly state: 'fresh' | 'silent' }
  | { readonly kind: 'scan'; readonly state: 'begun' | 'finished' | 'postponed'; readonly detail: string }
  | { readonly kind: 'policy'; readonly state: 'loaded' | 'unreadable'; readonly number: number | null };

/** PORT: whoever listens (the log). */
export type Observe = (observation: Observation) => void;
