import type { DataSource } from 'typeorm';
import type { ChangeListener } from '../core/change.js';
import type { Observe } from '../core/observation.js';
import type { Policy } from '../core/policy/model.js';
import { findDelta } from '../core/policy/policy-delta.js';
import type { PolicyStore, PolicyVersion } from '../core/policy/policy-store.js';
import { inSteps, type Stepwise } from '../core/stepwise.js';
import type { EpochSeconds } from '../core/time.js';
import {
  createPolicyRows,
  type KnownVersion,
  type PolicyHead,
  mostDeltas,
  type ReadPolicy,
} from './policy-rows.js';
import { policySchema } from './schemas/policy.schema.js';

/** Up to so many rules, every version is stored whole. */
const smallPolicy = 1000;

/** A policy store that can also tell the running number without reading the whole policy. */
export interface NumberedPolicyStore extends PolicyStore {
  /** Null: none was ever published. */
  currentNumber(): Promise<number | null>;
}

export interface PostgresPolicyStoreOptions {
  /** Judges what the table holds; null: this is no policy. Then there is none, and everything is closed. */
  readonly read: ReadPolicy;
  /** Runs long work without holding up everything else. */
  readonly run: <T>(work: Stepwise<T>) => Promise<T>;
  readonly now: () => EpochSeconds;
  readonly observe: Observe;
  /** See ChangeFeed. */
  readonly tell: ChangeListener;
}

/**
 * Policies in PostgreSQL, numbered without gaps. The last one that was read or published is kept: it is given again
 * while the very same row is the newest, and made into the next one where that is stored as a difference.
 */
export function createPostgresPolicyStore(
  dataSource: DataSource,
  { read, run, now, observe, tell }: PostgresPolicyStoreOptions,
): NumberedPolicyStore {
  const policies = dataSource.getRepository(policySchema);
  const rows = createPolicyRows(dataSource, read, run);
  let last: KnownVersion | null = null;

  async function versionOf(head: PolicyHead | null): Promise<PolicyVersion | null> {
    if (head === null) return null;
    if (last?.stamp === head.stamp && last.version.number === head.number) return last.version;
    const known: KnownVersion | null = (last && (await rows.follow(last, head))) ?? (await rows.whole(head));
    if (known === null) observe({ kind: 'policy', state: 'unreadable', number: head.number });
    else last = known;
    return known?.version ?? null;
  }

  return {
    current: async () => versionOf(await rows.newest()),
    currentNumber: async () => (await rows.newest())?.number ?? null,
    async publish(policy, basedOn, by, note) {
      // Asked once: the number that follows the very version that was looked at is what two who publish fight for.
      const head = await rows.newest();
      const running = await versionOf(head);
      // An unreadable one counts as none, as for `current`: it can be replaced.
      if ((running?.number ?? null) !== basedOn) return null;
      const number = (head?.number ?? 0) + 1;
      const version = { number, policy, by, note, at: now() };
      const delta =
        running === null || running.number !== number - 1
          ? null
          : await run(findDelta(running.policy, policy));
      const whole =
        delta === null ||
        policy.folders.length <= smallPolicy ||
        number - (await rows.newestWhole()) >= mostDeltas;
      // The primary key is the lock: of two who publish the same number, one inserts nothing.
      const inserted = await dataSource.query<{ readonly stamp: string }[]>(
        `INSERT INTO policies (number, policy, delta, whole, published_by, note, published_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING xmin::text AS stamp`,
        [
          number,
          whole ? await run(writePolicy(policy)) : '{}',
          delta && JSON.stringify(delta),
          whole,
          by,
          note,
          version.at,
        ],
      );
      const [row] = inserted;
      if (row === undefined) return null;
      last = { version, stamp: row.stamp };
      tell({ kind: 'policy' });
      return version;
    },
    history: async () =>
      policies.find({ select: { number: true, by: true, note: true, at: true }, order: { number: 'DESC' } }),
    async find(number) {
      const head = await rows.head(number);
      const known = head === null ? null : await rows.whole(head);
      if (head !== null && known === null) observe({ kind: 'policy', state: 'unreadable', number });
      return known?.version ?? null;
    },
  };
}

function* writePolicy({ folders, ...definitions }: Policy): Stepwise<string> {
  const rules: string[] = [];
  yield* inSteps(folders, (rule) => void rules.push(JSON.stringify(rule)));
  return `${JSON.stringify(definitions).slice(0, -1)},"folders":[${rules.join(',')}]}`;
}
