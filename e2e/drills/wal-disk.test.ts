import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { compose, containerOf } from '../support/compose.js';
import { isFullRun } from '../support/full-run.js';
import { people } from '../support/people.js';
import { recreate } from '../support/recreate.js';
import { runCommand } from '../support/run-command.js';
import { smallDisk } from '../support/small-disk.js';
import { type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { sleep, until } from '../support/wait.js';
import { Reader } from './reader.js';

const patience = 10;
/** Milliseconds. The engine doubles its pauses between starts that fail, from 0.1 s to a minute: these are still at a few seconds. */
const exhaustedFor = 8000;
const postgres = 999;

const cannot = process.getuid?.() === 0 ? false : 'needs root on the machine of the engine';

/** PostgreSQL's log of what it is about to do (pg_wal) on a disk of its own, and that is full: it ends itself rather than go on. */
describe('Disk of the write-ahead log', { skip: isFullRun ? cannot : 'in the full run' }, () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let reader: Reader;
  let wal: string;
  let unmount: () => Promise<void>;

  /** Between the database's volume and the small disk, while no database runs. */
  const copy = (from: string, to: string): Promise<string> =>
    compose(stack.files, [
      ...['run', '--rm', '-T', '--no-deps', '-v', `${wal}:/small`, '--entrypoint', 'sh', 'db', '-c'],
      `rm -rf ${to}/* && cp -a ${from}/. ${to}/`,
    ]);
  const large = '/var/lib/postgresql/data/pg_wal';
  const inDatabase = async (script: string): Promise<string> => {
    const done = await runCommand('docker', [
      'exec',
      await containerOf(stack.files, 'db'),
      'sh',
      '-c',
      script,
    ]);
    return done.stdout + done.stderr;
  };
  const starts = async (): Promise<string> =>
    (
      await runCommand('docker', ['inspect', '-f', '{{.RestartCount}}', await containerOf(stack.files, 'db')])
    ).stdout.trim();

  before(async () => {
    ({ stack, release } = await useStack());
    reader = await Reader.signedIn(stack);
    wal = join(stack.files.folder, 'wal');
    unmount = await smallDisk(wal, 96, postgres);
    await stack.stop('db');
    await copy(large, '/small');
    await recreate(stack, 'db', `  db:\n    volumes: [ "${wal}:${large}" ]\n`);
    assert.ok((await reader.secondsUntilBack()) < 60);
  });
  after(async () => {
    await stack.stop('db').catch(() => undefined);
    await copy('/small', large);
    await recreate(stack, 'db');
    await unmount();
    rmSync(wal, { recursive: true });
    await reader.secondsUntilBack();
    await stack.tryGatehouse(['group', 'delete', 'acknowledged']);
    await release();
  });

  it('full: pictures are closed or right, nothing acknowledged is lost, and all is back as soon as there is room', async (test) => {
    const users = await stack.gatehouse(['user', 'list', '--json']).then(namesIn);
    await stack.gatehouse(['group', 'add', 'acknowledged']);
    const seen = {
      tiles: new Map<number, number>(),
      strangers: new Map<number, number>(),
      signIns: new Map<number, number>(),
      slowest: 0,
    };
    let going = true;
    // Whatever room a restart finds again is used up.
    const filling = (async (): Promise<void> => {
      while (going) {
        await inDatabase(`cat /dev/zero > ${large}/something-else; true`);
        await inDatabase(
          `psql -U gatehouse -d gatehouse -qc "create table filler as select repeat(md5(g::text), 40) from generate_series(1, 40000) g" -c "drop table filler"`,
        );
        await sleep(200);
      }
    })();
    const end = Date.now() + exhaustedFor;
    try {
      while (Date.now() < end) {
        for (const [what, answer] of [
          ['tiles', await reader.tile()],
          ['strangers', await reader.strangersTile()],
          ['signIns', await new Visitor().signIn(people.tom.name, people.tom.password).catch(() => null)],
        ] as const) {
          const status = answer?.status ?? 503;
          seen[what].set(status, (seen[what].get(status) ?? 0) + 1);
          seen.slowest = Math.max(seen.slowest, answer?.seconds ?? 0);
        }
        await sleep(200);
      }
    } finally {
      going = false;
      await filling;
    }
    const restarts = await starts();
    const log = (await runCommand('docker', ['logs', '--since', '60s', await containerOf(stack.files, 'db')]))
      .stderr;
    rmSync(join(wal, 'something-else'), { force: true });
    const from = Date.now();
    const seconds = await reader.secondsUntilBack();
    const signsIn = await until(
      async () => (await new Visitor().signIn(people.tom.name, people.tom.password)).status === 200,
      { within: 60_000, every: 200 },
    );
    const all = (Date.now() - from) / 1000;
    test.diagnostic(
      `tiles ${say(seen.tiles)}; a stranger’s ${say(seen.strangers)}; signing in ${say(seen.signIns)}; slowest ${seen.slowest.toFixed(1)} s; ${log.match(/PANIC/g)?.length ?? 0} panics, started ${restarts} times by the engine`,
    );
    test.diagnostic(
      `pictures came again after ${seconds.toFixed(1)} s, signing in worked after ${all.toFixed(1)} s`,
    );
    assert.match(log, /PANIC: .*No space left on device/, 'it was full');
    for (const status of seen.tiles.keys())
      assert.ok([200, 503].includes(status), `a reader’s tile: ${status}`);
    for (const status of seen.strangers.keys())
      assert.ok([401, 503].includes(status), `a stranger’s tile: ${status}`);
    for (const status of seen.signIns.keys()) assert.ok([200, 503].includes(status), `signing in: ${status}`);
    assert.ok(seen.slowest < patience, `${seen.slowest} s`);
    assert.ok(signsIn === true && all < patience, `back after ${all} s`);
    assert.equal((await reader.strangersTile()).status, 401, 'closed is closed');
    assert.deepEqual(await stack.gatehouse(['user', 'list', '--json']).then(namesIn), users);
    assert.match(await stack.gatehouse(['group', 'list']), /acknowledged/, 'what was acknowledged is there');
  });
});

const say = (counts: ReadonlyMap<number, number>): string =>
  [...counts].map(([status, count]) => `${count} × ${status}`).join(', ');

const namesIn = (json: string): string[] =>
  (JSON.parse(json) as readonly { readonly name: string }[]).map(({ name }) => name);
