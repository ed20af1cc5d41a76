import './ops-settings.js';
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { mustRun } from '../support/run-command.js';
import { until } from '../support/wait.js';
import { envText, type Machine, newMachine } from './machine.js';
import { project } from './ops-settings.js';

/** What Prometheus would read. */
async function metric(name: string): Promise<number | null> {
  const fetch = `fetch('http://127.0.0.1:3001/metrics').then((r) => r.text()).then((t) => process.stdout.write(t))`;
  const text = await mustRun('docker', ['exec', `${project}-auth-1`, 'node', '-e', fetch]);
  const found = new RegExp(`^${name} (\\S+)$`, 'm').exec(text);
  return found === null ? null : Number(found[1]);
}

/** Runs in the order it is written. A day is six seconds long here. */
describe('a backup a day (profile backup)', () => {
  let machine: Machine;
  const folder = 'backups/daily';
  const listed = async (): Promise<string[]> =>
    (await mustRun('ls', ['-1', machine.path(folder)])).split('\n').filter((name) => name.startsWith('gatehouse-'));

  before(async () => {
    machine = await newMachine();
    const settings = ['COMPOSE_PROFILES=backup', 'BACKUP_EVERY=6', 'BACKUP_KEEP=2', 'BACKUP_PASSPHRASE_FILE=./passphrase', "INSTITUTION='Pa$$age d’Argent'"]; // prettier-ignore
    machine.write('.env', `${envText}${settings.join('\n')}\n`);
    writeFileSync(machine.path('passphrase'), 'correct horse battery staple\n', { mode: 0o644 });
    await machine.script('stop', '--volumes');
    await machine.must('start');
  });
  after(async () => machine.lose());

  it('is made by itself, encrypted, and only the newest are kept', async () => {
    const seen = new Set<string>();
    await until(
      async () => {
        for (const name of await listed()) seen.add(name);
        return seen.size >= 4;
      },
      { within: 90_000, every: 500 },
    );
    assert.ok(seen.size >= 4, [...seen].join());
    assert.ok((await listed()).length <= 3);
    const newest = machine.path(folder, [...seen].toSorted().at(-1) ?? '');
    assert.equal(readFileSync(newest).subarray(0, 18).toString(), 'gatehouse-sealed-1');
    assert.equal(statSync(newest).mode & 0o777, 0o600);
    assert.ok(await until(async () => (await metric('gatehouse_backup_ok')) === 1, { within: 30_000 }));
  });

  it('tells when one fails, and keeps the earlier ones', async () => {
    const before = await listed();
    await mustRun('chmod', ['a-w', machine.path(folder)]);
    assert.ok(await until(async () => (await metric('gatehouse_backup_ok')) === 0, { within: 60_000, every: 1000 }));
    assert.ok((await listed()).length >= Math.min(2, before.length));
    const report = await mustRun('docker', ['exec', `${project}-auth-1`, 'cat', '/run/gatehouse/facts/backup.json']);
    assert.match(report, /BACKUP_DIR can not be written/);
    await mustRun('chmod', ['u+w', machine.path(folder)]);
    assert.ok(await until(async () => (await metric('gatehouse_backup_ok')) === 1, { within: 60_000, every: 1000 }));
  });

  it('comes back with scripts/restore, settings included', async () => {
    await machine.gatehouse(['group', 'add', 'made-before']);
    await until(async () => (JSON.parse(await mustRun('docker', ['exec', `${project}-auth-1`, 'cat', '/run/gatehouse/facts/backup.json'])) as { at: number }).at > Date.now() / 1000 - 1, { within: 30_000 }); // prettier-ignore
    await mustRun('docker', ['stop', '-t', '5', `${project}-backup-1`]);
    const newest = (await listed()).toSorted().at(-1) ?? '';
    const { plain } = await opened(newest);
    assert.match(await mustRun('tar', ['-xOf', plain, 'env']), /^INSTITUTION='Pa\$\$age d’Argent'$/m);
    await machine.gatehouse(['group', 'delete', 'made-before']);
    const said = await machine.must('restore', machine.path(folder, newest), '--passphrase-file', machine.path('passphrase'), '--yes'); // prettier-ignore
    assert.match(said, /Restored, and healthy/);
    assert.match(await machine.gatehouse(['group', 'list', '--json']), /made-before/);
  });

  async function opened(name: string): Promise<{ plain: string }> {
    const plain = machine.path('opened.tar');
    await mustRun('bash', ['-c', 'node scripts/stack/seal.mjs open passphrase <"$1" >"$2"', 'open', machine.path(folder, name), plain], { cwd: machine.folder }); // prettier-ignore
    return { plain };
  }
});
