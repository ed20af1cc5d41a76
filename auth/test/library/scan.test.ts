import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  rename,
  rm,
  symlink,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createGatewayFacts } from '../../src/library/gateway-facts.js';
import { createInspect } from '../../src/library/inspect-file.js';
import { createScanner, type DemoPlan } from '../../src/library/scan.js';
import type { ScanProgress } from '../../src/library/scan-outcome.js';
import { startFakeGateway } from './fake-gateway.js';
import type { ScannedImage } from '../../src/core/image/image-remark.js';
import { createMemoryCatalogue } from './memory-catalogue.js';

const jp2 = Buffer.from('0000000c6a5020200d0a870a00000014', 'hex');
const never = new AbortController().signal;

let base: string;
let images: string;
let demo: string;
let gateway: Awaited<ReturnType<typeof startFakeGateway>>;
let memory: ReturnType<typeof createMemoryCatalogue>;
let scanner: ReturnType<typeof createScanner>;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'gatehouse-scan-'));
  images = join(base, 'images');
  demo = join(base, 'demo');
  await mkdir(images);
  gateway = await startFakeGateway();
  memory = createMemoryCatalogue();
  scanner = makeScanner();
});

afterEach(async () => {
  await gateway.stop();
  await rm(base, { recursive: true, force: true });
});

function makeScanner(timeoutMs = 2000, plan?: DemoPlan) {
  const { catalogue, index, now } = memory;
  const inspect = createInspect(createGatewayFacts({ gatewayUrl: gateway.url, timeoutMs, pausesMs: [5, 5] }));
  return createScanner(
    { catalogue, index, now, inspect, onFolder: () => undefined, onUnreadable: () => undefined },
    { images, demo },
    plan,
  );
}

async function put(path: string | Buffer, content: Buffer | string = jp2): Promise<void> {
  if (typeof path === 'string') {
    await mkdir(join(images, path, '..'), { recursive: true });
    await writeFile(join(images, path), content);
  } else await writeFile(Buffer.concat([Buffer.from(`${images}/`), path]), content);
}

async function scan(options: { believeEmpty?: boolean; onProgress?: (progress: ScanProgress) => void } = {}) {
  return scanner.scanAll({
    believeEmpty: options.believeEmpty ?? false,
    signal: never,
    onProgress: options.onProgress ?? null,
  });
}

