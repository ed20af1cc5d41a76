import { afterEach, describe, expect, it } from '@jest/globals';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { migrations } from '../../src/store/migrations/index.js';
import { isMigrated, migrate } from '../../src/store/migrate.js';
import { sha256 } from '../../src/system/hash.js';
import { openGatehouse } from '../cli/gatehouse.js';
import { loadFormerDatabase, readColumns, readRows } from '../support/former-database.js';
import { openEmptySchema, type TestDatabase } from '../support/test-database.js';

/** What people held when the dump was made (`fixtures/former`). */
const cookie = 'kkeHc_nTqZLMuaEyOfvX19ZjF4K2LQCzim362oePoXM';
const key = 'ghk_VXACwjyGF9bOcCtJqAAc04lSffMPskBF7LRLWAxfPfA';
const soonAfter = 1_795_202_900;

/** Changes something that is there, makes something new, and then breaks off. */
class BreaksOff1999999999999 implements MigrationInterface {
  readonly name = 'BreaksOff1999999999999';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM memberships');
    await runner.query('ALTER TABLE users ADD COLUMN half_done text');
    await runner.query('SELECT no_such_function()');
  }
  async down(): Promise<void> {}
}

const withOneMore = ({ options }: DataSource): DataSource =>
  new DataSource({ ...options, migrations: [...migrations, BreaksOff1999999999999] });

let close = async (): Promise<void> => undefined;
afterEach(async () => close());

async function openFormer(): Promise<TestDatabase> {
  const database = await openEmptySchema();
  close = async () => database.close();
  await loadFormerDatabase(database.dataSource, database.schema);
  return database;
}

describe('the database of an earlier version', () => {
  it('loses no row and no column, and says so when it is up to date', async () => {
    const { dataSource, schema } = await openFormer();
    expect(await isMigrated(dataSource)).toBe(false);
    const columns = await readColumns(dataSource, schema);
    const before = await readRows(dataSource, columns);
    expect([before.get('users')?.length, before.get('policies')?.length]).toEqual([3, 3]);
    const ran = await migrate(dataSource);
    expect(ran).toEqual(migrations.map(({ name }) => name).slice(2));
    expect(await isMigrated(dataSource)).toBe(true);
    expect(await readRows(dataSource, columns)).toEqual(before);
  });

  it('can still be written by the earlier version: whatever is new has a default', async () => {
    const { dataSource, schema } = await openFormer();
    const columns = await readColumns(dataSource, schema);
    await migrate(dataSource);
    const needed = await dataSource.query<{ readonly table: string; readonly column: string }[]>(
      `SELECT table_name AS table, column_name AS column FROM information_schema.columns
       WHERE table_schema = $1 AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'`,
      [schema],
    );
    const unknown = needed.filter(({ table, column }) => columns.get(table)?.includes(column) === false);
    expect(unknown).toEqual([]);
  });

  it('is as it was when a migration breaks off, those before it too, and goes on when that is mended', async () => {
    const { dataSource, schema } = await openFormer();
    const columns = await readColumns(dataSource, schema);
    const before = await readRows(dataSource, columns);
    const broken = withOneMore(dataSource);
    await broken.initialize();
    await expect(migrate(broken)).rejects.toThrow('no_such_function');
    await broken.destroy();
    expect(await readColumns(dataSource, schema)).toEqual(columns);
    expect(await readRows(dataSource, columns)).toEqual(before);
    expect(await isMigrated(dataSource)).toBe(false);
    await migrate(dataSource);
    expect(await isMigrated(dataSource)).toBe(true);
  });

  it('keeps passwords, sessions, keys, rules and decisions', async () => {
    const gatehouse = await openGatehouse({}, loadFormerDatabase);
    close = async () => gatehouse.close();
    gatehouse.clock.now = soonAfter;
    expect((await gatehouse.run('migrate')).out).toMatch(/^Ran \d+ migrations\.\n/);
    const { users, sessions, keys } = gatehouse.stores;
    const everybody = JSON.parse((await gatehouse.run('user list --json')).out) as {
      name: string;
      disabled?: boolean;
    }[];
    expect(everybody.map(({ name }) => name).toSorted()).toEqual(['ines', 'marek', 'tom']);
    const tom = await users.findCredential('tom');
    expect(await gatehouse.hasher.verify(tom?.passwordHash ?? '', 'only-for-tests tom 5uwz')).toBe(true);
    expect((await sessions.find(sha256(cookie) as never))?.user).toBe(tom?.user.id);
    expect((await keys.find(sha256(key) as never))?.name).toBe('nightly');
    const rules = (await gatehouse.run('policy export')).out;
    for (const line of ['/staff', 'reading-room', 'terms', 'max_edge: 400', 'Europe/Berlin'])
      expect(rules).toContain(line);
    const tierOf = async (who: string): Promise<string> =>
      (
        JSON.parse((await gatehouse.run(`why staff/001.jp2 ${who} --json`)).out) as {
          decision: { tier: string };
        }
      ).decision.tier;
    expect([await tierOf('--as tom'), await tierOf('')]).toEqual(['full', 'closed']);
    expect((await gatehouse.run('policy history')).out).toMatch(/3/);
  });
});
