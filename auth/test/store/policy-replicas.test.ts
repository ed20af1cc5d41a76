import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FolderRule, Policy } from '../../src/core/policy/model.js';
import type { NumberedPolicyStore } from '../../src/store/postgres-policy-store.js';
import { createPostgresPolicyStore } from '../../src/store/postgres-policy-store.js';
import { storedPolicies } from '../../src/policy-text/policy-json.js';
import { takeTurns } from '../../src/system/take-turns.js';
import { start } from '../support/store-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let here: NumberedPolicyStore;
let there: NumberedPolicyStore;
/** How many policies were read whole, and how many differences, by the replica over there. */
let read: { whole: number; delta: number };

function openReplica(counted: typeof read): NumberedPolicyStore {
  return createPostgresPolicyStore(database.dataSource, {
    read: {
      whole: (stored) => {
        counted.whole += 1;
        return storedPolicies.whole(stored);
      },
      delta: (before, delta) => {
        counted.delta += 1;
        return storedPolicies.delta(before, delta);
      },
    },
    run: takeTurns,
    now: () => start,
    observe: () => undefined,
    tell: () => undefined,
  });
}

function ruleOf(pattern: string, hidden: boolean | null = null): FolderRule {
  const grants = [
    { who: { kind: 'anyone' }, and: null, tier: 'full', from: null, until: null, agree: null },
  ] as const;
  return {
    pattern,
    grants,
    ceilings: [],
    manifest: null,
    hidden,
    contact: null,
    managed: null,
    signIn: null,
  };
}

function policyOf(...folders: FolderRule[]): Policy {
  return { version: 1, timezone: 'UTC', tiers: [], places: [], agreements: [], folders };
}

const first = policyOf(ruleOf('/a'), ruleOf('/b'), ruleOf('/c'));
const edited = policyOf(ruleOf('/a'), ruleOf('/new'), ruleOf('/c', true));

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => database.close());
beforeEach(async () => {
  await database.empty();
  read = { whole: 0, delta: 0 };
  [here, there] = [openReplica({ whole: 0, delta: 0 }), openReplica(read)];
  await here.publish(first, null, 'ines', '');
  expect((await there.current())?.policy).toEqual(first);
});

describe('a replica', () => {
  it('reads the same version once', async () => {
    expect(await there.current()).toBe(await there.current());
    expect(read).toEqual({ whole: 1, delta: 0 });
  });

  it('follows changes of single rules by their difference, also several at once, and keeps all other rules', async () => {
    await here.publish(edited, 1, 'ines', 'one');
    await here.publish(policyOf(...edited.folders, ruleOf('/d')), 2, 'tom', 'two');
    const before = await there.find(1);
    const known = await there.current();
    expect(known).toMatchObject({ number: 3, by: 'tom', note: 'two', at: start });
    expect(known?.policy).toEqual(policyOf(...edited.folders, ruleOf('/d')));
    expect(known?.policy).toEqual((await openReplica({ whole: 0, delta: 0 }).current())?.policy);
    expect(before?.policy).toEqual(first);
    // One for `find`.
    expect(read).toEqual({ whole: 2, delta: 2 });
  });

  it('reads all of a version whose definitions changed', async () => {
    await here.publish({ ...edited, timezone: 'Europe/Berlin' }, 1, 'ines', '');
    expect((await there.current())?.policy.timezone).toBe('Europe/Berlin');
    expect(read).toEqual({ whole: 2, delta: 0 });
  });

  it('sees what was changed by hand under the same number', async () => {
    await here.publish(edited, 1, 'ines', '');
    const byHand = JSON.stringify(policyOf(ruleOf('/by-hand')));
    await database.dataSource.query('UPDATE policies SET policy = $1 WHERE number = 2', [byHand]);
    expect((await there.current())?.policy.folders[0]?.pattern).toBe('/by-hand');
    expect((await here.current())?.policy.folders[0]?.pattern).toBe('/by-hand');
    await database.dataSource.query('UPDATE policies SET policy = $1 WHERE number = 2', [
      JSON.stringify(first),
    ]);
    expect((await here.current())?.policy).toEqual(first);
  });

  it('does not follow from a version that was changed by hand since', async () => {
    const byHand = JSON.stringify(policyOf(ruleOf('/a'), ruleOf('/b'), ruleOf('/c'), ruleOf('/by-hand')));
    await database.dataSource.query('UPDATE policies SET policy = $1 WHERE number = 1', [byHand]);
    const other = openReplica({ whole: 0, delta: 0 });
    const current = await other.current();
    await other.publish(policyOf(...(current?.policy.folders ?? []), ruleOf('/d')), 1, 'ines', '');
    expect((await there.current())?.policy.folders.map(({ pattern }) => pattern)).toEqual([
      '/a',
      '/b',
      '/c',
      '/by-hand',
      '/d',
    ]);
  });

  it.each([
    '{}',
    '7',
    '{"removed":["/zz"],"changed":[],"added":[]}',
    '{"removed":[],"changed":[],"added":[{"at":0,"rule":{}}]}',
    `{"removed":[],"changed":[],"added":[{"at":0,"rule":${JSON.stringify(ruleOf('/a'))}}]}`,
  ])('takes a difference that makes no sound policy for none: %s', async (delta) => {
    await database.dataSource.query(
      `INSERT INTO policies (number, policy, delta, published_by, note, published_at) VALUES (2, $1, $2, 'x', '', 1)`,
      [JSON.stringify(edited), delta],
    );
    expect((await there.current())?.policy).toEqual(edited);
  });

  it.each(['null', '7', '[]', '{"folders":[]}', '{"folders":7}'])(
    'is closed by what is no policy: %s',
    async (junk) => {
      await database.dataSource.query(`INSERT INTO policies VALUES (2, $1, 'x', '', 1)`, [junk]);
      expect(await there.current()).toBeNull();
      expect(await there.currentNumber()).toBe(2);
    },
  );
});

describe('a policy with very many rules', () => {
  const many = Array.from({ length: 1200 }, (_, index) => ruleOf(`/f${index}`));
  const edit = (index: number): Policy =>
    policyOf(...many.map((rule, at) => (at <= index ? { ...rule, hidden: true } : rule)));

  it('is stored whole now and then, and as differences in between; every version is found again', async () => {
    await here.publish(policyOf(...many), 1, 'ines', '');
    for (let index = 0; index < 52; index += 1) await here.publish(edit(index), index + 2, 'ines', '');
    const stored: readonly { number: number }[] = await database.dataSource.query(
      'SELECT number FROM policies WHERE whole ORDER BY number',
    );
    expect(stored.map(({ number }) => number)).toEqual([1, 2, 52]);
    expect((await there.current())?.policy).toEqual(edit(51));
    const fresh = openReplica({ whole: 0, delta: 0 });
    expect((await fresh.current())?.policy).toEqual(edit(51));
    for (const number of [2, 3, 51, 52, 54])
      expect((await fresh.find(number))?.policy).toEqual(number === 2 ? policyOf(...many) : edit(number - 3));
  });
});
