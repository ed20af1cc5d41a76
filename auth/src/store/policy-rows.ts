import type { DataSource } from 'typeorm';
import type { Policy } from '../core/policy/model.js';
import type { PolicyVersion } from '../core/policy/policy-store.js';
import type { Stepwise } from '../core/stepwise.js';

/** Judges what the table holds; null: this is no policy. */
export interface ReadPolicy {
  readonly whole: (stored: {
    readonly definitions: unknown;
    readonly rules: readonly unknown[];
  }) => Stepwise<Policy | null>;
  /** The policy before with a stored difference made. */
  readonly delta: (before: Policy, delta: unknown) => Stepwise<Policy | null>;
}

/** A version, and which writing of its row it is of (the row's `xmin`): a row that was changed by hand is another one. */
export interface KnownVersion {
  readonly version: PolicyVersion;
  readonly stamp: string;
}

/** A row without its policy. */
export type PolicyHead = Omit<PolicyVersion, 'policy'> & { readonly stamp: string };

const head = 'number, published_by AS by, note, published_at AS at, xmin::text AS stamp';
// Rules by the hundred thousand come as rows of their own: each is read as it arrives, with other work in between.
const definitions = `
  SELECT policy - 'folders' AS definitions FROM policies
  WHERE number = $1 AND xmin::text = $2 AND jsonb_typeof(policy) = 'object' AND jsonb_typeof(policy -> 'folders') = 'array'`;
const rules = `
  SELECT jsonb_array_elements(policy -> 'folders') AS rule FROM policies WHERE number = $1 AND xmin::text = $2`;
/** So many differences in a row at most are followed, or stored without the whole. */
export const mostDeltas = 50;

/** How policies are read from their table. */
export interface PolicyRows {
  newest(): Promise<PolicyHead | null>;
  /** The number of the newest version that is stored whole; 0: none. */
  newestWhole(): Promise<number>;
  head(number: number): Promise<PolicyHead | null>;
  /** Reads all of a version; null: the row holds no policy (or is another one by now). */
  whole(head: PolicyHead): Promise<KnownVersion | null>;
  /** Makes a known version into a later one by the differences stored in between; null: they don't lead there. */
  follow(known: KnownVersion, head: PolicyHead): Promise<KnownVersion | null>;
}

export function createPolicyRows(
  dataSource: DataSource,
  read: ReadPolicy,
  run: <T>(work: Stepwise<T>) => Promise<T>,
): PolicyRows {
  async function find(condition: string, values: readonly unknown[]): Promise<PolicyHead | null> {
    const [row] = await dataSource.query<PolicyHead[]>(`SELECT ${head} FROM policies ${condition}`, [
      ...values,
    ]);
    return row ?? null;
  }

  return {
    newest: async () => find('ORDER BY number DESC LIMIT 1', []),
    newestWhole: async () => (await find('WHERE whole ORDER BY number DESC LIMIT 1', []))?.number ?? 0,
    head: async (number) => find('WHERE number = $1', [number]),
    async whole(wanted) {
      const base = await find('WHERE number <= $1 AND whole ORDER BY number DESC LIMIT 1', [wanted.number]);
      const known = base === null ? null : await readWhole(base);
      if (known === null || base?.number === wanted.number)
        return base?.stamp === wanted.stamp ? known : null;
      return follow(known, wanted);
    },
    follow,
  };

  async function follow(known: KnownVersion, { stamp, ...row }: PolicyHead): Promise<KnownVersion | null> {
    const first = known.version.number;
    if (row.number <= first || row.number - first > mostDeltas) return null;
    const found = await dataSource.query<{ number: number; stamp: string; delta: unknown }[]>(
      `SELECT number, xmin::text AS stamp, CASE WHEN number > $1 THEN delta END AS delta FROM policies
         WHERE number BETWEEN $1 AND $2 ORDER BY number`,
      [first, row.number],
    );
    const isUnbroken = found.every(({ number }, index) => number === first + index);
    if (!isUnbroken || found[0]?.stamp !== known.stamp || found.at(-1)?.stamp !== stamp) return null;
    let policy: Policy | null = known.version.policy;
    for (const { delta } of found.slice(1)) {
      if (policy === null || delta === null) return null;
      policy = await run(read.delta(policy, delta));
    }
    return policy === null ? null : { version: { ...row, policy }, stamp };
  }

  async function readWhole({ stamp, ...row }: PolicyHead): Promise<KnownVersion | null> {
    const parameters = [row.number, stamp];
    const [found] = await dataSource.query<{ readonly definitions: unknown }[]>(definitions, parameters);
    if (found === undefined) return null;
    const list = await dataSource.query<{ readonly rule: unknown }[]>(rules, parameters);
    const policy = await run(
      read.whole({ definitions: found.definitions, rules: list.map(({ rule }) => rule) }),
    );
    return policy === null ? null : { version: { ...row, policy }, stamp };
  }
}
