import type { OneTimeLink, OneTimeLinkHash } from '../../src/core/identity/one-time-link.js';
import type { OneTimeLinkStore } from '../../src/core/identity/one-time-link-store.js';

/** One-time links in memory. */
export function createMemoryOneTimeLinkStore(): OneTimeLinkStore {
  const links = new Map<OneTimeLinkHash, OneTimeLink>();
  const used = new Set<OneTimeLinkHash>();

  function remove(matches: (link: OneTimeLink) => boolean): number {
    const found = [...links.values()].filter(matches);
    for (const link of found) links.delete(link.hash);
    return found.length;
  }

  async function find(hash: OneTimeLinkHash, now: number): Promise<OneTimeLink | null> {
    const link = links.get(hash);
    return link === undefined || used.has(hash) || link.expiresAt <= now ? null : link;
  }

  return {
    async save(link) {
      links.set(link.hash, link);
    },
    find,
    async use(hash, now) {
      const link = await find(hash, now);
      if (link === null || used.has(hash)) return null;
      used.add(hash);
      return link;
    },
    async revoke(purpose, user) {
      remove((link) => link.purpose === purpose && link.user === user);
    },
    deleteExpired: async (now) => remove((link) => used.has(link.hash) || link.expiresAt <= now),
  };
}
