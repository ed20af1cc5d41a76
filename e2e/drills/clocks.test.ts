import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { dated, policyFor } from '../fixtures/collection.js';
import { containerOf } from '../support/compose.js';
import { isFullRun } from '../support/full-run.js';
import { ask } from '../support/http-client.js';
import { infoPath, tilePath } from '../support/iiif.js';
import { people } from '../support/people.js';
import { recreate } from '../support/recreate.js';
import { mustRun } from '../support/run-command.js';
import { projectName } from '../support/settings.js';
import { type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { sleep } from '../support/wait.js';
import { Reader } from './reader.js';

const image = `${projectName}-auth-with-a-false-clock`;
const hours = 3600;
const [embargo, , closing] = dated.map(({ path }) => path.replaceAll('/', '!')) as [string, string, string];
const tile = (id: string): string => tilePath(id, [0, 0, 256, 256], 256);

/** The auth service's clock jumps while it runs (libfaketime, in an image of the test's own): nothing opens that the rules keep closed then. */
describe('Clock jumps', { skip: !isFullRun && 'in the full run: it builds an image' }, () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let reader: Reader;
  let clock: string;

  /** Sets the clock so far off, as somebody does by hand or a time server by mistake. */
  async function jumpTo(offset: number): Promise<void> {
    writeFileSync(clock, `${offset < 0 ? '-' : '+'}${Math.abs(offset)}s\n`);
    await sleep(1200); // what the rules say now is in effect within a second
  }
  const statusOf = async (path: string): Promise<number> => (await ask(path)).status;
  const read = async (visitor: Visitor): Promise<number> =>
    (await visitor.ask(tilePath(reader.id, reader.fresh(), 256))).status;
  const startsOf = async (): Promise<string> =>
    mustRun('docker', ['inspect', '-f', '{{.RestartCount}} {{.State.StartedAt}}', await containerOf(stack.files, 'auth')]);

  before(async () => {
    ({ stack, release } = await useStack());
    const folder = join(stack.files.folder, 'clock');
    mkdirSync(folder, { recursive: true });
    clock = join(folder, 'now');
    writeFileSync(clock, '+0s\n');
    await mustRun('docker', ['build', '-q', '-t', image, '-'], {
      stdin: `FROM ${projectName}-auth
USER root
RUN apt-get update && apt-get install -y --no-install-recommends libfaketime && rm -rf /var/lib/apt/lists/* && ln -s /usr/lib/*/faketime/libfaketime.so.1 /usr/lib/libfaketime.so.1
USER 10001:10001
`,
    });
    await recreate(
      stack,
      'auth',
      `  auth:
    image: ${image}
    environment:
      - LD_PRELOAD=/usr/lib/libfaketime.so.1
      - FAKETIME_TIMESTAMP_FILE=/clock/now
      - FAKETIME_NO_CACHE=1
      - FAKETIME_DONT_FAKE_MONOTONIC=1
    volumes: [ "${folder}:/clock:ro" ]
`,
    );
    reader = await Reader.signedIn(stack);
    const inTwoHours = new Date(Date.now() + 2 * hours * 1000).toISOString().replace(/\.\d+/, '');
    await stack.gatehouse(
      ['policy', 'apply', '-', '--yes'],
      `${policyFor(people.tom.name)}
  /dates/embargo: { grants: [ { who: anyone, tier: full } ], ceilings: [ { max: closed, until: "${inTwoHours}" } ] }
  /dates/until:   { grants: [ { who: anyone, tier: full, until: "${inTwoHours}" } ] }
`,
    );
    await reader.secondsUntilBack();
  });
  after(async () => {
    await recreate(stack, 'auth');
    await reader.secondsUntilBack();
    await stack.gatehouse(['policy', 'apply', '-', '--yes'], policyFor(people.tom.name));
    await release();
  });

  it('forwards and back by hours: sessions, embargoes and dates are as they should be at each time', async (test) => {
    const began = await startsOf();
    const at = async (): Promise<Record<string, number>> => ({
      reader: await read(reader.visitor),
      description: (await reader.visitor.ask(infoPath(reader.id))).status,
      stranger: (await reader.strangersTile()).status,
      embargo: await statusOf(tile(embargo)),
      closing: await statusOf(tile(closing)),
    });
    const asItWas = { reader: 200, description: 200, stranger: 401, embargo: 403, closing: 200 };
    assert.deepEqual(await at(), asItWas);

    await jumpTo(3 * hours);
    assert.deepEqual(await at(), { reader: 401, description: 401, stranger: 401, embargo: 200, closing: 403 });
    const fromTheFuture = new Visitor();
    await fromTheFuture.signIn(people.ayesha.name, people.ayesha.password);
    assert.equal(await read(fromTheFuture), 200);

    await jumpTo(0);
    assert.equal(await statusOf(tile(embargo)), 403, 'the embargo holds again');
    assert.equal(await read(fromTheFuture), 401, 'a session of the future does not count');

    await jumpTo(-3 * hours);
    assert.equal(await statusOf(tile(embargo)), 403);
    assert.equal(await read(reader.visitor), 401, 'before it began a session does not count');
    assert.equal((await reader.strangersTile()).status, 401);

    await jumpTo(0);
    const again = await at();
    test.diagnostic(`right again 1.2 s after the clock: ${JSON.stringify(again)}`);
    assert.deepEqual(again, asItWas);
    assert.equal(await startsOf(), began, 'nothing had to be started again');
  });
});
