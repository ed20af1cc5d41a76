import './ops-settings.js';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { askAll, demoNames, demoPaths, demoPictures, demoProbe, DemoViewer } from '../support/demo-matrix.js';
import { ask, type Answer } from '../support/http-client.js';
import { archive, ports } from '../support/settings.js';
import { until } from '../support/wait.js';
import { type Machine, newMachine, sameVersionElsewhere } from './machine.js';
import { subnet6 } from './ops-settings.js';

const password = 'only-for-e2e demo 5uwz';
const envText = [
  `VIRTUAL_HOST=${archive.host}`,
  `PUBLIC_URL=${archive.origin}`,
  `HTTPS_PORT=${ports.https}`,
  `HTTP_PORT=${ports.http}`,
  `EDGE_SUBNET6=${subnet6}`,
  `DEMO_PASSWORD=${password}`,
  '',
].join('\n');

const notBusy = (answer: Answer): Answer | null => (answer.status === 503 ? null : answer);

/** Runs in the order it is written: an installation with the demo is backed up while it is used, lost, and restored. */
describe('backup and restore of an installation with every rule, in use', () => {
  const shelf = mkdtempSync(join(tmpdir(), 'gatehouse-backups-'));
  const file = join(shelf, 'everything.sealed');
  const passphrase = join(shelf, 'passphrase');
  const viewers = new Map<string, DemoViewer>();
  let machine: Machine;
  let before1 = new Map<string, string>();
  let kept: unknown[] = [];

  /** Every cell of the matrix: who asks for what, and what they get; of pictures and documents every byte. */
  async function matrix(): Promise<Map<string, string>> {
    const cases = demoNames.flatMap((name) =>
      demoPictures.flatMap((id) => [
        ...demoPaths(id).map(([, path]) => ({ name, path, probe: false })),
        { name, path: demoProbe(id), probe: true },
      ]),
    );
    const found = new Map<string, string>();
    await askAll(cases, async ({ name, path, probe }) => {
      const viewer = viewers.get(name);
      assert.ok(viewer);
      const once = (): Promise<Answer> => (probe ? viewer.probe(path) : viewer.visitor.ask(path));
      // "Busy, come again" is no answer about anybody's rights.
      const answer = (await until(async () => notBusy(await once()), { within: 120_000, every: 2000 })) ?? (await once());
      const hash = createHash('sha256').update(answer.body).digest('hex').slice(0, 16);
      found.set(`${name} ${path}`, `${answer.status} ${hash} ${answer.header('location')}`);
    });
    return found;
  }
  /** People with their groups, sessions, keys, rules with their history; without what changes by being used. */
  async function everythingKept(): Promise<unknown[]> {
    const found: unknown[] = [await machine.gatehouse(['policy', 'export'])];
    for (const words of [['user', 'list'], ['group', 'list'], ['session', 'list'], ['key', 'list'], ['policy', 'history']]) {
      const list = JSON.parse(await machine.gatehouse([...words, '--json'])) as Readonly<Record<string, unknown>>[];
      const kept = list.filter(({ name }) => !String(name).startsWith('meanwhile'));
      found.push(kept.map(({ lastSeenAt: _, lastUsedAt: __, lastSignInAt: ___, ...rest }) => JSON.stringify(rest)).toSorted());
    }
    return found;
  }

  before(async () => {
    writeFileSync(passphrase, 'correct horse battery staple\n');
    machine = await newMachine();
    machine.write('.env', envText);
    await machine.script('stop', '--volumes');
    await machine.must('start', '--demo');
    await machine.gatehouse(['key', 'create', '--name', 'nightly', '--user', 'tom', '--folder', '/staff']);
    for (const name of demoNames) viewers.set(name, await DemoViewer.come(name, password));
    before1 = await matrix();
    kept = await everythingKept();
  });
  after(async () => {
    await machine.lose();
    rmSync(shelf, { recursive: true, force: true });
  });

  it('has enough to lose', () => {
    assert.ok(before1.size >= 1500, `${before1.size} cases`);
    const statuses = new Set([...before1.values()].map((line) => line.slice(0, 3)));
    assert.deepEqual([...statuses].toSorted(), ['200', '302', '401', '403', '404']);
  });

  it('is backed up while people look at it and it is written', async () => {
    let going = true;
    let asked = 0;
    let refused = 0;
    const use = async (): Promise<void> => {
      for (; going; asked += 1) {
        const { status } = await ask(`/iiif/images/open!bay.jp2/full/${100 + (asked % 200)},/0/default.jpg`);
        if (status !== 200 && status !== 503) refused += 1;
      }
    };
    const write = async (): Promise<void> => {
      for (let n = 0; going; n++) {
        await machine.gatehouse(['group', 'add', `meanwhile-${n}`]);
        await machine.gatehouse(['group', 'delete', `meanwhile-${n}`]).catch(() => undefined);
      }
    };
    const work = [use(), use(), write()];
    await machine.must('backup', file, '--passphrase-file', passphrase).finally(() => (going = false));
    await Promise.all(work);
    assert.ok(asked > 10);
    assert.equal(refused, 0);
  });

  it('is the same on a machine that has nothing: every answer to everybody, with the cookies and tokens of before', async (test) => {
    const other = await sameVersionElsewhere(machine);
    await machine.lose();
    machine = other;
    assert.match(await machine.must('restore', file, '--passphrase-file', passphrase), /Restored, and healthy/);
    // The pictures are in no backup; the demo's come with it.
    await machine.must('start', '--demo');
    const after1 = await matrix();
    const different = [...before1].filter(([name, was]) => after1.get(name) !== was).map(([name, was]) => `${name}: ${was}, then ${after1.get(name)}`); // prettier-ignore
    assert.deepEqual(different.slice(0, 20), [], `${different.length} of ${before1.size}`);
    test.diagnostic(`${before1.size} answers, byte by byte`);
  });

  it('has the same people, groups, sessions, keys and rules', async () => {
    assert.deepEqual(await everythingKept(), kept);
  });
});
