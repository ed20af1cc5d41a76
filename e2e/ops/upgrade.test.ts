import './ops-settings.js';
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { people } from '../support/people.js';
import { mustRun, runCommand } from '../support/run-command.js';
import { folders } from '../support/settings.js';
import { until } from '../support/wait.js';
import { Visitor } from '../support/visitor.js';
import { envText, Machine, newMachine } from './machine.js';
import { project } from './ops-settings.js';

const git = async (...args: string[]): Promise<string> => {
  const { code, stdout } = await runCommand('git', args, { cwd: folders.repository });
  return code === 0 ? stdout.trim() : '';
};

/** The newest tag; without one, what stood before the newest change of the database; '' in a shallow clone. */
async function formerState(): Promise<string> {
  const tag = await git('describe', '--tags', '--abbrev=0', 'HEAD^');
  if (tag !== '') return tag;
  const commit = await git('log', '-1', '--format=%H', '--diff-filter=A', '--', 'auth/src/store/migrations/[0-9]*.ts');
  return commit === '' ? '' : git('rev-parse', '--verify', '-q', `${commit}^`);
}

const rules = `version: 1
tiers:
  preview: { max_edge: 200 }
folders:
  /: { grants: [ { who: anyone, tier: preview }, { who: "user:${people.tom.name}", tier: full } ] }
`;

const former = await formerState();

describe('upgrade from the former state, with data in it', { skip: former === '' && 'a shallow clone: there is no former state' }, () => {
  const tom = new Visitor();
  let machine: Machine;
  let image = '';

  const exec = (args: readonly string[], stdin = ''): Promise<string> =>
    mustRun('docker', ['exec', '-i', `${project}-auth-1`, 'node', 'dist/cli/index.js', ...args], { stdin });
  /** What strangers and Tom get, who exists, and which rules hold. */
  async function everything(): Promise<string> {
    const paths = [`/iiif/images/${image}/info.json`, `/iiif/images/${image}/full/max/0/default.jpg`, `/iiif/3/images/${image}/info.json`]; // prettier-ignore
    const answers: unknown[] = [];
    for (const path of paths)
      for (const visitor of [new Visitor(), tom]) answers.push([path, (await visitor.ask(path)).status]);
    const users = JSON.parse(await exec(['user', 'list', '--json'])) as { name: string }[];
    return JSON.stringify([answers, users.map(({ name }) => name), await exec(['policy', 'export'])], null, 1);
  }

  before(async () => {
    machine = new Machine(mkdtempSync(join(tmpdir(), 'gatehouse-ops-')));
    await mustRun('bash', ['-c', 'git archive "$1" | tar -C "$2" -xf -', 'archive', former, machine.folder], { cwd: folders.repository }); // prettier-ignore
    machine.write('.env', envText);
    await machine.script('stop', '--volumes');
    await machine.must('start');
    await exec(['user', 'add', people.tom.name, '--password-stdin'], `${people.tom.password}\n`);
    await exec(['policy', 'apply', '-', '--yes'], rules);
    const first = async (): Promise<string> =>
      (JSON.parse(await exec(['images', 'list', '--json'])) as { id: string }[])[0]?.id ?? '';
    image = (await until(first, { within: 60_000, every: 1000 })) ?? '';
    await tom.signIn(people.tom.name, people.tom.password);
  });
  after(async () => machine.lose());

  it('keeps people, rules and sessions, and brings the database up to date', async () => {
    const before = await everything();
    assert.match(before, /default\.jpg",\s+200/);
    const fresh = await newMachine();
    // As `git pull` would: new files over old ones, and nothing else touched.
    await mustRun('bash', ['-c', 'cp -a "$1/." "$2/"', 'cp', fresh.folder, machine.folder]);
    const said = await machine.must('upgrade');
    assert.match(said, /Upgraded, and healthy/);
    assert.equal(await everything(), before);
  });
});
