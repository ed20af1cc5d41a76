import { type DataSource, LessThan, MoreThanOrEqual } from 'typeorm';
import type { RefusalCountStore } from '../core/refusal-count.js';
import { refusalCountSchema } from './schemas/refusal-count.schema.js';

/** Refused pictures by the hour, in PostgreSQL. */
export function createPostgresRefusalCountStore(dataSource: DataSource): RefusalCountStore {
  const rows = dataSource.getRepository(refusalCountSchema);
  return {
    async add(counts) {
      // In one order, so that replicas do not wait in a circle.
      const sums = new Map<string, number>();
      for (const { hour, kind, count } of counts)
        sums.set(`${hour} ${kind}`, (sums.get(`${hour} ${kind}`) ?? 0) + count);
      const sorted = [...sums]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, n]) => [...key.split(' '), n]);
      await dataSource.query(
        `INSERT INTO refusal_counts (hour, kind, count)
         SELECT * FROM unnest($1::int[], $2::text[], $3::int[])
         ON CONFLICT (hour, kind) DO UPDATE SET count = refusal_counts.count + EXCLUDED.count`,
        [0, 1, 2].map((column) => sorted.map((row) => row[column])),
      );
    },
    listSince: async (hour) => rows.findBy({ hour: MoreThanOrEqual(hour) }),
    async deleteBefore(hour) {
      return (await rows.delete({ hour: LessThan(hour) })).affected ?? 0;
    },
  };
}
