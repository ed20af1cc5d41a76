import type { SettingStore } from '../setting-store.js';
import { epochSeconds, type EpochSeconds } from '../time.js';
import type { AuditLog } from './audit-log.js';

const key = 'audit-retention-days';

/** The fewest days for which entries are kept: whoever did something can't make it vanish by the setting. */
export const fewestDays = 30;
export const mostDays = 3_660;

/** Days for which entries of the audit are kept; null: for ever. */
export async function findRetention(settings: SettingStore): Promise<number | null> {
  const value = await settings.find(key);
  return typeof value === 'number' && value >= fewestDays && value <= mostDays ? value : null;
}

/** Sets them. */
export async function saveRetention(settings: SettingStore, days: number | null): Promise<void> {
  await settings.save(key, days);
}

/** Forgets what is older than the setting says, and notes how much that was. */
export async function forgetOldEntries(
  settings: SettingStore,
  audit: AuditLog,
  now: EpochSeconds,
): Promise<number> {
  const days = await findRetention(settings);
  if (days === null) return 0;
  const count = await audit.deleteOlder(epochSeconds(now - days * 86_400));
  if (count > 0)
    await audit.record({
      at: now,
      actor: { kind: 'system' },
      address: null,
      event: { kind: 'entries-forgotten', count },
    });
  return count;
}
