import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { compose, containerOf } from '../support/compose.js';
import { isFullRun } from '../support/full-run.js';
import { people } from '../support/people.js';
import { recreate } from '../support/recreate.js';
import { runCommand } from '../support/run-command.js';
import { type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { until } from '../support/wait.js';
import { Reader } from './reader.js';

const patience = 10;

/** First words of a table's lines. */
const names = (table: string): string[] => table.split('\n').map((line) => line.split(' ', 1)[0] ?? '');

/** Disks that are full: of the database, and of what the proxy writes down. */
describe('Full disks', { skip: !isFullRun && 'in the full run' }, () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let reader: Reader;

  const inside = async (service: string, script: string): Promise<string> => {
    const done = await runCommand('docker', ['exec', await containerOf(stack.files, service), 'sh', '-c', script]);
    return done.stdout + done.stderr;
  };
  const signIn = async (): Promise<number> => {
    const visitor = new Visitor();
    const answer = await visitor.signIn(people.tom.name, people.tom.password).catch(() => null);
    return answer?.status ?? 0;
  };
  async function isBack(test: TestContext): Promise<void> {
    const seconds = await reader.secondsUntilBack();
    const from = Date.now();
    assert.ok(await until(async () => (await signIn()) === 200, { within: 60_000, every: 200 }));
    const all = seconds + (Date.now() - from) / 1000;
    test.diagnostic(`pictures came again after ${seconds.toFixed(1)} s, signing in worked after ${all.toFixed(1)} s`);
    assert.ok(all < patience, `${all} s`);
    assert.equal((await reader.strangersTile()).status, 401, 'closed is closed');
  }

  before(async () => {
    ({ stack, release } = await useStack());
    reader = await Reader.signedIn(stack);
    assert.ok(await reader.reads());
  });
  after(() => release());

  it('of the database: pictures and refusals go on, signing in works or is refused, nothing acknowledged is lost', async (test) => {
    // The data on a small disk, and back on the large one afterwards.
    await stack.stop('db');
    try {
      await recreate(
        stack,
        'db',
      `  db:
    entrypoint: [sh, -c, "cp -a /large/. /var/lib/postgresql/data/ && exec docker-entrypoint.sh postgres"]
    volumes: !override
      - database:/large:ro
      - db-secret:/run/gatehouse/db:ro
    tmpfs: !override
      - /var/lib/postgresql/data:uid=999,gid=999,mode=0700,size=200m
      - /run/postgresql:uid=999,gid=999,mode=0750
      - /tmp:mode=1777
`,
      );
      await reader.secondsUntilBack();
      const before = names(await stack.gatehouse(['user', 'list']));
      await stack.gatehouse(['group', 'add', 'acknowledged']);
      await inside('db', 'cat /dev/zero > /var/lib/postgresql/data/something-else; sync');
      // Large writes fail from now on; small ones find room in what is there.
      const table = 'create table if not exists filler as select repeat(md5(g::text), 40) from generate_series(1, 20000) g';
      await inside('db', `for i in 1 2 3 4; do psql -U gatehouse -d gatehouse -qc "${table}" ; done`);
      const seen = { tiles: [] as number[], strangers: [] as number[], signIns: [] as number[] };
      for (let n = 0; n < 6; n++) {
        seen.tiles.push((await reader.tile()).status);
        seen.strangers.push((await reader.strangersTile()).status);
        seen.signIns.push(await signIn());
      }
      test.diagnostic(JSON.stringify(seen));
      assert.ok(seen.tiles.every((status) => [200, 503].includes(status)));
      assert.ok(seen.strangers.every((status) => [401, 503].includes(status)));
      assert.ok(seen.signIns.every((status) => [200, 503].includes(status)));
      await inside('db', 'rm -f /var/lib/postgresql/data/something-else');
      await isBack(test);
      assert.deepEqual(names(await stack.gatehouse(['user', 'list'])), before);
      assert.match(await stack.gatehouse(['group', 'list']), /acknowledged/, 'what was acknowledged is there');
    } finally {
      await stack.stop('db').catch(() => undefined);
      await recreate(stack, 'db');
      await compose(stack.files, ['restart', 'auth']);
      await reader.secondsUntilBack();
    }
  });

  it('of the proxy’s own notes: pictures and refusals go on', async (test) => {
    await recreate(
      stack,
      'proxy',
      `  proxy:
    tmpfs: !override
      - /tmp:uid=101,gid=101,mode=0700,size=4m
      - /run/gatehouse:uid=101,gid=101,mode=0700
`,
    );
    try {
      await reader.secondsUntilBack();
      await inside('proxy', 'cat /dev/zero > /tmp/something-else; true');
      for (let n = 0; n < 10; n++) {
        assert.ok(await reader.reads());
        assert.equal((await reader.strangersTile()).status, 401);
      }
      assert.equal(await signIn(), 200);
      await inside('proxy', 'rm -f /tmp/something-else');
      await isBack(test);
    } finally {
      await recreate(stack, 'proxy');
      await reader.secondsUntilBack();
    }
  });
});
