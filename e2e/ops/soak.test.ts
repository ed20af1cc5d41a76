import './ops-settings.js';
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ask } from '../support/http-client.js';
import { people } from '../support/people.js';
import { mustRun } from '../support/run-command.js';
import { Visitor } from '../support/visitor.js';
import { sleep, until } from '../support/wait.js';
import { project } from './ops-settings.js';
import { OpsStack } from './ops-stack.js';

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
  const counts = { requests: 0, signIns: 0, changes: 0, scans: 0, kills: 0, busy: 0 };
  let images: { readonly id: string; readonly width: number; readonly height: number }[] = [];
  let end = 0;
  /** Null while it changes: either answer is right then. */
  let isOpen: boolean | null = false;

  before(async () => {
    await stack.up();
    await stack.gatehouse(['policy', 'apply', '-', '--yes'], rulesWith('signed-in'));
    const list = async () => JSON.parse((await stack.gatehouse(['images', 'list', '--json'])).stdout) as typeof images;
    await until(async () => (images = await list()).length > 0, { within: 60_000, every: 1000 });
    end = Date.now() + seconds * 1000;
  });
  after(async () => stack.remove());

  const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;
  function somePath(): string {
    const { id, width, height } = pick(images);
    const [x, y] = [Math.floor((Math.random() * width) / 2), Math.floor((Math.random() * height) / 2)];
    return pick([`/iiif/images/${id}/info.json`, `/iiif/images/${id}/${x},${y},64,64/32,/0/default.jpg`, `/iiif/images/${id}/full/100,/0/default.jpg`]); // prettier-ignore
  }
  const asLongAsItLasts = async (work: () => Promise<void>, every = 0): Promise<void> => {
    while (Date.now() < end) {
      await work().catch((error: unknown) => void wrong.push(String(error)));
      if (every > 0) await sleep(Math.min(every, Math.max(0, end - Date.now())));
    }
  };

  async function judge(path: string, status: number, before: boolean | null, signedIn: boolean): Promise<void> {
    counts.requests += 1;
    // A worker that is being killed, or a queue that is full, is told as such.
    if (status === 503 || status === 502) counts.busy += 1;
    else if (before !== isOpen || before === null) return;
    else if ((status === 200) !== (before || signedIn)) wrong.push(`${status} for ${path}, ${signedIn ? 'signed in' : 'stranger'}, open: ${before}`); // prettier-ignore
  }
  const stranger = async (): Promise<void> => {
    const [path, before] = [somePath(), isOpen];
    await judge(path, (await ask(path)).status, before, false);
  };
  const member = (visitor: Visitor) => async (): Promise<void> => {
    const path = somePath();
    // info.json of Auth 1.0 looks at the token, pixels at the cookie.
    if (path.endsWith('info.json')) return;
    const before = isOpen;
    await judge(path, (await visitor.ask(path)).status, before, true);
  };
  const comeAndGo = async (): Promise<void> => {
    const visitor = new Visitor();
    const page = await visitor.signIn(people.ines.name, people.ines.password);
    if (page.status !== 200 && page.status !== 429) wrong.push(`sign-in: ${page.status}`);
    await visitor.open('/iiif-logout');
    const path = `/iiif/images/${pick(images).id}/full/64,/0/default.jpg`;
    const before = isOpen;
    await judge(path, (await visitor.ask(path)).status, before, false);
    counts.signIns += 1;
  };
  const changeRules = async (): Promise<void> => {
    const next = isOpen !== true;
    isOpen = null;
    await stack.gatehouse(['policy', 'apply', '-', '--yes'], rulesWith(next ? 'anyone' : 'signed-in'));
    await sleep(1000);
    isOpen = next;
    counts.changes += 1;
  };
  const killWorker = async (): Promise<void> => {
    const pids = (await mustRun('docker', ['top', `${project}-image-server-1`, '-eo', 'pid,args'])).split('\n').filter((line) => line.includes('iipsrv.fcgi') && !line.includes('node')).map((line) => Number.parseInt(line, 10)); // prettier-ignore
    const pid = pick(pids);
    if (pid > 0) process.kill(pid, 'SIGKILL');
    counts.kills += 1;
  };

  interface Load {
    readonly memory: number;
    readonly files: number;
    readonly connections: number;
  }
  async function load(): Promise<Load> {
    const inContainers = (await mustRun('docker', ['stats', '--no-stream', '--format', '{{.Name}} {{.MemUsage}}'])).split('\n').filter((line) => new RegExp(`^${project}-(auth|image-server|proxy)-1 `).test(line)); // prettier-ignore
    const units: Readonly<Record<string, number>> = { KiB: 1 / 1024, MiB: 1, GiB: 1024 };
    const memory = inContainers.reduce((sum, line) => {
      const [, amount = '0', unit = 'MiB'] = / ([\d.]+)([KMG]iB) /.exec(line) ?? [];
      return sum + Number(amount) * (units[unit] ?? 1);
    }, 0);
    const files = (await stack.metric('process_open_fds')) ?? 0;
    const connections = Number((await mustRun('docker', ['exec', `${project}-db-1`, 'psql', '-U', 'gatehouse', '-Atc', 'SELECT count(*) FROM pg_stat_activity'])).trim()); // prettier-ignore
    return { memory, files, connections };
  }

  it(`${seconds} s at full speed: no wrong answer, and no leak of memory, files or connections`, async () => {
    const [one, two] = [new Visitor(), new Visitor()];
    for (const visitor of [one, two]) await visitor.signIn(people.ines.name, people.ines.password);
    const loads: Load[] = [];
    await Promise.all([
      ...Array.from({ length: 6 }, () => asLongAsItLasts(stranger)),
      asLongAsItLasts(member(one)),
      asLongAsItLasts(member(two)),
      asLongAsItLasts(comeAndGo, 5000),
      asLongAsItLasts(changeRules, 20_000),
      asLongAsItLasts(async () => {
        counts.scans += 1;
        await stack.gatehouse(['images', 'scan']);
      }, 60_000),
      asLongAsItLasts(killWorker, 60_000),
      asLongAsItLasts(async () => void loads.push(await load()), Math.max(5000, (seconds * 1000) / 40)),
    ]);
    process.stderr.write(`${JSON.stringify({ counts, first: loads[0], last: loads.at(-1) })}\n`);
    assert.deepEqual(wrong.slice(0, 20), []);
    assert.ok(counts.requests > seconds * 5 && counts.changes > 0 && counts.signIns > 0 && counts.kills > 0);
    assert.ok(counts.busy < counts.requests / 50, `${counts.busy} of ${counts.requests} were 502 or 503`);
    // Caches fill at first; what grows in the second half of the time is a leak.
    const half = loads.slice(Math.floor(loads.length / 2));
    const early = half[0];
    const late = half.at(-1);
    assert.ok(early !== undefined && late !== undefined);
    assert.ok(late.memory < early.memory * 1.25 + 50, `${early.memory} MiB, then ${late.memory} MiB`);
    assert.ok(late.files <= early.files + 40, `${early.files} files, then ${late.files}`);
    assert.ok(late.connections <= early.connections + 5, `${early.connections} connections, then ${late.connections}`);
  });
});
