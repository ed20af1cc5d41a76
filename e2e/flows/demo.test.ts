import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { demoPassword, gatehouse, gatehouseJson, startDemo, stopDemo } from '../support/demo-stack.js';

// After demo-stack, which chooses names and ports.
const { askAll, demoNames: names, demoPaths, demoPictures: pictures, demoProbe, DemoViewer } = await import('../support/demo-matrix.js'); // prettier-ignore
type Name = (typeof names)[number];

/** What `gatehouse why --json` says, as far as contract section 5 needs it. */
interface Decision {
  readonly tier: string;
  readonly limits: object | null;
  readonly couldHelp: boolean;
  readonly hidden: boolean;
  readonly manifest: 'open' | 'skeleton' | 'closed';
}

const files = ['files!open-leaflet.pdf', 'files!keeper.pdf', 'files!chimes.mp3', 'files!gate.webm'];

/** What a status table of contract 5 says of each kind of address. */
interface Expected {
  readonly info2: number;
  readonly info3: number;
  /** A probe's own status, in its body. */
  readonly probe: number;
  readonly whole: number;
  readonly tile: number;
  readonly manifest: number;
  readonly file: number;
}

/** One cell of the matrix. */
interface Case {
  readonly name: Name;
  readonly id: string;
  readonly path: string;
  readonly status: number;
  readonly probe?: boolean;
}

const everything = (status: number): Expected => ({
  info2: status,
  info3: status,
  probe: status,
  whole: status,
  tile: status,
  manifest: status,
  file: status,
});

/** Contract section 5, row by row. */
function expectedOf({ tier, limits, couldHelp, hidden, manifest }: Decision): Expected {
  if (tier === 'full') return everything(200);
  if (limits === null && hidden) return everything(404);
  const refused = couldHelp ? 401 : 403;
  const manifestStatus = manifest === 'closed' && limits === null ? 401 : 200;
  const same = { info3: 200, probe: refused, tile: refused, manifest: manifestStatus, file: refused };
  if (limits !== null) return { ...same, probe: 401, info2: 302, whole: 302 };
  return { ...same, info2: 401, whole: refused };
}

