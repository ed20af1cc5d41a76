import { describe, expect, it } from '@jest/globals';
import { useTestApp } from '../http/use-app.js';
import { open, signInToAccount, tokenOf } from './pages.js';

const use = useTestApp();
const isFull = process.env['GATEHOUSE_TEST_FULL'] === '1';

/** Rows, not files: 50,000 people in 20 groups, and 100,000 folders of two images. */
const filling = [
  `INSERT INTO groups (name) SELECT 'group' || n FROM generate_series(1, 20) n`,
  `INSERT INTO users (name, display_name, email, created_at, last_sign_in_at)
   SELECT 'reader' || n, 'Reader ' || n, 'reader' || n || '@example.org', n, CASE WHEN n % 3 = 0 THEN n END
   FROM generate_series(1, 50000) n`,
  `INSERT INTO memberships SELECT id, 'group' || (1 + abs(hashtext(name)) % 20) FROM users WHERE name LIKE 'reader%'`,
  `INSERT INTO images (path, folder, root, width, height, levels, tile_width, tile_height, format, version, scan)
   SELECT folder || '/' || k || '.jp2', folder, 'images', 6000, 4000, 6, 256, 256, 'jp2', 'v1', 1
   FROM (SELECT 'fonds' || n / 1000 || '/box' || n % 1000 AS folder FROM generate_series(0, 99999) n) f,
     generate_series(1, 2) k`,
  'ANALYZE',
];

const pages = [
  '',
  'people',
  'people?page=900',
  'people?search=reader4999&sort=last-sign-in',
  'people?group=group7&sort=created',
  'people/reader777',
  'people/reader777/access',
  'groups',
  'groups/group7',
  'folders/',
  'folders/fonds7',
  'folders/fonds7!box7',
  'images?folder=fonds7!box7',
  'rules',
  'why?url=fonds7!box7!1.jp2&user=reader777',
  'sessions',
  'audit',
];

(isFull ? describe : describe.skip)('50,000 people and 100,000 folders', () => {
  it('answer every page, and the plan of a change of everything, in less than 300 ms', async () => {
    for (const statement of filling) await use().database.dataSource.query(statement);
    const ines = await signInToAccount(use(), 'ines');
    const table: [string, number][] = [];
    const measure = async (name: string, ask: () => Promise<{ readonly status: number }>): Promise<void> => {
      const times: number[] = [];
      for (let round = 0; round < 5; round += 1) {
        const began = performance.now();
        expect([name, (await ask()).status]).toEqual([name, 200]);
        times.push(performance.now() - began);
      }
      table.push([name, Math.round(times.toSorted((a, b) => a - b)[2] ?? 0)]);
    };
    for (const path of pages) await measure(path, async () => open(ines, path));
    const form_token = tokenOf(await open(ines, 'groups'));
    for (const path of ['folders/fonds7', 'folders/'])
      await measure(`plan of ${path}`, async () =>
        ines.post(`/auth/admin/${path}`, { form_token, op: 'template', template: 'closed' }),
      );
    process.stdout.write(
      `${table.map(([name, ms]) => `${String(ms).padStart(6)} ms  /${name}`).join('\n')}\n`,
    );
    expect(table.filter(([, ms]) => ms >= 300)).toEqual([]);
  }, 300_000);
});
