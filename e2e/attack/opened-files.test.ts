import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { policyFor } from '../fixtures/collection.js';
import { randomNames, randomSpelling } from '../fixtures/random-names.js';
import { flatTiff } from '../fixtures/write-tiff.js';
import { compose } from '../support/compose.js';
import { isFullRun } from '../support/full-run.js';
import { people } from '../support/people.js';
import { decodeJpeg } from '../support/pixels.js';
import { createRandom } from '../support/random.js';
import { RawConnection, type RawReply } from '../support/raw-connection.js';
import { requestBytes } from '../support/raw-socket.js';
import { type Stack, useStack } from '../support/stack.js';
import { until } from '../support/wait.js';
import { readOpened, startTelling, stopTelling } from './opened.js';

/** Random identifiers that are asked for; each with a region of its own, by which its question is found again. */
const tries = Number(process.env['OPENED_FILES_TRIES'] || (isFullRun ? 100_000 : 1000));
const edge = 64;
const seed = 20_261_120;

/** One file of the test: its place below the image folder, whether anyone may see it, and its one colour. */
interface Leaf {
  readonly path: string;
  readonly open: boolean;
  readonly colour: readonly [number, number, number];
}

/** Open and closed folders hold files whose names somebody could take for one another's. */
function makeLeaves(): Leaf[] {
  return randomNames(160, seed).flatMap((name, index) =>
    (['random/open', 'random/closed'] as const).map((folder, side) => {
      const number = index * 2 + side;
      const colour = [
        40 + (number % 7) * 32,
        40 + (Math.floor(number / 7) % 7) * 32,
        side === 0 ? 40 : 220,
      ] as const;
      return { path: `${folder}/${name}`, open: side === 0, colour };
    }),
  );
}

/** What was asked, and what the check inside said about the very same address. */
interface Try {
  readonly target: string;
  readonly region: string;
}
interface Verdict {
  readonly status: number;
  readonly image: string | null;
}

