import { describe, expect, it } from '@jest/globals';
import { parseCsv } from '../../src/core/parse-csv.js';
import type { ScannedImage } from '../../src/core/image/image-remark.js';
import { useTestApp } from '../http/use-app.js';
import { anImage } from '../support/factories.js';
import { act, open, signInToAccount } from './pages.js';

const use = useTestApp();

/** A whole look at a folder in which these lie. */
async function scan(images: readonly ScannedImage[]): Promise<void> {
  const { catalogue, clock } = use().deps;
  const work = await catalogue.begin('images', 'whole', clock());
  if (work === null) throw new Error('another scan is at work');
  await work.put(images);
  const inFolder = (folder: string) =>
    images.filter(({ path }) => path.startsWith(`${folder}/`)).map(({ path }) => path);
  await work.visited('open', inFolder('open'), [
    { name: 'open/=1+1.jpg', code: 'no_permission', message: 'The file may not be read.' },
  ]);
  await work.visited('staff', inFolder('staff'), [
    { name: 'staff/<b>.gif', code: 'unsupported', message: 'Files of this format are not served.' },
  ]);
  await work.finish(clock());
}

describe('the scan report', () => {
  it('lists what is not served, twins, and what is slow or not tiled, each with what to do', async () => {
    await scan([
      { ...anImage('open/1.jp2'), fingerprint: 'Aaa' },
      { ...anImage('staff/2.jp2'), fingerprint: 'Aaa' },
      { ...anImage('staff/3.jp2'), fingerprint: 'zzz', remark: 'slow' },
      { ...anImage('open/4.jpg', { format: 'jpeg' }), remark: 'untiled' },
    ]);
    const ines = await signInToAccount(use(), 'ines');
    const overall = await open(ines, 'images');
    for (const kind of ['no_permission', 'unsupported', 'duplicate', 'slow', 'untiled'])
      expect(overall.text).toContain(`/auth/admin/images/report?kind=${kind}`);
    const twins = await open(ines, 'images/report?kind=duplicate');
    expect(twins.text).toMatch(/open\/1\.jp2[\s\S]*the same as above[\s\S]*staff\/2\.jp2/);
    expect(twins.text).toContain('6000 × 4000');
    expect((await open(ines, 'images/report?kind=slow')).text).toContain('vips tiffsave');
    expect((await open(ines, 'images/report?kind=no_permission')).text).toContain('chmod -R a+rX');
    const narrowed = await open(ines, 'images/report?kind=duplicate&folder=%2Fopen%2F');
    expect(narrowed.text).not.toContain('staff/2.jp2');
    expect((await open(ines, 'images/report?kind=nonsense&folder=..%2F&page=99')).status).toBe(200);
  });

  it('comes as CSV, in which no cell is a formula', async () => {
    await scan([]);
    const ines = await signInToAccount(use(), 'ines');
    const answer = await open(ines, 'images/report.csv');
    expect(answer.headers['content-disposition']).toContain('scan-report.csv');
    const csv = parseCsv(answer.text);
    const rows = csv.ok ? csv.value.map(({ cells }) => cells.slice(0, 3)) : [];
    expect(rows).toEqual([
      ['file', 'collection', 'kind'],
      ['open/=1+1.jpg', 'images', 'no_permission'],
      ['staff/<b>.gif', 'images', 'unsupported'],
    ]);
    expect(answer.text).not.toMatch(/(?:^|,)"?[=+@-]/m);
  });

  it('shows managers what lies in their folders, and nothing else', async () => {
    await scan([
      { ...anImage('open/1.jp2'), remark: 'slow' },
      { ...anImage('staff/2.jp2'), remark: 'slow' },
    ]);
    await use().deps.roles.save(use().people.tom.id, { auditor: false, folders: ['staff'] });
    const tom = await signInToAccount(use(), 'tom');
    const slow = (await open(tom, 'images/report?kind=slow')).text;
    expect([slow.includes('staff/2.jp2'), slow.includes('open/1.jp2')]).toEqual([true, false]);
    expect((await open(tom, 'images/report.csv')).text).not.toContain('open/');
    expect((await open(tom, 'images')).text).not.toContain('kind=no_permission');
    expect((await open(tom, 'images/report?folder=open')).status).toBe(403);
    expect((await act(tom, 'images/scan', { folder: 'open' })).status).toBe(403);
  });
});