describe('a scan', () => {
  it('finds images at every depth, with facts from the image server and a version', async () => {
    await put('a.jp2');
    await put('estates/miller/001.JP2');
    await put('estates/miller/notes.txt', 'no picture');
    const [outcome] = await scan();
    expect(outcome).toMatchObject({ kind: 'finished', report: { images: 2, put: 2, gone: 0, problems: 0 } });
    expect(memory.paths()).toEqual(['a.jp2', 'estates/miller/001.JP2']);
    const [facts] = await memory.index.listFolder('');
    expect(facts).toMatchObject({ width: 6000, height: 4000, format: 'jp2', root: 'images' });
    expect(facts?.version).toMatch(/^[a-z0-9-]+$/);
    expect(gateway.state.asked).toContain('/facts/images/estates!miller!001.JP2');
  });

  it('tells what is wrong in a metadata.csv or manifest.yaml, by file and line', async () => {
    await put('maps/001.jp2');
    await put('maps/metadata.csv', 'file,label\n001.jp2,One\n002.jp2,Two\n,Three\n');
    await put('maps/manifest.yaml', 'label: Maps\nlabell: Oops\n');
    const [outcome] = await scan();
    expect(outcome).toMatchObject({ kind: 'finished', report: { images: 1, problems: 3 } });
    const problems = await memory.catalogue.listProblems(10);
    const told = problems.map(({ name, code, message }) => [name, code, message.slice(0, 7)]);
    expect(told.toSorted((a, b) => a.join().localeCompare(b.join()))).toEqual([
      ['maps/manifest.yaml', 'description', 'Line 2:'],
      ['maps/metadata.csv', 'description', 'Line 3:'],
      ['maps/metadata.csv', 'description', 'Line 4:'],
    ]);
    await put('maps/metadata.csv', 'file,label\n001.jp2,One\n');
    await put('maps/manifest.yaml', 'label: Maps\n');
    await scan();
    expect(await memory.catalogue.listProblems(10)).toEqual([]);
  });

  it('does not read again what has not changed, and reads again what has', async () => {
    await put('a.jp2');
    await put('b.jp2');
    await scan();
    gateway.state.asked.length = 0;
    await utimes(join(images, 'b.jp2'), 1000, 1000);
    await scan();
    expect(gateway.state.asked).toEqual(['/facts/images/b.jp2']);
  });

  it('notices a file that was replaced by another of the same size and time', async () => {
    await put('a.jp2');
    await utimes(join(images, 'a.jp2'), 1000, 1000);
    await scan();
    gateway.state.asked.length = 0;
    await put('new.tmp');
    await utimes(join(images, 'new.tmp'), 1000, 1000);
    await rename(join(images, 'new.tmp'), join(images, 'a.jp2'));
    await scan();
    expect(gateway.state.asked).toEqual(['/facts/images/a.jp2']);
  });

  it('forgets removed files and folders within one scan', async () => {
    await put('a.jp2');
    await put('b/c.jp2');
    await put('d/e.jp2');
    await scan();
    await unlink(join(images, 'a.jp2'));
    await rm(join(images, 'b'), { recursive: true });
    expect(await scan()).toMatchObject([{ kind: 'finished', report: { gone: 2 } }]);
    expect(memory.paths()).toEqual(['d/e.jp2']);
  });

  it('serves hard names and reports those that no address can name', async () => {
    const served = [
      'a+b & 100%.tif',
      'Zürich #1;v?.jp2',
      'wow!.jp2',
      'a..b.jp2',
      '日本.jp2',
      `${'x'.repeat(251)}.jp2`,
      '.dot.jp2',
      ' .jp2',
      '-rf.jp2',
      '%2e%2e.jp2',
    ];
    for (const name of served) await put(name);
    await put('tab\there.jp2');
    await put('line\nbreak.jp2');
    await put('back\\slash.jp2');
    await put(Buffer.from([0x63, 0x61, 0x66, 0xe9, ...Buffer.from('.jp2')]));
    await mkdir(Buffer.concat([Buffer.from(`${images}/`), Buffer.from([0xff, 0xfe])]));
    await put('odd\u0007folder/a.jp2');
    await scan();
    expect(memory.paths()).toEqual([...served].sort());
    expect(memory.problems()).toEqual(
      [
        ['odd_name', '\\xFF\\xFE'],
        ['odd_name', 'back\\slash.jp2'],
        ['odd_name', 'caf\\xE9.jp2'],
        ['odd_name', 'line\\x0Abreak.jp2'],
        ['odd_name', 'odd\\x07folder'],
        ['odd_name', 'tab\\x09here.jp2'],
      ].sort((a, b) => (a[1]! < b[1]! ? -1 : 1)),
    );
  });

  it('follows links to files of the same folder and reports every other link', async () => {
    await put('real/a.jp2');
    await writeFile(join(base, 'secret.jp2'), jp2);
    await symlink('a.jp2', join(images, 'real', 'same.jp2'));
    await symlink('real/a.jp2', join(images, 'elsewhere.jp2'));
    await symlink('../secret.jp2', join(images, 'outside.jp2'));
    await symlink('/etc/passwd', join(images, 'passwd.jp2'));
    await symlink('nowhere.jp2', join(images, 'dangling.jp2'));
    await symlink('.', join(images, 'loop'));
    await symlink('..', join(images, 'real', 'up.jp2'));
    await symlink('round.jp2', join(images, 'round.jp2'));
    await link(join(images, 'real/a.jp2'), join(images, 'hard.jp2'));
    await scan();
    expect(memory.paths()).toEqual(['hard.jp2', 'real/a.jp2', 'real/same.jp2']);
    expect(memory.problems()).toEqual([
      ['unreadable', 'dangling.jp2'],
      ['unreadable', 'elsewhere.jp2'],
      ['unreadable_folder', 'loop'],
      ['unreadable', 'outside.jp2'],
      ['unreadable', 'passwd.jp2'],
      ['unreadable_folder', 'real/up.jp2'],
      ['unreadable', 'round.jp2'],
    ]);
    expect(gateway.state.asked.join()).not.toContain('outside');
  });

  it('is not led outside by a folder whose name begins like the image folder', async () => {
    await mkdir(`${images}-private`);
    await writeFile(join(`${images}-private`, 'a.jp2'), jp2);
    await symlink('../images-private/a.jp2', join(images, 'b.jp2'));
    await scan();
    expect(memory.paths()).toEqual([]);
  });

  it('passes over what systems leave behind', async () => {
    for (const path of ['.DS_Store', '._a.jp2', 'Thumbs.db', '@eaDir/a.jp2', '#recycle/b.jp2', 'keep.jp2'])
      await put(path);
    await scan();
    expect(memory.paths()).toEqual(['keep.jp2']);
    expect(memory.problems()).toEqual([]);
  });

  it('reports pipes, pictures without an ending and links that lead nowhere, and is silent on other files', async () => {
    spawnSync('sh', ['-c', 'mkfifo "$0" "$1"', join(images, 'pipe.jp2'), join(images, 'pipe')]);
    await put('IMG_0001', Buffer.from('ffd8ffe000104a464946000101', 'hex'));
    await put('README', 'hello world');
    await put('notes.txt', 'hello world');
    await put('empty', '');
    await symlink('nowhere', join(images, 'lost'));
    await scan();
    expect(memory.problems()).toEqual([
      ['odd_name', 'IMG_0001'],
      ['unreadable', 'lost'],
      ['unsupported', 'pipe'],
      ['unsupported', 'pipe.jp2'],
    ]);
    const messages = (await memory.catalogue.listProblems(10)).map((problem) => problem.message).join(' ');
    expect(messages).toContain('Rename it to IMG_0001.jpg');
    expect(messages).toContain('A pipe, socket or device');
  });

  it('notes what tells twins, and that a picture has no tiles', async () => {
    const jpeg = Buffer.from('ffd8ffe000104a464946000101', 'hex');
    await put('a.jpg', jpeg);
    await put('b.jpg', jpeg);
    await put('c.jpg', Buffer.concat([jpeg, jpeg]));
    gateway.state.answer = () => ({
      status: 200,
      body: { width: 9, height: 9, levels: 1, tileWidth: 256, tileHeight: 256, format: 'tiff', flat: true },
    });
    await scan();
    const found = (await memory.index.listAll(null, 10)) as readonly ScannedImage[];
    const [a, b, c] = found.map(({ fingerprint }) => fingerprint);
    expect([a === b, a === c, typeof a]).toEqual([true, false, 'string']);
    expect(found.map(({ remark }) => remark)).toEqual(['untiled', 'untiled', 'untiled']);
  });

  it('says what to do about pictures that this version does not serve, and goes by content, not by name', async () => {
    await put('photo.jpg', 'x');
    await put('empty.jp2', '');
    await put('jpeg.jp2', Buffer.from('ffd8ffe000104a46', 'hex'));
    await put('text.tif', 'hello world');
    await put('tiff.tif', Buffer.from('49492a0008000000', 'hex'));
    gateway.state.answer = () => ({
      status: 415,
      body: { error: 'unsupported', message: 'The TIFF is not tiled.' },
    });
    await scan();
    expect(memory.problems()).toEqual([
      ['unreadable', 'empty.jp2'],
      ['unsupported', 'jpeg.jp2'],
      ['unsupported', 'photo.jpg'],
      ['unsupported', 'text.tif'],
      ['unsupported', 'tiff.tif'],
    ]);
    expect((await memory.catalogue.listProblems(10)).map((problem) => problem.message).join(' ')).toContain(
      'The TIFF is not tiled.',
    );
    gateway.state.asked.length = 0;
    await scan();
    expect(gateway.state.asked).toEqual([]);
    expect(memory.problems()).toHaveLength(5);
  });

  it('asks the image server a few files at a time', async () => {
    for (let index = 0; index < 30; index += 1) await put(`${index}.jp2`);
    gateway.state.answer = () => ({
      status: 200,
      delayMs: 5,
      body: { width: 1, height: 1, levels: 1, tileWidth: 1, tileHeight: 1, format: 'jp2' },
    });
    await scan();
    expect(gateway.state.mostAtOnce).toBeGreaterThan(1);
    expect(gateway.state.mostAtOnce).toBeLessThanOrEqual(3);
  });

  it('tells how far it is', async () => {
    for (let index = 0; index < 20; index += 1) await put(`f${index}/${index}.jp2`);
    const seen: ScanProgress[] = [];
    await scan({ onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toMatchObject({ files: 20, read: 20, problems: 0 });
  });
});

describe('a scan that meets trouble', () => {
  it('keeps what is known when the image server is down, and goes on from there later', async () => {
    await put('a.jp2');
    await scan();
    await put('b.jp2');
    await unlink(join(images, 'a.jp2'));
    gateway.state.answer = () => ({ status: 503, body: {} });
    expect(await scan()).toMatchObject([{ kind: 'postponed' }]);
    expect(memory.paths()).toEqual(['a.jp2']);
    gateway.state.answer = () => ({
      status: 200,
      body: { width: 1, height: 1, levels: 1, tileWidth: 1, tileHeight: 1, format: 'jp2' },
    });
    await scan();
    expect(memory.paths()).toEqual(['b.jp2']);
  });

  it('asks again when the image server was only busy', async () => {
    await put('a.jp2');
    let tries = 0;
    const { answer } = gateway.state;
    gateway.state.answer = (path) => ((tries += 1) < 3 ? { status: 503, body: {} } : answer(path));
    await scan();
    expect(memory.paths()).toEqual(['a.jp2']);
  });

  it('is not held up for ever by one file that takes too long', async () => {
    scanner = makeScanner(200);
    await put('a.jp2');
    await put('poison.jp2');
    const { answer } = gateway.state;
    gateway.state.answer = (path) =>
      path.includes('poison') ? { ...answer(path), delayMs: 1000 } : answer(path);
    expect(await scan()).toMatchObject([{ kind: 'finished' }]);
    expect(memory.paths()).toEqual(['a.jp2']);
    expect(memory.problems()).toEqual([['unreadable', 'poison.jp2']]);
  });

  it('keeps the index when the image folder is not there', async () => {
    await put('a.jp2');
    await scan();
    await rename(images, `${images}-away`);
    expect(await scan()).toMatchObject([{ kind: 'unreadable', detail: 'ENOENT' }]);
    expect(memory.paths()).toEqual(['a.jp2']);
    await rename(`${images}-away`, images);
  });

  it('keeps the index when the image folder is suddenly empty, until that is confirmed', async () => {
    await put('a.jp2');
    await scan();
    await unlink(join(images, 'a.jp2'));
    expect(await scan()).toMatchObject([{ kind: 'suspicious' }]);
    expect(memory.paths()).toEqual(['a.jp2']);
    expect(await scan({ believeEmpty: true })).toMatchObject([{ kind: 'finished', report: { gone: 1 } }]);
    expect(memory.paths()).toEqual([]);
  });

  it('keeps the index when the image folder is unmounted in the middle of it', async () => {
    await put('a/a.jp2');
    await put('b/b.jp2');
    await scan();
    await put('a/new.jp2');
    await put('b/new.jp2');
    const { answer } = gateway.state;
    gateway.state.answer = (path) => {
      spawnSync('sh', [
        '-c',
        `[ -d "${images}-away" ] || { mv "${images}" "${images}-away"; mkdir "${images}"; }`,
      ]);
      return answer(path);
    };
    expect(await scan()).toMatchObject([{ kind: 'unreadable' }]);
    expect(memory.paths()).toEqual(expect.arrayContaining(['a/a.jp2', 'b/b.jp2']));
  });

  it('keeps what is known of a folder that can not be read', async () => {
    await put('a/a.jp2');
    await put('a/deep/b.jp2');
    await scan();
    await chmod(join(images, 'a'), 0);
    // Root may read everything, so the test looks at the rule only where the system holds to it.
    const outcome = await scan();
    await chmod(join(images, 'a'), 0o755);
    expect(outcome).toMatchObject([{ kind: 'finished' }]);
    expect(memory.paths()).toEqual(['a/a.jp2', 'a/deep/b.jp2']);
  });

  it('does not run twice at once', async () => {
    await put('a.jp2');
    const running = await memory.catalogue.begin('images', 'whole', memory.now());
    expect(await scan()).toMatchObject([{ kind: 'busy' }]);
    await running?.abandon();
    expect(await scan()).toMatchObject([{ kind: 'finished' }]);
  });

  it('stops when told to, and forgets nothing', async () => {
    await put('a.jp2');
    await scan();
    const controller = new AbortController();
    controller.abort();
    await unlink(join(images, 'a.jp2'));
    expect(
      await scanner.scanAll({ believeEmpty: true, signal: controller.signal, onProgress: null }),
    ).toMatchObject([{ kind: 'stopped' }]);
    expect(memory.paths()).toEqual(['a.jp2']);
  });

  it('stops at once in the middle of a large folder, also when the image server hangs', async () => {
    for (let index = 0; index < 200; index += 1) await put(`${index}.jp2`);
    const { answer } = gateway.state;
    gateway.state.answer = (path) => ({ ...answer(path), delayMs: 1500 });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const begun = Date.now();
    expect(
      await scanner.scanAll({ believeEmpty: false, signal: controller.signal, onProgress: null }),
    ).toMatchObject([{ kind: 'stopped' }]);
    expect(Date.now() - begun).toBeLessThan(1000);
  });

  it('reaches the end of a very deep tree', async () => {
    const deep = Array.from({ length: 400 }, () => 'd').join('/');
    await put(`${deep}/a.jp2`);
    await put(`${Array.from({ length: 600 }, () => 'e').join('/')}/too-deep.jp2`);
    expect(await scan()).toMatchObject([{ kind: 'finished' }]);
    expect(memory.paths()).toEqual([`${deep}/a.jp2`]);
    expect(memory.problems()).toHaveLength(1);
  });
});

describe('the demo beside the administrator’s images', () => {
  it('is scanned too, without the top folders that the administrator has', async () => {
    await put('open/mine.jp2');
    await mkdir(join(demo, 'open', 'sub'), { recursive: true });
    await mkdir(join(demo, 'book'));
    await writeFile(join(demo, 'open/sub/theirs.jp2'), jp2);
    await writeFile(join(demo, 'book/1.jp2'), jp2);
    await scan();
    expect(memory.paths()).toEqual(['book/1.jp2', 'open/mine.jp2']);
    expect(memory.problems()).toEqual([['shadowed', 'open']]);
    await scanner.scanFolders(['open/sub'], never);
    expect(memory.paths()).toEqual(['book/1.jp2', 'open/mine.jp2']);
  });

  it('has rules that open no folder of the administrator’s that came later', async () => {
    await put('open/mine.jp2');
    await put('other/mine.jp2');
    const plan = {
      isLoaded: async () => true,
      besideSample: false,
      ruledFolders: async () => new Set(['open']),
    };
    const later = makeScanner(2000, plan);
    await later.scanAll({ believeEmpty: false, signal: never, onProgress: null });
    expect(memory.paths()).toEqual(['other/mine.jp2']);
    expect(memory.problems()).toEqual([['shadowed', 'open']]);
    await later.scanFolders(['open'], never);
    expect(memory.paths()).toEqual(['other/mine.jp2']);
  });

  it('is forgotten at once when its volume is empty or gone', async () => {
    await put('a.jp2');
    await mkdir(demo);
    await writeFile(join(demo, 'b.jp2'), jp2);
    await scan();
    await rm(demo, { recursive: true });
    await scan();
    expect(memory.paths()).toEqual(['a.jp2']);
  });
});

describe('a look at single folders', () => {
  it('finds new files there and in new subfolders, and forgets removed ones there only', async () => {
    await put('a/old.jp2');
    await put('b/other.jp2');
    await put('a/known/x.jp2');
    await scan();
    await unlink(join(images, 'a/old.jp2'));
    await unlink(join(images, 'b/other.jp2'));
    await put('a/new.jp2');
    await put('a/fresh/deeper/y.jp2');
    await put('a/known/z.jp2');
    await scanner.scanFolders(['a'], never);
    expect(memory.paths()).toEqual(['a/fresh/deeper/y.jp2', 'a/known/x.jp2', 'a/new.jp2', 'b/other.jp2']);
  });

  it('passes over folders that are not there or are reached through a link', async () => {
    await put('a/a.jp2');
    await mkdir(join(base, 'elsewhere'));
    await writeFile(join(base, 'elsewhere', 's.jp2'), jp2);
    await symlink('../elsewhere', join(images, 'linked'));
    await scanner.scanFolders(['nowhere', 'linked', 'a/../../elsewhere'], never);
    expect(memory.paths()).toEqual([]);
  });

  it('forgets a folder that is surely gone, and nothing when the root is empty', async () => {
    await put('a/a.jp2');
    await put('b/b.jp2');
    await scan();
    await rm(join(images, 'a'), { recursive: true });
    await scanner.scanFolders(['a'], never);
    expect(memory.paths()).toEqual(['b/b.jp2']);
    await rm(join(images, 'b'), { recursive: true });
    await scanner.scanFolders(['b', ''], never);
    expect(memory.paths()).toEqual(['b/b.jp2']);
  });
});
