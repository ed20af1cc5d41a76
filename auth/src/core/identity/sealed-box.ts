/** PORT: encryption with a key of this installation's, for what must be readable again. */
export interface SealedBox {
  /** @param label what it is and whose; the same is needed to open it, so that nothing sealed can change places */
  readonly seal: (text: string, label: string) => string;
  /** Null: sealed by another key, under another label, or changed. */
  readonly open: (sealed: string, label: string) => string | null;
}
