/** PORT: single values that belong to the whole installation (secrets made once, choices of the administrator). JSON. */
export interface SettingStore {
  /** Undefined: never set. */
  find(key: string): Promise<unknown>;
  save(key: string, value: unknown): Promise<void>;
  /** Sets `value` unless there is one already; returns the one that counts, the same to everybody who asks. */
  saveFirst(key: string, value: unknown): Promise<unknown>;
  /** False: there was none. */
  delete(key: string): Promise<boolean>;
}
