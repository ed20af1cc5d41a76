import './ops-settings.js';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { after, before, describe, it } from 'node:test';
import { ask } from '../support/http-client.js';
import { people } from '../support/people.js';
import { type CommandResult, mustRun, runCommand } from '../support/run-command.js';
import { archive, ports } from '../support/settings.js';
import { until } from '../support/wait.js';
import { Visitor } from '../support/visitor.js';
import { envText, type Machine, newMachine, sameVersionElsewhere } from './machine.js';
import { project } from './ops-settings.js';

const rules = `version: 1
timezone: UTC
tiers:
  preview: { max_edge: 200 }
folders:
  /: { grants: [ { who: anyone, tier: preview }, { who: "user:${people.tom.name}", tier: full } ] }
`;

/** Runs in the order it is written: one installation is made, backed up, lost, restored, mistreated and upgraded. */
describe('backup, restore, upgrade', () => {
  const shelf = mkdtempSync(join(tmpdir(), 'gatehouse-backups-'));
  const plain = join(shelf, 'plain.tar');
  const sealed = join(shelf, 'sealed');
  const passphrase = join(shelf, 'passphrase');
  const tom = new Visitor();
  let machine: Machine;
  let expected = '';
  let certificate = '';

  /** What everybody sees, hears and is remembered by: must be the same before and after. */
  async function everything(): Promise<string> {
    const images = JSON.parse(await machine.gatehouse(['images', 'list', '--json'])) as { id: string }[];
    const answers: unknown[] = [];
    for (const { id } of images) {
      for (const path of [
        `/iiif/images/${id}/info.json`,
        `/iiif/images/${id}/full/max/0/default.jpg`,
        `/iiif/manifests/${id}`,
      ]) {
        for (const visitor of [new Visitor(), tom]) {
          const answer = await visitor.ask(path);
          answers.push([path, answer.status, createHash('sha256').update(answer.body).digest('hex')]);
        }
      }
    }
    const users = JSON.parse(await machine.gatehouse(['user', 'list', '--json'])) as { name: string }[];
    const sessions = JSON.parse(await machine.gatehouse(['session', 'list', '--json'])) as { id: string }[];
    return JSON.stringify(
      {
        answers,
        users: users.map(({ name }) => name),
        sessions: sessions.map(({ id }) => id).toSorted(),
        policy: await machine.gatehouse(['policy', 'export']),
      },
      null,
      1,
    );
  }

  const containers = (): Promise<string> =>
    mustRun('docker', ['ps', '-q', '--no-trunc', '--filter', `label=com.docker.compose.project=${project}`]);
  const hasImages = async (): Promise<boolean> =>
    (JSON.parse(await machine.gatehouse(['images', 'list', '--json'])) as unknown[]).length > 0;

  before(async () => {
    writeFileSync(passphrase, 'correct horse battery staple\n');
    machine = await newMachine();
    machine.write('.env', envText);
    await machine.script('stop', '--volumes');
    await machine.must('start');
    const add = ['node', 'dist/cli/index.js', 'user', 'add', people.tom.name, '--password-stdin'];
    await mustRun('docker', ['exec', '-i', `${project}-auth-1`, ...add], {
      stdin: `${people.tom.password}\n`,
    });
    await machine.gatehouse(['policy', 'apply', '-', '--yes'], rules);
    await until(hasImages, { within: 60_000, every: 1000 });
    await tom.signIn(people.tom.name, people.tom.password);
    expected = await everything();
    certificate = await fingerprint();
    assert.match(expected, /full\/max\/0\/default\.jpg",\s+200/);
  });
  after(async () => {
    await machine.lose();
    rmSync(shelf, { recursive: true, force: true });
  });

  it('writes one file for its owner only while everything runs, and never over another', async () => {
    const before = await containers();
    await machine.must('backup', plain);
    assert.equal(statSync(plain).mode & 0o777, 0o600);
    assert.equal(await containers(), before);
    const again = await machine.script('backup', plain);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /exists already/);
    await machine.must('backup', plain, '--force');
    assert.deepEqual(readdirSync(shelf).toSorted(), ['passphrase', 'plain.tar']);
    const names = (await mustRun('tar', ['-tf', plain])).trim().split('\n').toSorted();
    assert.deepEqual(names, [
      'auth-secret.tar',
      'certificates.tar',
      'database.dump',
      'env',
      'letsencrypt.tar',
      'manifest.json',
      'manifest.sha256',
    ]);
  });

  it('encrypts with a passphrase: nothing of it can be read without', async () => {
    await machine.must('backup', sealed, '--passphrase-file', passphrase);
    const bytes = readFileSync(sealed);
    assert.equal(bytes.subarray(0, 18).toString(), 'gatehouse-sealed-1');
    for (const word of ['manifest.json', people.ines.password, 'PGDMP'])
      assert.ok(!bytes.includes(word), word);
  });

  it('says so when the disk is full, keeps nothing half-written, and changes nothing', async () => {
    const before = await everything();
    const full = join(shelf, 'full.tar');
    // A limit on the size of files stands for the end of the disk: 40 blocks of 1024 bytes.
    const cramped = (script: string): Promise<CommandResult> =>
      runCommand('bash', ['-c', `ulimit -f 40; ${script}`], {
        cwd: machine.folder,
        env: { COMPOSE_PROJECT_NAME: project },
      });
    const backup = await cramped(`./scripts/backup ${full}`);
    assert.equal(backup.code, 1);
    assert.match(backup.stderr, /could not be written \(is the disk full\?\); nothing was kept/);
    assert.ok(!existsSync(full));
    const restore = await cramped(`./scripts/restore ${plain} --yes`);
    assert.equal(restore.code, 1);
    assert.match(restore.stderr, /Nothing was changed/);
    assert.deepEqual(readdirSync(shelf).toSorted(), ['passphrase', 'plain.tar', 'sealed']);
    assert.equal(await everything(), before);
  });

  it('brings everything back on a machine that has nothing: answers, people, sessions, rules, certificate', async () => {
    const other = await sameVersionElsewhere(machine);
    await machine.lose();
    machine = other;
    const said = await machine.must('restore', sealed, '--passphrase-file', passphrase);
    assert.match(said, /Restored, and healthy: users: 2/);
    assert.equal(readFileSync(machine.path('.env'), 'utf8'), envText);
    assert.equal(statSync(machine.path('.env')).mode & 0o777, 0o600);
    assert.equal(await everything(), expected);
    assert.equal(await fingerprint(), certificate);
  });

  it('refuses a damaged file, a wrong passphrase and a newer version, and changes nothing', async () => {
    const before = [await containers(), await everything()];
    const damaged = (name: string, change: (bytes: Buffer) => Buffer, from = plain): string => {
      const path = join(shelf, name);
      writeFileSync(path, change(readFileSync(from)));
      return path;
    };
    const flip = (bytes: Buffer): Buffer => {
      const at = bytes.indexOf('PGDMP') + 4000;
      bytes.writeUInt8((bytes[at] ?? 0) ^ 1, at);
      return bytes;
    };
    const wrong = join(shelf, 'wrong');
    writeFileSync(wrong, 'incorrect horse battery\n');
    const files: [string[], RegExp][] = [
      [[damaged('flipped', flip)], /database\.dump is not what was written/],
      [[damaged('cut', (bytes) => bytes.subarray(0, bytes.length / 2))], /is damaged/],
      [[damaged('empty', () => Buffer.alloc(0))], /is no backup|is damaged/],
      [
        [damaged('sealed-cut', (bytes) => bytes.subarray(0, -100), sealed), '--passphrase-file', passphrase],
        /damaged or cut off/,
      ],
      [[sealed], /give --passphrase-file/],
      [[sealed, '--passphrase-file', wrong], /passphrase is wrong/],
      [
        [await reworked('newer', (text) => text.replace(/"migration": \d+/, '"migration": 9999999999999'))],
        /of a newer version/,
      ],
      [[plain], /With --yes/],
    ];
    for (const [args, says] of files) {
      const options = says.source.includes('--yes') ? [] : ['--yes'];
      const result = await machine.script('restore', ...args, ...options);
      assert.equal(result.code, 1, args.join(' '));
      assert.match(result.stderr, says);
      assert.match(result.stderr, /Nothing was changed/);
    }
    assert.deepEqual([await containers(), await everything()], before);
    assert.ok(!existsSync(machine.path('backups')));
  });

  it('puts back what was there when the restored one does not run', async () => {
    const before = await everything();
    // Whole by its checksums, but no database of ours.
    const strange = await reworked(
      'strange',
      (text) => text,
      async (folder) => {
        const dump = `pg_dump -U gatehouse -d gatehouse -Fc -n public -t migrations`;
        await mustRun('bash', [
          '-c',
          `docker exec ${project}-db-1 ${dump} >"$1/database.dump"`,
          'dump',
          folder,
        ]);
      },
    );
    const result = await machine.script('restore', strange, '--yes');
    assert.equal(result.code, 1);
    assert.match(result.stderr, /Everything is as it was/);
    assert.equal(await everything(), before);
  });

  it('restores over what is there with --yes, and keeps a backup of that', async () => {
    await machine.gatehouse(['user', 'disable', people.tom.name]);
    assert.notEqual(await everything(), expected);
    assert.match(await machine.must('restore', plain, '--yes'), /Restored, and healthy: users: 2/);
    assert.equal(await everything(), expected);
    assert.ok(readdirSync(machine.path('backups')).length >= 1);
  });

  it('upgrades with a backup, and goes back to the former version if the new one does not run', async () => {
    assert.match(
      await machine.must('upgrade', '--backup', join(shelf, 'before.tar')),
      /Upgraded, and healthy/,
    );
    copyFileSync(machine.path('auth/src/main.ts'), join(shelf, 'main.ts'));
    machine.write('auth/src/main.ts', "throw new Error('a version that does not run');\nexport {};\n");
    const result = await machine.script('upgrade', '--backup', join(shelf, 'before-broken.tar'));
    assert.equal(result.code, 1);
    assert.match(result.stderr, /The former version runs, with all its data/);
    assert.equal((await ask('/healthz')).status, 200);
    assert.equal(await everything(), expected);
  });

  /** The plain backup, with another manifest or other members, and checksums that fit. */
  async function reworked(
    name: string,
    rewrite: (manifest: string) => string,
    change: (folder: string) => Promise<void> = async () => undefined,
  ): Promise<string> {
    const folder = mkdtempSync(join(shelf, 'members-'));
    await mustRun('tar', ['-C', folder, '-xf', plain]);
    const sum = (file: string): string =>
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex');
    const before = sum('database.dump');
    await change(folder);
    const manifest = rewrite(readFileSync(join(folder, 'manifest.json'), 'utf8')).replace(
      before,
      sum('database.dump'),
    );
    writeFileSync(join(folder, 'manifest.json'), manifest);
    writeFileSync(join(folder, 'manifest.sha256'), `${sum('manifest.json')}\n`);
    await mustRun('bash', ['-c', 'cd "$1" && tar -cf "$2" -- *', 'tar', folder, join(shelf, name)]);
    rmSync(folder, { recursive: true });
    return join(shelf, name);
  }
});

function fingerprint(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(
      { host: '127.0.0.1', port: ports.https, servername: archive.host, rejectUnauthorized: false },
      () => {
        const { fingerprint256 } = socket.getPeerCertificate();
        socket.end();
        resolve(fingerprint256);
      },
    );
    socket.on('error', reject);
  });
}
