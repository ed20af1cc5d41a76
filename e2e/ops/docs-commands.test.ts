import './ops-settings.js';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import jpeg from 'jpeg-js';
import { makeImages } from '../fixtures/make-images.js';
import { type CommandResult, mustRun, runCommand } from '../support/run-command.js';
import { archive, folders, ports } from '../support/settings.js';
import { until } from '../support/wait.js';
import { type Machine, newMachine } from './machine.js';
import { project, subnet6 } from './ops-settings.js';

interface Shown {
  readonly page: string;
  readonly block: number;
  readonly command: string;
}

const files = {
  'rules.yaml': `version: 1
folders:
  /estates: { grants: [ { who: anyone, tier: full } ] }
  /staff: { grants: [ { who: "group:staff", tier: full } ] }
`,
  'digilib-auth.xml': `<auth-config><digilib-paths><path name="staff" role="staff"/></digilib-paths></auth-config>\n`,
  'items.csv': 'File Name,Visibility\nestates/001.jp2,open\n',
};

const settingsText = (more: Readonly<Record<string, string>>): string =>
  Object.entries({
    ...{ VIRTUAL_HOST: archive.host, PUBLIC_URL: archive.origin },
    ...{ HTTPS_PORT: ports.https, HTTP_PORT: ports.http, EDGE_SUBNET6: subnet6 },
    ...more,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** What stands for something of the reader's own. */
const translate = (command: string, shelf: string): string =>
  command
    .replace('doctor --from https://images.example.org', 'doctor --from https://proxy:8443')
    .replaceAll(/https:\/\/(?:localhost:8443|images\.example\.org)/g, archive.origin)
    .replaceAll('images.example.org', archive.host)
    .replaceAll('/mnt/safe/', `${shelf}/`)
    .replaceAll('/root/passphrase', `${shelf}/passphrase`)
    .replace(/^curl /, `curl -fsS -o /dev/null -k --retry 20 --retry-all-errors --retry-delay 2 --resolve ${archive.host}:${ports.https}:127.0.0.1 `);

/** Runs a command at a terminal of its own, and types a line whenever it asks for a password. */
function atTerminal(command: string, cwd: string, env: Readonly<Record<string, string>>): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qec', command, '/dev/null'], { cwd, env: { ...process.env, ...env } });
    let stdout = '';
    let answered = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString('utf8');
      const asked = stdout.match(/(?:password|again): /g)?.length ?? 0;
      for (; answered < asked; answered += 1) child.stdin.write('reading glasses 91\n');
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr: '' }));
  });
}

/** Runs in the order of the pages: what one line makes, the next one uses, as for somebody who reads on. */
describe('the commands in the documentation', () => {
  const shelf = mkdtempSync(join(tmpdir(), 'gatehouse-docs-'));
  let machine: Machine;
  let key = '';

  const list = readFileSync(join(folders.repository, 'e2e/ops/docs-commands.tsv'), 'utf8');
  const shown = new Map<string, Shown[]>();

  function bash(script: string): Promise<CommandResult> {
    const env = { COMPOSE_PROJECT_NAME: project, KEY: key };
    // Asks for the password, which nobody can pipe.
    if (/ user add tom /.test(script)) return atTerminal(script, machine.folder, env);
    return runCommand('bash', ['-euo', 'pipefail', '-c', script], { cwd: machine.folder, env, timeout: 900_000 });
  }

  before(async () => {
    machine = await newMachine();
    // The first start of a reader has no settings; here other ports than the usual ones may be free.
    machine.write('.env', settingsText({}));
    await machine.script('stop', '--volumes');
    const pictures = machine.path('pictures');
    await makeImages(pictures, ['estates/001.jp2', 'staff/001.jp2'].map((path) => ({ path, painting: 'green', width: 900, height: 700 }))); // prettier-ignore
    writeFileSync(join(pictures, 'photo.jpg'), jpeg.encode({ width: 300, height: 200, data: Buffer.alloc(240_000, 120) }, 80).data);
    for (const [name, text] of Object.entries(files)) machine.write(name, text);
    const dump = join(folders.repository, 'auth/test/fixtures/flask-security/sqlite.sql');
    for (const name of ['dump.sql', 'users.sql']) copyFileSync(dump, machine.path(name));
    writeFileSync(join(shelf, 'passphrase'), 'correct horse battery staple\n');
    mkdirSync(machine.path('certs'));
    await mustRun('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '9', '-subj', `/CN=${archive.host}`, '-keyout', machine.path('certs/privkey.pem'), '-out', machine.path('certs/fullchain.pem')]); // prettier-ignore
    await mustRun('chmod', ['644', machine.path('certs/privkey.pem')]);
    const all = JSON.parse(await mustRun('node', ['scripts/docs-commands.mjs'], { cwd: folders.repository })) as Shown[];
    for (const each of all) {
      const block = `${each.page} ${each.block}`;
      shown.set(block, [...(shown.get(block) ?? []), each]);
    }
  });
  after(async () => {
    await machine.lose();
    rmSync(shelf, { recursive: true, force: true });
  });

  it('work as they are written, one after the other', async (test) => {
    const toRun = new Set([...list.matchAll(/^run\t(.*)$/gm)].map(([, command]) => command ?? ''));
    const done = new Set<string>();
    const wrong: string[] = [];
    // The second page that shows the same line is for another reader. What was made and revoked is made again.
    const isNew = ({ command }: Shown): boolean => toRun.has(command) && (!done.has(command) || command.includes(' key create '));
    for (const [block, lines] of shown) {
      const fresh = lines.filter(isNew);
      if (fresh.length === 0) continue;
      // Lines that go on with a variable of the one before are one command.
      const scripts = fresh.some(({ command }) => /^[a-z]+=\$\(/.test(command)) ? [fresh] : fresh.map((one) => [one]);
      for (const one of scripts) {
        const text = one.map(({ command }) => translate(command, shelf)).join('\n');
        const { code, stdout, stderr } = await bash(text);
        key = /ghk_[\w-]+/.exec(stdout)?.[0] ?? key;
        for (const { command } of one) done.add(command);
        test.diagnostic(`${block}: ${text.slice(0, 120)}: exit ${code}`);
        if (code !== 0) wrong.push(`${block}: ${text}: exit ${code}\n${`${stdout}\n${stderr}`.slice(-800)}`);
        if (text.startsWith('cp .env.template')) await settle();
      }
    }
    assert.deepEqual(wrong, []);
    assert.deepEqual([...toRun].filter((command) => !done.has(command)), []);
    assert.ok(statSync(machine.path('backups/first.tar')).size > 1000);
  });

  /** The reader's own settings, and the stack with them: `.env` is copied after the first start. */
  async function settle(): Promise<void> {
    const template = readFileSync(machine.path('.env'), 'utf8');
    machine.write('.env', `${template}\n${settingsText({ IMAGE_DIR: './pictures', AUTH_PASSWORD_SALT: 'a-salt-of-the-former-stack' })}`);
    await machine.must('start');
    const hasAll = async (): Promise<boolean> => (JSON.parse(await machine.gatehouse(['images', 'list', '--json'])) as unknown[]).length === 3; // prettier-ignore
    assert.ok(await until(hasAll, { within: 120_000, every: 2000 }), 'the pictures are not listed');
  }
});
