import assert from 'node:assert/strict';
import { Agent, get } from 'node:https';
import { after, before, describe, it, type TestContext } from 'node:test';
import { atlas } from '../fixtures/collection.js';
import { containerOf } from '../support/compose.js';
import { tilePath } from '../support/iiif.js';
import { inParallel } from '../support/in-parallel.js';
import { keepDecisions } from '../support/keep-decisions.js';
import { people } from '../support/people.js';
import { mustRun } from '../support/run-command.js';
import { archive, ports } from '../support/settings.js';
import { type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';

const requests = 2000;

interface Used {
  /** Reads and writes, of files and of connections, as the kernel counts them. */
  readonly calls: number;
  /** Nanoseconds of processor time. */
  readonly ns: number;
}

/**
 * What a cached tile costs, in figures that no other work on the machine changes: system calls exactly, processor time
 * only as a ratio, with room enough. `scripts/bench` measures; this is an alarm for a change that makes each tile dearer.
 */
describe('The cost of a tile from the cache', () => {
  let stack: Stack;
  let release: () => Promise<void>;
  const agent = new Agent({ keepAlive: true, maxSockets: 4, rejectUnauthorized: false });
  let cookie = '';
  let tiles: string[] = [];

  const fetch = (path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = { host: `${archive.host}:${ports.https}`, cookie };
      const to = { host: '127.0.0.1', port: ports.https, servername: archive.host, path, headers, agent };
      get(to, (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      }).on('error', reject);
    });
  const ask = async (paths: readonly string[]): Promise<void> => {
    const statuses = await inParallel(
      Array.from({ length: requests }, (_, i) => paths[i % paths.length] ?? ''),
      4,
      fetch,
    );
    assert.deepEqual([...new Set(statuses)], [200]);
  };

  /** Of all processes of a service whose command line begins so. */
  async function used(service: string, program: string): Promise<Used> {
    const script = `for p in /proc/[0-9]*; do
      case "$(tr '\\0' ' ' <$p/cmdline 2>/dev/null)" in "${program}"*) cat $p/io; for t in $p/task/*; do sed 's/^/ns: /' $t/schedstat; done ;; esac
    done`;
    const text = await mustRun('docker', ['exec', await containerOf(stack.files, service), 'bash', '-c', script]);
    const sum = (pattern: RegExp): number =>
      [...text.matchAll(pattern)].reduce((total, [, number]) => total + Number(number), 0);
    return { calls: sum(/^sysc[rw]: (\d+)$/gm), ns: sum(/^ns: (\d+) /gm) };
  }

  /** Per request, of nginx's workers and of the auth service. */
  async function costOf(paths: readonly string[]): Promise<{ nginx: Used; auth: Used }> {
    const read = async (): Promise<[Used, Used]> => [
      await used('proxy', 'nginx: worker'),
      await used('auth', 'node dist/main.js'),
    ];
    const [nginx, auth] = await read();
    await ask(paths);
    const [nginxAfter, authAfter] = await read();
    const each = (one: Used, other: Used): Used => ({
      calls: (other.calls - one.calls) / requests,
      ns: (other.ns - one.ns) / requests,
    });
    return { nginx: each(nginx, nginxAfter), auth: each(auth, authAfter) };
  }

  before(async () => {
    ({ stack, release } = await useStack());
    const visitor = new Visitor();
    await visitor.signIn(people.ayesha.name, people.ayesha.password);
    cookie = Object.values(visitor.jar.headers()).join('; ');
    const id = await stack.idOf(atlas.path);
    tiles = Array.from({ length: 20 }, (_, i) => tilePath(id, [(i % 5) * 512, Math.floor(i / 5) * 512, 512, 512], 256));
    for (const tile of [...tiles, ...tiles]) assert.equal(await fetch(tile), 200);
  });
  after(async () => {
    agent.destroy();
    await release();
  });

  async function hold(t: TestContext, most: { nginx: number; auth: number; ratio: number }): Promise<void> {
    const tile = await costOf(tiles);
    const text = await costOf(['/robots.txt']);
    const ratio = (tile.nginx.ns + tile.auth.ns) / text.nginx.ns;
    t.diagnostic(
      `reads and writes: nginx ${tile.nginx.calls.toFixed(2)} (a text file ${text.nginx.calls.toFixed(2)}), auth ${tile.auth.calls.toFixed(2)}; ` +
        `processor time: ${ratio.toFixed(1)} times a text file's`,
    );
    assert.ok(tile.nginx.calls <= most.nginx, `nginx: ${tile.nginx.calls} reads and writes`);
    assert.ok(tile.auth.calls <= most.auth, `auth: ${tile.auth.calls} reads and writes`);
    assert.ok(ratio <= most.ratio, `${ratio} times the processor time of a text file`);
  }

  it('is a handful of system calls, hardly a question, and a few times the processor time of a text file', (t) =>
    hold(t, { nginx: 7.5, auth: 0.5, ratio: 12 }));

  it('is two system calls of the auth service more where every tile is asked for', async (t) => {
    await keepDecisions(stack.files, 'off');
    try {
      await hold(t, { nginx: 7.5, auth: 3, ratio: 30 });
    } finally {
      await keepDecisions(stack.files, 'on');
    }
  });

  it('is asked about over the socket on this machine', async () => {
    const conf = await mustRun('docker', ['exec', await containerOf(stack.files, 'proxy'), 'cat', '/run/gatehouse/check-upstream.conf']);
    assert.match(conf, /server unix:\/run\/check\/[0-9a-f]+\.sock [^\n]*;\n\s*server auth:3001 [^\n]*backup;/);
  });
});
