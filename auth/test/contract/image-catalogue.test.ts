import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImageCatalogue, ImageScan, ScanScope } from '../../src/core/image/image-catalogue.js';
import type { ImageFacts, ImageRoot } from '../../src/core/image/image-facts.js';
import type { ImageIndex, ScanProblem } from '../../src/core/image/image-index.js';
import type { ImagePath } from '../../src/core/image/image-path.js';
import { createPostgresImageCatalogue } from '../../src/store/postgres-image-catalogue.js';
import { createPostgresImageIndex } from '../../src/store/postgres-image-index.js';
import { createMemoryCatalogue } from '../library/memory-catalogue.js';
import { later, someImage, start } from '../support/store-fixtures.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

interface Library {
  readonly index: ImageIndex;
  readonly catalogue: ImageCatalogue;
}

async function begin(
  { catalogue }: Library,
  root: ImageRoot = 'images',
  scope: ScanScope = 'whole',
): Promise<ImageScan> {
  const scan = await catalogue.begin(root, scope, start);
  if (scan === null) throw new Error('another scan is at work');
  return scan;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Scans folders that hold just these images. */
async function scanAll(library: Library, images: readonly ImageFacts[], scope: ScanScope = 'whole') {
  const scan = await begin(library, images[0]?.root ?? 'images', scope);
  for (const folder of new Set(['', ...images.map((image) => folderOf(image.path))])) {
    const here = images.filter((image) => folderOf(image.path) === folder);
    const known = await scan.known(folder);
    await scan.put(here.filter((image) => known.get(image.path) !== image.version));
    if (scope === 'whole' || here.length > 0)
      await scan.visited(
        folder,
        here.map((image) => image.path),
        [],
      );
  }
  return scan.finish(later(10));
}

async function pathsOf({ index }: Library): Promise<string[]> {
  return (await index.listAll(null, 1000)).map((image) => image.path);
}

const problem: ScanProblem = { name: 'a/\\xff.jp2', code: 'odd_name', message: 'not UTF-8' };

function suite(libraries: () => Library): void {
  it('shows an image to everybody as soon as it was put, with all its facts', async () => {
    const { index } = libraries();
    const image = someImage('a b+c 100%/Zürich #1;v?!.jp2', {
      format: 'tiff',
      width: 7,
      height: 1,
      levels: 1,
    });
    const scan = await begin(libraries());
    await scan.put([image]);
    expect(await index.find(image.path)).toEqual(image);
    expect(await index.find('a b+c 100%' as ImagePath)).toBeNull();
    expect(await index.listFolder('a b+c 100%')).toEqual([image]);
    await scan.abandon();
    expect(await index.find(image.path)).toEqual(image);
  });

  it('compares paths byte by byte', async () => {
    const { index } = libraries();
    await scanAll(libraries(), [someImage('a/é.jp2'), someImage('a/B.jp2')]);
    for (const path of ['a/e\u0301.jp2', 'A/B.jp2', 'a/b.jp2', 'a/B.jp2 ', 'a//B.jp2'])
      expect(await index.find(path as ImagePath)).toBeNull();
  });

  it('tells what is known of a folder of this root', async () => {
    await scanAll(libraries(), [someImage('a/1.jp2', { version: 'v1' }), someImage('a/b/2.jp2')]);
    const scan = await begin(libraries());
    expect(await scan.known('a')).toEqual(new Map([['a/1.jp2', 'v1']]));
    expect(await scan.known('')).toEqual(new Map());
    await scan.abandon();
    const demo = await begin(libraries(), 'demo');
    expect(await demo.known('a')).toEqual(new Map());
    await demo.abandon();
  });

  it('replaces a changed image and forgets what is gone, folders too', async () => {
    await scanAll(libraries(), [
      someImage('a/1.jp2'),
      someImage('a/2.jp2'),
      someImage('b/c/3.jp2'),
      someImage('4.jp2'),
    ]);
    const report = await scanAll(libraries(), [
      someImage('a/1.jp2', { version: 'v2', width: 9 }),
      someImage('4.jp2'),
    ]);
    expect(report).toMatchObject({ state: 'finished', folders: 2, images: 2, put: 1, gone: 2 });
    expect(await pathsOf(libraries())).toEqual(['4.jp2', 'a/1.jp2']);
    expect(await libraries().index.find('a/1.jp2' as ImagePath)).toMatchObject({ version: 'v2', width: 9 });
    expect(await libraries().index.count()).toBe(2);
  });

  it('forgets nothing of a scan that was abandoned', async () => {
    await scanAll(libraries(), [someImage('a/1.jp2')]);
    const scan = await begin(libraries());
    await scan.visited('', [], []);
    await scan.visited('a', [], []);
    await scan.abandon();
    await scan.abandon();
    expect(await pathsOf(libraries())).toEqual(['a/1.jp2']);
  });

  it('keeps what lies in and below a folder that could not be read', async () => {
    await scanAll(libraries(), [someImage('a/1.jp2'), someImage('a/b/2.jp2'), someImage('ab/3.jp2')]);
    const scan = await begin(libraries());
    await scan.visited('', [], []);
    scan.keep('a');
    await scan.finish(later(10));
    expect(await pathsOf(libraries())).toEqual(['a/1.jp2', 'a/b/2.jp2']);
  });

  it('forgets only within the folders visited when single folders are scanned', async () => {
    await scanAll(libraries(), [
      someImage('a/1.jp2'),
      someImage('a/2.jp2'),
      someImage('a/b/3.jp2'),
      someImage('4.jp2'),
    ]);
    await scanAll(libraries(), [someImage('a/1.jp2')], 'folders');
    expect(await pathsOf(libraries())).toEqual(['4.jp2', 'a/1.jp2', 'a/b/3.jp2']);
  });

  it('lets one scan of a root run at a time, and scans of single folders whenever they like', async () => {
    const { catalogue } = libraries();
    const first = await begin(libraries());
    expect(await catalogue.begin('images', 'whole', start)).toBeNull();
    await (await begin(libraries(), 'images', 'folders')).abandon();
    await (await begin(libraries(), 'demo')).abandon();
    await first.abandon();
    const second = await begin(libraries());
    await second.finish(later(1));
    await (await begin(libraries())).abandon();
  });

  it('never lets an image of the demo replace one of the administrator', async () => {
    const { index } = libraries();
    const [own, demo] = [someImage('a/1.jp2'), someImage('a/1.jp2', { root: 'demo', version: 'd' })];
    await scanAll(libraries(), [demo]);
    await scanAll(libraries(), [own]);
    expect(await index.find(own.path)).toEqual(own);
    await scanAll(libraries(), [demo, someImage('a/2.jp2', { root: 'demo' })]);
    expect(await index.find(own.path)).toEqual(own);
    const scan = await begin(libraries(), 'demo');
    await scan.visited('', [], []);
    await scan.finish(later(20));
    expect(await pathsOf(libraries())).toEqual(['a/1.jp2']);
  });

  it('lists the folders directly in a folder that hold an image at any depth', async () => {
    const paths = [
      'a/b/1.jp2',
      'a/b c/2.jp2',
      'a/b/x/3.jp2',
      'a/b!d/y/4.jp2',
      'a/b0/5.jp2',
      'a/6.jp2',
      'a0/7.jp2',
    ];
    await scanAll(
      libraries(),
      [...paths, 'a/b/x/z/8.jp2', 'a/é/9.jp2', '10.jp2', 'A/11.jp2'].map((path) => someImage(path)),
    );
    const list = async (folder: string) => [...(await libraries().index.listSubfolders(folder))].sort();
    expect(await list('')).toEqual(['A', 'a', 'a0']);
    expect(await list('a')).toEqual(['b', 'b c', 'b!d', 'b0', 'é'].sort());
    expect(await list('a/b')).toEqual(['x']);
    expect(await list('a/b/x/z')).toEqual([]);
    expect(await list('nowhere')).toEqual([]);
    expect(await list('%')).toEqual([]);
    const several = await libraries().index.listSubfoldersOf(['', 'a/b', 'nowhere']);
    expect([...several].map(([folder, names]) => [folder, names.toSorted()])).toEqual([
      ['', ['A', 'a', 'a0']],
      ['a/b', ['x']],
      ['nowhere', []],
    ]);
  });

  it('lists every image in the order of paths, in pages', async () => {
    const { index } = libraries();
    const images = ['a b/1.jp2', 'a/2.jp2', 'a.jp2', 'b.jp2'].map((path) => someImage(path));
    await scanAll(libraries(), images);
    const all = ['a b/1.jp2', 'a.jp2', 'a/2.jp2', 'b.jp2'];
    expect(await pathsOf(libraries())).toEqual(all);
    const page = await index.listAll('a.jp2' as ImagePath, 1);
    expect(page.map((image) => image.path)).toEqual(['a/2.jp2']);
  });

  it('replaces the problems of a folder by those of the last visit', async () => {
    const { catalogue } = libraries();
    for (const found of [[problem, problem], [problem], []]) {
      const scan = await begin(libraries());
      await scan.visited('', [], []);
      await scan.visited('a', [], found);
      const report = await scan.finish(later(10));
      expect(report.problems).toBe(found.length);
      expect(await catalogue.listProblems(10)).toEqual(
        found.map((one) => ({ ...one, root: 'images', folder: 'a' })),
      );
    }
  });

  it('drops the problems of a folder that is no longer there', async () => {
    const { catalogue } = libraries();
    const scan = await begin(libraries());
    await scan.visited('a', [], [problem]);
    await scan.finish(later(10));
    await scanAll(libraries(), []);
    expect(await catalogue.listProblems(10)).toEqual([]);
  });
}

describe('ImageCatalogue and ImageIndex in memory', () => {
  let library: Library;
  beforeEach(() => {
    library = createMemoryCatalogue();
  });
  suite(() => library);
});

describe('ImageCatalogue and ImageIndex in PostgreSQL', () => {
  let database: TestDatabase;
  let library: Library;
  beforeAll(async () => {
    database = await openTestDatabase();
    library = {
      index: createPostgresImageIndex(database.dataSource),
      catalogue: createPostgresImageCatalogue(database.dataSource, () => undefined),
    };
  });
  beforeEach(async () => database.empty());
  afterAll(async () => database.close());
  suite(() => library);

  it('reports the newest scan of a whole root', async () => {
    const { catalogue } = library;
    expect(await catalogue.lastScan('images')).toBeNull();
    const report = await scanAll(library, [someImage('a/1.jp2')]);
    expect(await catalogue.lastScan('images')).toEqual(report);
    expect(await catalogue.lastScan('demo')).toBeNull();
    const scan = await begin(library);
    expect(await catalogue.lastScan('images')).toMatchObject({
      number: scan.number,
      state: 'running',
      finishedAt: null,
    });
    await scan.abandon();
    expect(await catalogue.lastScan('images')).toMatchObject({ number: scan.number, state: 'abandoned' });
  });

  it('does not forget what a scan of single folders put while the whole scan was at work', async () => {
    const whole = await begin(library);
    await whole.visited('', [], []);
    await scanAll(library, [someImage('new/1.jp2')], 'folders');
    await whole.finish(later(10));
    expect(await pathsOf(library)).toEqual(['new/1.jp2']);
  });

  it('lets another scan begin when whoever was scanning has died', async () => {
    const dead = await begin(library);
    await database.dataSource.query(`
      SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 7143202 AND granted`);
    let next: ImageScan | null = null;
    for (let i = 0; next === null && i < 100; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      next = await library.catalogue.begin('images', 'whole', start);
    }
    if (next === null) throw new Error('the lock outlived its holder');
    expect(next.number).toBeGreaterThan(dead.number);
    await next.finish(later(10));
    await dead.abandon();
    expect(await library.catalogue.lastScan('images')).toMatchObject({
      number: next.number,
      state: 'finished',
    });
  });

  it('forgets more images than fit into one statement, folders and files', async () => {
    const images = Array.from({ length: 2500 }, (_, i) => someImage(`${i % 2 === 0 ? 'a' : 'b'}/${i}.jp2`));
    await scanAll(library, images);
    expect(await library.index.count()).toBe(2500);
    const scan = await begin(library);
    await scan.visited('', [], []);
    await scan.visited('a', [], []);
    expect(await scan.finish(later(10))).toMatchObject({ gone: 2500 });
    expect(await library.index.count()).toBe(0);
  });

  it('finds subfolders by the index, however many images lie below', async () => {
    await database.dataSource.query(`
      INSERT INTO images SELECT 'big/' || i % 3 || '/' || i || '.jp2', 'big/' || i % 3, 'images', 1, 1, 1, 1, 1, 'jp2', 'v', 1
      FROM generate_series(1, 30000) AS i`);
    await database.dataSource.query('ANALYZE images');
    const started = performance.now();
    expect([...(await library.index.listSubfolders('big'))].sort()).toEqual(['0', '1', '2']);
    expect(await library.index.listSubfolders('')).toEqual(['big']);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
