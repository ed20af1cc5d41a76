import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { ChangeListener } from '../../src/core/change.js';
import { plainLook, type LookStore } from '../../src/core/look/look.js';
import type { Observation } from '../../src/core/observation.js';
import { createLiveLook } from '../../src/store/live-look.js';
import { createPostgresLookStore } from '../../src/store/postgres-look-store.js';
import { start } from '../support/store-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let looks: LookStore;
beforeAll(async () => {
  database = await openTestDatabase();
  looks = createPostgresLookStore(
    database.dataSource,
    () => start,
    () => undefined,
  );
});
beforeEach(async () => database.dataSource.query('DELETE FROM looks'));
afterAll(async () => database.close());

const named = (institution: string): typeof plainLook => ({ ...plainLook, institution });

it('publishes for one of many who change the same look', async () => {
  expect(await looks.current()).toBeNull();
  const names = ['a', 'b', 'c', 'd', 'e'];
  const published = await Promise.all(names.map(async (name) => looks.publish(named(name), 0, name)));
  const [first, ...others] = published.filter((version) => version !== null);
  expect(others).toEqual([]);
  expect(await looks.current()).toEqual(first);
  expect(await looks.publish(named('late'), 0, 'late')).toBeNull();
  expect(await looks.publish(named('ahead'), 7, 'ahead')).toBeNull();
  expect(await looks.publish(named('next'), 1, 'next')).toMatchObject({ number: 2, by: 'next', at: start });
});

it('keeps the newest twenty', async () => {
  for (let number = 0; number < 23; number++) await looks.publish(named(`n${number}`), number, 'ines');
  const [row] = await database.dataSource.query<{ count: string }[]>('SELECT count(*) AS count FROM looks');
  expect(Number(row?.count)).toBe(20);
  expect((await looks.current())?.look.institution).toBe('n22');
});

it('shows nothing of a look that nobody would have been let publish', async () => {
  const evil = { contact: 'javascript:alert(1)', institution: 'x' };
  await database.dataSource.query(`INSERT INTO looks VALUES (1, $1, 'hand', 0)`, [JSON.stringify(evil)]);
  expect((await looks.current())?.look).toEqual(plainLook);
});

it('is at hand as it was last read, and read again when the feed tells of it', async () => {
  const listeners: ChangeListener[] = [];
  const observed: Observation[] = [];
  const live = createLiveLook(
    looks,
    { onChange: (listener) => void listeners.push(listener) },
    (line) => void observed.push(line),
  );
  expect(live.now()).toEqual(plainLook);
  await looks.publish(named('new'), 0, 'ines');
  for (const listener of listeners) listener({ kind: 'policy' });
  expect(live.now()).toEqual(plainLook);
  for (const listener of listeners) listener({ kind: 'look' });
  await live.reload();
  expect(live.now().institution).toBe('new');
  const broken = createLiveLook(
    { current: async () => Promise.reject(new Error('away')) },
    { onChange: () => undefined },
    (line) => void observed.push(line),
  );
  await broken.reload();
  expect([broken.now(), observed.at(-1)]).toMatchObject([plainLook, { kind: 'failed', where: 'look' }]);
});
