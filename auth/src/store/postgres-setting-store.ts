import type { DataSource } from 'typeorm';
import type { SettingStore } from '../core/setting-store.js';
import { settingSchema } from './schemas/setting.schema.js';

/** Settings in PostgreSQL. */
export function createPostgresSettingStore(dataSource: DataSource): SettingStore {
  const settings = dataSource.getRepository(settingSchema);

  async function find(key: string): Promise<unknown> {
    const row = await settings.findOneBy({ key });
    return row?.value;
  }

  return {
    find,
    async save(key, value) {
      await dataSource.query(
        'INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value',
        [key, JSON.stringify(value)],
      );
    },
    async saveFirst(key, value) {
      await dataSource.query('INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        key,
        JSON.stringify(value),
      ]);
      return find(key);
    },
    async delete(key) {
      const deleted = await settings.delete({ key });
      return (deleted.affected ?? 0) > 0;
    },
  };
}