describe('[F1] What was decided is the file that iipsrv opened', () => {
  let stack: Stack;
  let release: () => Promise<void>;
  const leaves = makeLeaves();
  const random = createRandom(seed);

  before(async () => {
    ({ stack, release } = await useStack());
    for (const { path, colour } of leaves) {
      const file = join(stack.files.imageFolder, path);
      mkdirSync(join(file, '..'), { recursive: true });
      writeFileSync(file, flatTiff(edge, colour));
    }
    await stack.gatehouse(
      ['policy', 'apply', '-', '--yes'],
      `${policyFor(people.tom.name)}  /random/open: { grants: [ { who: anyone, tier: full } ] }
  /random/closed: { grants: [ { who: signed-in, tier: full } ] }
`,
    );
    await stack.gatehouse(['images', 'scan']);
    const indexed = await until(
      async () =>
        (await stack.images()).filter(({ path }) => path.includes('random/')).length === leaves.length,
      { within: 30_000 },
    );
    assert.ok(indexed, 'every random name is in the index');
    await startTelling(stack);
  });
  after(async () => {
    await stopTelling(stack);
    await stack.gatehouse(['policy', 'apply', '-', '--yes'], policyFor(people.tom.name));
    await release();
  });

  const used = new Set<string>();
  const makeTries = (count: number): Try[] => {
    // Every rectangle of the picture that is at least 8 pixels wide and high, in a random order: no two are the same.
    return Array.from({ length: count }, () => {
      let region = '';
      do {
        const [x, y] = [random.below(edge - 8), random.below(edge - 8)];
        region = `${x},${y},${8 + random.below(edge - x - 7)},${8 + random.below(edge - y - 7)}`;
      } while (used.has(region));
      used.add(region);
      const [root = '', side = '', name = ''] = random.of(leaves).path.split('/');
      const identifier = randomSpelling([root, side, name], random);
      return { region, target: `/iiif/images/${identifier}/${region}/max/0/default.jpg` };
    });
  };

  /** Asks the check itself, as nginx does, for all addresses in one go. */
  async function decide(asked: readonly Try[]): Promise<Verdict[]> {
    const script = `
      const http = require('node:http');
      const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
      const targets = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
      const ask = (target) => new Promise((resolve) => {
        let request;
        try {
          request = http.request({ host: '127.0.0.1', port: 3001, path: '/query_auth', agent,
            headers: { 'x-original-uri': Buffer.from(target, 'utf8').toString('latin1'), 'x-gate-client': '198.51.100.9' } });
        } catch { resolve({ status: 400, image: null }); return; }
        request.on('response', (answer) => { answer.resume();
          resolve({ status: answer.statusCode, image: answer.headers['x-gate-image']?.split('/').at(-1) ?? null }); });
        request.on('error', (error) => resolve({ status: 0, image: String(error) }));
        request.end();
      });
      Promise.all(targets.map(ask)).then((all) => { process.stdout.write(JSON.stringify(all)); agent.destroy(); });`;
    const printed = await compose(stack.files, ['exec', '-T', 'auth', 'node', '-e', script], {
      stdin: JSON.stringify(asked.map(({ target }) => target)),
    });
    return JSON.parse(printed) as Verdict[];
  }

  it(`for ${tries} random spellings of names that look like one another`, async (test) => {
    const byPath = new Map(leaves.map((leaf) => [leaf.path, leaf]));
    let allowed = 0;
    const connections = Array.from({ length: 12 }, () => new RawConnection());
    for (let done = 0; done < tries; done += 5000) {
      const asked = makeTries(Math.min(5000, tries - done));
      const verdicts = await decide(asked);
      const pictures = new Map<string, Buffer>();
      const heads = new Map<string, string>();
      const left = asked.values();
      await Promise.all(
        connections.map(async (connection) => {
          for (const { target, region } of left) {
            const { head, body } = await patientRequest(connection, target);
            heads.set(region, head);
            if (/^content-type: image\//im.test(head)) pictures.set(region, body);
          }
        }),
      );
      const { opened, log } = await readOpened(stack);
      assert.ok(log.length > 0, 'iipsrv tells');
      const filesOf = new Map<string, Set<string>>();
      for (const { region, file } of opened)
        filesOf.set(region, (filesOf.get(region) ?? new Set()).add(file));
      for (const [index, { target, region }] of asked.entries()) {
        const verdict = verdicts[index];
        const files = filesOf.get(region) ?? new Set();
        const picture = pictures.get(region);
        if (verdict?.status !== 200) {
          assert.equal(picture, undefined, `a picture, though refused with ${verdict?.status}: ${target}`);
          assert.deepEqual([...files], [], `iipsrv was asked, though refused: ${target}`);
          continue;
        }
        allowed += 1;
        const decided = decodeURIComponent((verdict.image ?? '').replaceAll('!', '/'));
        const leaf = byPath.get(decided);
        assert.equal(leaf?.open, true, `allowed to anyone: ${decided} for ${target}`);
        assert.deepEqual([...files], [`/data/images/${decided}`], `${target}: ${heads.get(region)}`);
        assert.ok(picture, `no picture for ${target}`);
        assertColour(picture, leaf.colour, target);
      }
      for (const { file } of opened) assert.doesNotMatch(file, /\/random\/closed\//);
    }
    for (const connection of connections) connection.close();
    test.diagnostic(`${tries} asked, ${allowed} allowed, ${leaves.length} files`);
    assert.ok(allowed > tries / 10 && allowed < tries / 2, `${allowed} of ${tries} allowed`);
  });
});

/** A machine with much else to do may be asked to wait: what it says then is no answer about the file. */
async function patientRequest(connection: RawConnection, target: string): Promise<RawReply> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await connection.ask(requestBytes(target, { headers: { Connection: 'keep-alive' } }));
    if (attempt === 5 || !/^HTTP\/1\.1 (?:429|503) /.test(reply.head)) return reply;
    await wait(1000);
  }
}

function assertColour(jpeg: Buffer, colour: readonly number[], what: string): void {
  const { data } = decodeJpeg(jpeg);
  for (const [channel, value] of colour.entries())
    assert.ok(
      Math.abs((data[channel] ?? 0) - value) < 12,
      `another picture for ${what}: ${data.slice(0, 3).join()}`,
    );
}
