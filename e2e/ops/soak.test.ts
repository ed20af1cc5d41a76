import './ops-settings.js';
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { people } from '../support/people.js';
import { mustRun } from '../support/run-command.js';
import { folders } from '../support/settings.js';
import { Visitor } from '../support/visitor.js';
import { sleep, until } from '../support/wait.js';
import { project } from './ops-settings.js';
import { OpsStack } from './ops-stack.js';
import { leaks, type Load, readLoad } from './soak-load.js';
import { brokenPicture, Member, pick, type Picture, scriptsStep, type Step, strangersStep } from './soak-visitors.js';

/** Half an hour; less to try it out. */
const seconds = Number(process.env['SOAK_SECONDS'] || 1800);

const rulesWith = (audience: string): string => `version: 1
folders:
  /: { grants: [ { who: ${audience}, tier: full } ] }
`;

/** Mixed visitors at full speed, while rules change, people sign in and out, scans run and workers die. */
describe('soak', () => {
  const stack = new OpsStack([], []);
  const wrong: string[] = [];
  const counts = { requests: 0, undecided: 0, signIns: 0, changes: 0, scans: 0, kills: 0, busy: 0, limited: 0 };
  let images: Picture[] = [];
  let key = '';
  let end = 0;
  /** Null while it changes: either answer is right then. */
  let isOpen: boolean | null = false;
  /** Counts changes, as one may begin and end during a request. */
  let version = 0;

  const gatehouse = async (args: readonly string[], stdin = ''): Promise<string> => {
    const { code, stdout, stderr } = await stack.gatehouse(args, stdin);
    if (code !== 0) throw new Error(`gatehouse ${args.join(' ')}: ${stderr.slice(-500)}`);
    return stdout;
  };

  before(async () => {
    await stack.up();
    await gatehouse(['policy', 'apply', '-', '--yes'], rulesWith('signed-in'));
    const list = async (): Promise<Picture[]> => JSON.parse(await gatehouse(['images', 'list', '--json'])) as Picture[];
    await until(async () => (images = await list()).length > 0, { within: 60_000, every: 1000 });
    key = (JSON.parse(await gatehouse(['key', 'create', '--name', 'soak', '--user', people.ines.name, '--json'])) as { key: string }).key; // prettier-ignore
    end = Date.now() + seconds * 1000;
  });
  after(async () => stack.remove());

  const asLongAsItLasts = async (work: () => Promise<void>, every = 0): Promise<void> => {
    while (Date.now() < end) {
      await work().catch((error: unknown) => void wrong.push(String(error)));
      if (every > 0) await sleep(Math.min(every, Math.max(0, end - Date.now())));
    }
  };

  async function take(step: Step): Promise<void> {
    const [openBefore, versionBefore] = [isOpen, version];
    const answer = await step.ask();
    counts.requests += 1;
    const broken = brokenPicture(answer);
    if (broken !== '') wrong.push(`${step.what}: ${broken}`);
    // A worker that is being killed, or a queue that is full, is told as such.
    if (answer.status === 503 || answer.status === 502) counts.busy += 1;
    else if (answer.status === 429) counts.limited += 1;
    else if (openBefore === null || versionBefore !== version) counts.undecided += 1;
    else if (step.statusOf(answer) !== (openBefore ? step.open : step.closed))
      wrong.push(`${step.statusOf(answer)} for ${step.what}, open: ${openBefore}, ${new Date().toISOString()}`);
  }
  const comeAndGo = async (): Promise<void> => {
    const visitor = new Visitor();
    const page = await visitor.signIn(people.ines.name, people.ines.password);
    if (page.status === 429) counts.limited += 1;
    else if (page.status !== 200) wrong.push(`sign-in: ${page.status}`);
    const before = visitor.jar.headers();
    await visitor.open('/iiif-logout');
    const path = `/iiif/images/${pick(images).id}/full/64,/0/default.jpg`;
    // Neither what is left in the browser nor the cookie of before opens anything.
    for (const headers of [visitor.jar.headers(), before])
      await take({ what: `signed out ${path}`, ask: () => new Visitor().ask(path, { headers }), statusOf: ({ status }) => status, open: 200, closed: 401 }); // prettier-ignore
    counts.signIns += 1;
  };
  const changeRules = async (): Promise<void> => {
    const next = isOpen !== true;
    version += 1;
    isOpen = null;
    await gatehouse(['policy', 'apply', '-', '--yes'], rulesWith(next ? 'anyone' : 'signed-in'));
    await sleep(1000);
    version += 1;
    isOpen = next;
    counts.changes += 1;
  };
  const killWorker = async (): Promise<void> => {
    const top = await mustRun('docker', ['top', `${project}-image-server-1`, '-eo', 'pid,args']);
    const lines = top.split('\n').filter((line) => line.includes('iipsrv.fcgi') && !line.includes('node'));
    const pid = Number.parseInt(pick(lines) ?? '', 10);
    if (!(pid > 0)) throw new Error('there is no worker to kill');
    process.kill(pid, 'SIGKILL');
    counts.kills += 1;
  };

  it(`${seconds} s at full speed: no wrong answer, and no leak of memory, files or connections`, async () => {
    const members = [new Member(), new Member()];
    for (const member of members) await member.signIn();
    const loads: Load[] = [];
    await Promise.all([
      ...Array.from({ length: 6 }, () => asLongAsItLasts(async () => take(strangersStep(images)))),
      ...members.map((member) => asLongAsItLasts(async () => take(await member.step(images)))),
      asLongAsItLasts(async () => take(scriptsStep(images, key))),
      asLongAsItLasts(comeAndGo, 5000),
      asLongAsItLasts(changeRules, 20_000),
      asLongAsItLasts(async () => {
        await gatehouse(['images', 'scan']);
        counts.scans += 1;
      }, 60_000),
      asLongAsItLasts(killWorker, 60_000),
      asLongAsItLasts(async () => void loads.push(await readLoad()), Math.max(2000, (seconds * 1000) / 60)),
    ]);
    mkdirSync(folders.out, { recursive: true });
    writeFileSync(join(folders.out, 'soak.json'), JSON.stringify({ counts, wrong, loads }, null, 1));
    process.stderr.write(`${JSON.stringify({ counts, wrong: wrong.length, first: loads[0], last: loads.at(-1) })}\n`);
    assert.deepEqual(wrong.slice(0, 20), []);
    assert.ok(counts.requests > seconds * 5 && counts.changes > 0 && counts.signIns > 0 && counts.scans > 0);
    assert.ok(counts.kills > 0 && counts.undecided < counts.requests / 3);
    assert.ok(counts.busy < counts.requests / 50, `${counts.busy} of ${counts.requests} were 502 or 503`);
    assert.deepEqual(leaks(loads), []);
  });
});
