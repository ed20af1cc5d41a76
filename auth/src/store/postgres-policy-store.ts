import type { DataSource } from 'typeorm';
import type { ChangeListener } from '../core/change.js';
import type { Observe } from '../core/observation.js';
import type { Policy } from '../core/policy/model.js';
import type { PolicyStore, PolicyVersion } from '../core/policy/policy-store.js';
import type { EpochSeconds } from '../core/time.js';
import { policySchema, type PolicyRow } from './schemas/policy.schema.js';

/** A policy store that can also tell the running number without reading the whole policy. */
export interface NumberedPolicyStore extends PolicyStore {
  /** Null: none was ever published. */
  currentNumber(): Promise<number | null>;
}

export interface PostgresPolicyStoreOptions {
  /** Judges what the table holds; null: this is no policy. Then there is none, and everything is closed. */
  readonly parse: (value: unknown) => Policy | null;
  readonly now: () => EpochSeconds;
  readonly observe: Observe;
  /** See ChangeFeed. */
  readonly tell: ChangeListener;
}

/** Policies in PostgreSQL, numbered without gaps. */
export function createPostgresPolicyStore(
  dataSource: DataSource,
  { parse, now, observe, tell }: PostgresPolicyStoreOptions,
): NumberedPolicyStore {
  const policies = dataSource.getRepository(policySchema);

  function read(row: PolicyRow | null): PolicyVersion | null {
    if (row === null) return null;
    const policy = parse(row.policy);
    if (policy === null) observe({ kind: 'policy', state: 'unreadable', number: row.number });
    return policy === null ? null : { ...row, policy };
  }

  async function newest(): Promise<PolicyRow | null> {
    const [row] = await policies.find({ order: { number: 'DESC' }, take: 1 });
    return row ?? null;
  }

  return {
    current: async () => read(await newest()),
    async currentNumber() {
      const [row] = await dataSource.query<{ readonly number: number | null }[]>(
        'SELECT max(number) AS number FROM policies',
      );
      return row?.number ?? null;
    },
    async publish(policy, basedOn, by, note) {
      const running = await newest();
      // An unreadable one counts as none, as for `current`: it can be replaced.
      if ((read(running)?.number ?? null) !== basedOn) return null;
      const version = { number: (running?.number ?? 0) + 1, policy, by, note, at: now() };
      // The primary key is the lock: of two who publish the same number, one inserts nothing.
      const rows = await dataSource.query<unknown[]>(
        `INSERT INTO policies (number, policy, published_by, note, published_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING RETURNING number`,
        [version.number, JSON.stringify(policy), by, note, version.at],
      );
      if (rows.length === 0) return null;
      tell({ kind: 'policy' });
      return version;
    },
    history: async () =>
      policies.find({ select: { number: true, by: true, note: true, at: true }, order: { number: 'DESC' } }),
    find: async (number) => read(await policies.findOneBy({ number })),
  };
}
