import type { SettingStore } from '../../src/core/setting-store.js';

/** Settings in memory. */
export function createMemorySettingStore(): SettingStore {
  const values = new Map<string, string>();
  const read = (key: string): unknown => {
    const text = values.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  };
  return {
    find: async (key) => read(key),
    async save(key, value) {
      values.set(key, JSON.stringify(value));
    },
    async saveFirst(key, value) {
      if (!values.has(key)) values.set(key, JSON.stringify(value));
      return read(key);
    },
    delete: async (key) => values.delete(key),
  };
}
