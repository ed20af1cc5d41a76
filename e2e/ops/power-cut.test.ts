import './ops-settings.js';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { ask } from '../support/http-client.js';
import { mustRun } from '../support/run-command.js';
import { folders } from '../support/settings.js';
import { until } from '../support/wait.js';
import { project } from './ops-settings.js';
import { OpsStack } from './ops-stack.js';

/** Makes groups one after the other with the auth service's own stores, and says each name once it was acknowledged. */
const writer = `
const { parseConfig } = await import('/app/dist/config.js');
const { openStores } = await import('/app/dist/cli/open-stores.js');
const config = parseConfig(process.env);
const opened = await openStores(config.value, { now: () => Date.now() / 1000, observe: () => undefined });
for (let n = 0; n < 1000; n++) {
  const made = await opened.value.stores.users.createGroup('g' + n);
  if (made.ok === false) throw new Error(JSON.stringify(made.error));
  process.stdout.write('g' + n + '\\n');
}
process.stdout.write('done\\n');
`;

/** Every process of the stack's containers, as the host sees them. */
async function processes(): Promise<number[]> {
  const list = ['ps', '-q', '--filter', `label=com.docker.compose.project=${project}`];
  const containers = (await mustRun('docker', list)).trim().split('\n');
  const tops = await Promise.all(containers.map((id) => mustRun('docker', ['top', id, '-eo', 'pid'])));
  return tops.flatMap((top) => top.trim().split('\n').slice(1).map(Number));
}

describe('a power cut', () => {
  const stack = new OpsStack([], []);
  before(async () => stack.up());
  after(async () => stack.remove());

  it('loses nothing that was acknowledged: kill -9 of every process during 1,000 writes', async () => {
    const acknowledged: string[] = [];
    const child = spawn('docker', ['exec', `${project}-auth-1`, 'node', '--input-type=module', '-e', writer], {
      cwd: folders.repository,
    });
    const ended = new Promise((resolve) => child.on('close', resolve));
    let rest = '';
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString('utf8')).split('\n');
      rest = lines.pop() ?? '';
      acknowledged.push(...lines);
    });
    assert.ok(await until(() => acknowledged.length >= 200, { within: 60_000, every: 5 }), said);
    const all = await processes();
    for (const pid of all) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It went with another one.
      }
    }
    await ended;
    assert.ok(!acknowledged.includes('done'), 'the writes were over before the cut');
    assert.ok(all.length > 8);
    const isBack = async (): Promise<boolean> => {
      const answer = await ask('/iiif/collections', { timeout: 3000 });
      return answer.status === 200;
    };
    assert.ok(await until(isBack, { within: 120_000, every: 500 }), 'it did not come back by itself');
    const listed = await until(
      async () => {
        const { code, stdout } = await stack.gatehouse(['group', 'list', '--json']);
        return code === 0 ? (JSON.parse(stdout) as { name: string }[]).map(({ name }) => name) : null;
      },
      { within: 60_000, every: 1000 },
    );
    const there = new Set(listed);
    assert.deepEqual(
      acknowledged.filter((name) => !there.has(name)),
      [],
    );
    // One more may have been written and not acknowledged, never two.
    assert.ok(there.size - acknowledged.length <= 1, `${there.size} of ${acknowledged.length}`);
  });
});
