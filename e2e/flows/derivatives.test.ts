import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Browser, startBrowser } from '../support/browser.js';
import { isFullRun } from '../support/full-run.js';
import { ask } from '../support/http-client.js';
import { inParallel } from '../support/in-parallel.js';
import { MiradorPage } from '../support/mirador-page.js';
import { decodeJpeg } from '../support/pixels.js';
import { mustRun } from '../support/run-command.js';
import { folders } from '../support/settings.js';
import { type Stack, useStack } from '../support/stack.js';
import { startViewerSite } from '../support/viewer-site.js';
import { until } from '../support/wait.js';

/** As many as issue 8 names in a full run; a handful of each kind otherwise. */
const total = isFullRun ? 800 : 16;
const patience = isFullRun ? 900_000 : 240_000;
const name = 'open/mixed';

interface Listed {
  readonly path: string;
  readonly state: string;
  readonly need: string;
}

/** A folder as people have it, pointed at as it is. */
void describe('a folder of JPEG, PNG, WebP, flat TIFF and JPEG 2000', { timeout: patience * 2 }, () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let folder: string;
  let paths: readonly string[] = [];

  const fileOf = (ending: string): string => {
    const found = paths.find((path) => path.endsWith(ending));
    assert.ok(found !== undefined, ending);
    return found;
  };
  const told = async (): Promise<{ readonly made: number; readonly of: number; readonly line: string }> => {
    const line = /Tiled copies: (\d+) of (\d+) made.*/.exec(await stack.gatehouse(['images', 'scan']));
    return { made: Number(line?.[1] ?? 0), of: Number(line?.[2] ?? -1), line: line?.[0] ?? '' };
  };
  const idOf = (path: string): string => path.replaceAll('/', '!');

  before(async () => {
    ({ stack, release } = await useStack());
    folder = join(stack.files.imageFolder, name);
    const generator = join(folders.repository, 'image-server/test/corpus/make-mixed.mjs');
    const jp2 = join(stack.files.imageFolder, 'open/a.jp2');
    await mustRun(process.execPath, [generator, folder, String(total), jp2]);
    paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.\w+$/.test(path))
      .map((path) => `${name}/${path}`);
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await stack.gatehouse(['images', 'scan']);
    await release();
  });

  void it('is scanned as it is, with progress and an estimate of time and disk', async () => {
    assert.equal(paths.length, total);
    const first = await told();
    assert.match(first.line, /(?:kB|MB|GB) of [\d.]+ GB used/);
    const listed = new Set((await stack.images()).map(({ path }) => path));
    assert.deepEqual(
      paths.filter((path) => !listed.has(path)),
      [],
    );
    assert.deepEqual(JSON.parse(await stack.gatehouse(['images', 'list', '--problems', '--json'])), []);
  });

  void it('is shown at once, every file, while its copies are being made', async () => {
    const wrong: string[] = [];
    await inParallel(paths, 3, async (path) => {
      const answer = await ask(`/iiif/images/${idOf(path)}/full/100,/0/default.jpg`, { timeout: 30_000 });
      if (answer.status !== 200 || decodeJpeg(answer.body).width !== 100) wrong.push(`${path} ${answer.status}`);
    });
    assert.deepEqual(wrong, []);
  });

  void it('gets a copy of each file that needs one', async () => {
    const done = async (): Promise<boolean> => {
      const { made, of } = await told();
      return made === of && made > 0;
    };
    assert.ok(await until(done, { within: patience, every: 3000 }));
    const states = JSON.parse(
      await stack.gatehouse(['images', 'list', '--derivatives', '--json']),
    ) as readonly Listed[];
    const mine = states.filter(({ path, need }) => path.startsWith(`${name}/`) && need === 'needed');
    assert.equal(mine.length, paths.filter((path) => !path.endsWith('.jp2')).length);
    assert.deepEqual(
      mine.filter(({ state }) => state !== 'ready'),
      [],
    );
  });

  void it('views in Mirador: every tile it asks for comes', async () => {
    const site = await startViewerSite();
    let browser: Browser | null = null;
    try {
      browser = await startBrowser('allowed');
      const manifest = `/iiif/manifests/${idOf(`${name}/box-01`)}`;
      const mirador = await MiradorPage.open(browser.context, site, { viewer: 'mirador4', place: 'otherSite', manifest });
      await mirador.answers((path, status) => /\/\d+,\d+,\d+,\d+\/[^/]+\/0\/default\.jpg$/.test(path) && status === 200);
      assert.deepEqual(
        mirador.seen.filter(({ path, status }) => path.startsWith('/iiif/images/') && status >= 400),
        [],
      );
    } finally {
      await browser?.close();
      await site.close();
    }
  });

  void it('tells of a change and of a deletion within one scan', async () => {
    const [changed, deleted] = [fileOf('.png'), fileOf('.webp')];
    const other = fileOf('.tif');
    cpSync(join(stack.files.imageFolder, other), join(stack.files.imageFolder, changed));
    rmSync(join(stack.files.imageFolder, deleted));
    await told();
    const [before, after] = await Promise.all(
      [other, changed].map(async (path) => (await ask(`/iiif/images/${idOf(path)}/info.json`)).json()),
    );
    const sizeOf = (info: unknown): unknown => [(info as Listed & { width: number }).width];
    assert.deepEqual(sizeOf(after), sizeOf(before));
    for (const tail of ['info.json', 'full/100,/0/default.jpg'])
      assert.equal((await ask(`/iiif/images/${idOf(deleted)}/${tail}`)).status, 404);
  });

  void it('names a file that turns out to be torn, and why', async () => {
    const good = readFileSync(join(stack.files.imageFolder, fileOf('.jpg')));
    const torn = `${name}/box-01/torn.jpg`;
    writeFileSync(join(stack.files.imageFolder, torn), good.subarray(0, good.length / 2));
    await stack.gatehouse(['images', 'scan']);
    const named = async (): Promise<boolean> => {
      const problems = JSON.parse(
        await stack.gatehouse(['images', 'list', '--problems', '--json']),
      ) as readonly { readonly name: string; readonly message: string }[];
      return problems.some((problem) => problem.name === torn && /damaged|ends before/.test(problem.message));
    };
    assert.ok(await until(named, { within: patience, every: 2000 }));
    const gone = async (): Promise<boolean> => !(await stack.images()).some(({ path }) => path === torn);
    assert.ok(await until(gone, { within: 60_000, every: 2000 }));
  });
});
