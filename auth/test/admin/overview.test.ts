import { describe, expect, it } from '@jest/globals';
import { useTestApp } from '../http/use-app.js';
import { open, signInToAccount } from './pages.js';

const use = useTestApp();

describe('the overview', () => {
  it('counts refused pictures by the hour, of nobody in particular, and forgets them after a month', async () => {
    const app = use();
    const ask = async (image: string): Promise<number> =>
      (await app.check(`/iiif/images/${image}/full/max/0/default.jpg`)).status;
    expect([await ask('open!001.jp2'), await ask('staff!001.jp2'), await ask('shut!001.jp2')]).toEqual([
      200, 401, 403,
    ]);
    await ask('staff!001.jp2');
    const ines = await signInToAccount(app, 'ines');
    expect((await open(ines, '')).text).toMatch(/Refused pictures, 48 hours <strong>0</);
    await app.flush();
    await app.flush();
    const page = (await open(ines, '')).text;
    expect(page).toMatch(/Refused pictures, 48 hours <strong>3</);
    expect(page).toMatch(/another place helps: <strong>2<\/strong>/);
    expect(page).toMatch(/Closed to everybody then: <strong>1<\/strong>/);
    const rows = await app.database.dataSource.query('SELECT * FROM refusal_counts ORDER BY kind');
    expect(rows.map((row: object) => Object.keys(row))).toEqual([
      ['hour', 'kind', 'count'],
      ['hour', 'kind', 'count'],
    ]);
    app.advance(31 * 86_400);
    await app.sweep();
    expect(await app.database.dataSource.query('SELECT * FROM refusal_counts')).toEqual([]);
  });
});