describe('the demo collection, by ./scripts/start --demo', () => {
  const viewers = new Map<Name, InstanceType<typeof DemoViewer>>();
  let started = '';

  const ask = async (name: Name, path: string): Promise<number> => {
    const viewer = viewers.get(name);
    assert.ok(viewer);
    return (await viewer.visitor.ask(path)).status;
  };
  const decisionsOf = async (subjects: readonly string[]): Promise<Map<string, Decision>> => {
    const cases = subjects.flatMap((subject) => names.map((name) => ({ subject, name })));
    const lines = cases.map(({ subject, name }) => [
      'why',
      subject,
      ...(name === 'anyone' ? [] : ['--as', name]),
      '--json',
    ]);
    const told = (await gatehouseJson(lines)) as { readonly decision: Decision }[];
    return new Map(
      cases.map(({ subject, name }, index) => [`${subject} ${name}`, told[index]?.decision as Decision]),
    );
  };

  before(async () => {
    await stopDemo(); // what an interrupted run may have left
    started = (await startDemo()).stdout;
    for (const name of names) viewers.set(name, await DemoViewer.come(name, demoPassword));
  });
  after(async () => {
    await stopDemo();
  });

  it('prints the accounts and the addresses, and no password that was given', () => {
    assert.match(started, /^ {2}ayesha +password: DEMO_PASSWORD$/m);
    assert.doesNotMatch(started, /only-for-e2e/);
    assert.match(started, /\/iiif\/manifests\/book/);
  });

  it('lists a picture of every folder, the sample beside them, and the plain JPEG too; no file is left out', async () => {
    const listed = JSON.parse((await gatehouse('images', 'list', '--json')).stdout) as {
      id: string;
      width: number;
      height: number;
    }[];
    const ids = new Set(listed.map(({ id }) => id));
    for (const id of [...pictures, 'open!harbour.jpg', 'closed!waves.jp2', 'open!mountains.jp2']) assert.ok(ids.has(id), id);
    assert.ok(listed.some(({ width, height }) => width >= 6000 && height >= 4000));
    const problems = await gatehouse('images', 'list', '--problems', '--json');
    const found = JSON.parse(problems.stdout) as { name: string; code: string }[];
    assert.deepEqual(found, []);
  });

  it('answers every address for everybody as contract 5 says and `why` explains', async (test) => {
    const decisions = await decisionsOf(pictures);
    const seen = new Set<string>();
    const cases: Case[] = [];
    for (const id of pictures)
      for (const name of names) {
        const decision = decisions.get(`${id} ${name}`);
        assert.ok(decision, `${id} ${name}`);
        const expected = expectedOf(decision);
        seen.add(JSON.stringify(expected));
        for (const [kind, path] of demoPaths(id))
          // A manifest is the folder's, not the closed page's in it.
          cases.push({ name, id, path, status: kind === 'manifest' && id === 'mixed!page-3.jp2' ? 200 : expected[kind] });
        cases.push({ name, id, probe: true, status: expected.probe, path: demoProbe(id) });
      }
    const probeStatus = async (name: Name, path: string): Promise<number> => {
      const answer = await viewers.get(name)?.probe(path);
      assert.equal(answer?.status, 200, path);
      return (answer.json() as { status: number }).status;
    };
    const wrong: string[] = [];
    await askAll(cases, async ({ name, id, path, status, probe = false }: Case) => {
      const is = await (probe ? probeStatus : ask)(name, path);
      const { tier } = decisions.get(`${id} ${name}`) as Decision;
      if (is !== status) wrong.push(`${name} ${path}: ${is} instead of ${status} (${tier})`);
    });
    assert.deepEqual(wrong, [], `${cases.length} cases`);
    assert.ok(cases.length > 1500, `only ${cases.length} cases`);
    test.diagnostic(`${cases.length} cases, ${seen.size} rows of the table`);
    assert.equal(seen.size, 6, 'every row of the table comes up');
  });

  it('gives files to whom they are for, and seeks in them', async () => {
    const decisions = await decisionsOf(files);
    for (const file of files)
      for (const name of names) {
        const decision = decisions.get(`${file} ${name}`);
        assert.ok(decision);
        assert.equal(await ask(name, `/iiif/files/${file}`), expectedOf(decision).file, `${name} ${file}`);
      }
    const part = await viewers
      .get('marek')
      ?.visitor.ask('/iiif/files/files!gate.webm', { headers: { range: 'bytes=100-199' } });
    assert.deepEqual([part?.status, part?.body.length], [206, 100]);
    assert.match(part?.header('content-range') ?? '', /^bytes 100-199\/\d+$/);
  });

  it('shows the tour on the welcome page, and the hidden folder to staff only', async () => {
    const page = async (name: Name): Promise<string> =>
      (await viewers.get(name)?.visitor.ask('/', { headers: { accept: 'text/html' } }))?.text() ?? '';
    const [anyone, tom] = [await page('anyone'), await page('tom')];
    for (const word of ['reading-room', 'Häfen &amp; Schiffe', 'open-leaflet.pdf', 'ayesha'])
      assert.ok(anyone.includes(word), word);
    assert.ok(!anyone.includes('hidden!keyhole'));
    assert.ok(tom.includes('hidden!keyhole'));
    assert.ok(!tom.includes(demoPassword));
  });

  it('changes nothing when it is started again', async () => {
    const [rules, images] = [await gatehouse('policy', 'history'), await gatehouse('images', 'list')];
    const again = await startDemo();
    assert.doesNotMatch(again.stdout, /accounts/);
    assert.equal((await gatehouse('policy', 'history')).stdout, rules.stdout);
    assert.equal((await gatehouse('images', 'list')).stdout, images.stdout);
  });

  it('is taken away again, and the sample stays', async () => {
    const cleared = await gatehouse('demo', 'clear');
    assert.equal(cleared.code, 0, cleared.stderr);
    const listed = JSON.parse((await gatehouse('images', 'list', '--json')).stdout) as { id: string }[];
    assert.deepEqual(
      listed.map(({ id }) => id.split('!')[0]).filter((folder) => folder !== 'open' && folder !== 'closed'),
      [],
    );
    assert.equal(listed.length, 5);
    assert.equal((await gatehouse('user', 'list', '--json')).stdout.trim(), '[]');
    assert.doesNotMatch((await gatehouse('policy', 'export')).stdout, /staff|reading-room|preview/);
    assert.equal(await ask('anyone', '/iiif/files/files!open-leaflet.pdf'), 404);
    assert.equal(await ask('anyone', '/iiif/images/open!mountains.jp2/info.json'), 200);
  });
});
