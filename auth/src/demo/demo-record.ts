import { z } from 'zod';
import type { UserId } from '../core/identity/user.js';
import type { SettingStore } from '../core/setting-store.js';
import type { PolicyPart } from './policy-parts.js';

/** What `gatehouse demo load` added: all of it, and nothing else, goes at `demo clear`. */
export interface DemoRecord {
  /** Only once its rules are in force may its pictures be seen at all. */
  readonly shown: boolean;
  readonly users: readonly { readonly id: UserId; readonly name: string }[];
  readonly groups: readonly string[];
  readonly parts: readonly PolicyPart[];
}

const key = 'demo';

const record = z.object({
  shown: z.boolean(),
  users: z.array(z.object({ id: z.string(), name: z.string() })),
  groups: z.array(z.string()),
  parts: z.array(
    z.object({
      kind: z.enum(['tiers', 'places', 'agreements', 'folders']),
      name: z.string(),
      text: z.string(),
    }),
  ),
});

/** Null: the demo was never loaded, or cleared. */
export async function findDemo(settings: SettingStore): Promise<DemoRecord | null> {
  const value = await settings.find(key);
  if (value === undefined || value === null) return null;
  // The shape is checked; only the brand of the ids is missing.
  return record.parse(value) as unknown as DemoRecord;
}

/** False: its pictures are nowhere, even where its volume is mounted. */
export async function isDemoShown(settings: SettingStore): Promise<boolean> {
  return (await findDemo(settings))?.shown === true;
}

/**
 * Top folders of which the demo's rules speak: these were written for its pictures, so that an administrator's own
 * folder of such a name must not be shown by them.
 */
export async function demoRuledFolders(settings: SettingStore): Promise<ReadonlySet<string>> {
  const parts = (await findDemo(settings))?.parts ?? [];
  return new Set(parts.flatMap(({ kind, name }) => (kind === 'folders' ? [name.split('/')[1] ?? ''] : [])));
}

export async function saveDemo(settings: SettingStore, value: DemoRecord): Promise<void> {
  await settings.save(key, value);
}

export async function forgetDemo(settings: SettingStore): Promise<void> {
  await settings.delete(key);
}
