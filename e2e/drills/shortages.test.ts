import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { compose, containerOf } from '../support/compose.js';
import { ask } from '../support/http-client.js';
import { inParallel } from '../support/in-parallel.js';
import { people } from '../support/people.js';
import { decodeJpeg } from '../support/pixels.js';
import { recreate } from '../support/recreate.js';
import { type CommandResult, runCommand } from '../support/run-command.js';
import { type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { sleep, until } from '../support/wait.js';
import { Reader } from './reader.js';

const patience = 10;

/** Something runs out, or may only be read: what is decided stays decided, what can't be done is said, nothing stays broken. */
describe('Shortages', () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let reader: Reader;

  const sql = (...statements: readonly string[]): Promise<string> =>
    compose(stack.files, [
      'exec',
      '-T',
      'db',
      'psql',
      '-U',
      'gatehouse',
      '-d',
      'gatehouse',
      '-v',
      'ON_ERROR_STOP=1',
      ...statements.flatMap((text) => ['-c', text]),
    ]);
  const isBack = async (test: { diagnostic: (text: string) => void }): Promise<void> => {
    const seconds = await reader.secondsUntilBack();
    test.diagnostic(`back after ${seconds.toFixed(1)} s`);
    assert.ok(seconds < patience, `${seconds} s`);
    assert.equal((await reader.strangersTile()).status, 401, 'closed is closed');
  };

  before(async () => {
    ({ stack, release } = await useStack());
    reader = await Reader.signedIn(stack);
    assert.ok(await reader.reads());
  });
  after(() => release());

  it('disk full for the tile cache: every picture is whole all the same, and nothing closed opens', async (test) => {
    await recreate(
      stack,
      'proxy',
      `  proxy:
    volumes: !override
      - certificates:/var/lib/gatehouse/certificates
      - letsencrypt:/var/lib/gatehouse/letsencrypt:ro
      - acme:/var/www/acme:ro
    tmpfs:
      - /var/cache/gatehouse:uid=101,gid=101,mode=0700,size=64m
`,
    );
    const inProxy = async (script: string): Promise<CommandResult> =>
      runCommand('docker', ['exec', await containerOf(stack.files, 'proxy'), 'sh', '-c', script]);
    try {
      assert.ok(await reader.reads());
      await inProxy('dd if=/dev/zero of=/var/cache/gatehouse/something-else bs=64k; true');
      const seconds = await reader.secondsUntilBack();
      const read = await inParallel(
        Array.from({ length: 40 }, (_, i) => i),
        4,
        () => reader.reads(),
      );
      assert.deepEqual(
        read.filter((whole) => !whole),
        [],
        'tiles that did not come',
      );
      const left = (await inProxy('df -k --output=avail /var/cache/gatehouse | tail -n 1')).stdout.trim();
      test.diagnostic(`${left} kB left; tiles came again after ${seconds.toFixed(1)} s`);
      assert.equal((await reader.strangersTile()).status, 401);
    } finally {
      await recreate(stack, 'proxy');
    }
    await isBack(test);
  });

  it('database read-only: pictures and refusals go on, signing in is refused in words, and all comes back', async (test) => {
    await sql('ALTER SYSTEM SET default_transaction_read_only = on', 'SELECT pg_reload_conf()');
    try {
      await sleep(500);
      const tiles = await Promise.all(Array.from({ length: 5 }, () => reader.tile()));
      assert.deepEqual(
        tiles.map(({ status }) => status),
        [200, 200, 200, 200, 200],
      );
      assert.equal((await reader.strangersTile()).status, 401);
      const refused = await new Visitor().signIn(people.tom.name, people.tom.password);
      test.diagnostic(`tiles ${tiles.map(({ status }) => status).join(' ')}, signing in ${refused.status}`);
      assert.equal(refused.status, 503);
      assert.doesNotMatch(refused.text(), /read-only transaction|\bat .*:\d+:\d+/);
    } finally {
      await sql(
        'SET default_transaction_read_only = off',
        'ALTER SYSTEM RESET default_transaction_read_only',
      ).catch(() =>
        compose(stack.files, [
          'exec',
          '-T',
          '-e',
          'PGOPTIONS=-c default_transaction_read_only=off',
          'db',
          'psql',
          '-U',
          'gatehouse',
          '-d',
          'gatehouse',
          '-c',
          'ALTER SYSTEM RESET default_transaction_read_only',
        ]),
      );
      await sql('SELECT pg_reload_conf()');
    }
    await isBack(test);
    assert.ok(
      await until(
        async () => (await new Visitor().signIn(people.tom.name, people.tom.password)).status === 200,
        { within: 10_000 },
      ),
      'signing in works again',
    );
  });

  it('database out of connections: pictures and refusals go on, and all comes back', async (test) => {
    // Some are asked for, so that what is known is known, and then nobody can open a connection any more.
    assert.ok(await reader.reads());
    const hold = `
      const { Client } = require('pg');
      const password = require('node:fs').readFileSync('/run/gatehouse/db/password', 'utf8');
      const open = async () => {
        const client = new Client({ host: 'db', user: 'gatehouse', database: 'gatehouse', password });
        client.on('error', () => undefined);
        await client.connect();
      };
      (async () => {
        let held = 0;
        for (;;) { try { await open(); held += 1; } catch { break; } }
        setTimeout(() => process.exit(held > 50 ? 0 : 1), 6000);
      })();`;
    const holding = runCommand('docker', [
      ...['exec', await containerOf(stack.files, 'auth'), 'node', '-e', hold],
    ]);
    await sleep(2500);
    const answers = await Promise.all([
      ...Array.from({ length: 6 }, () => reader.tile()),
      ...Array.from({ length: 6 }, () => reader.strangersTile()),
    ]);
    const statuses = answers.map(({ status }) => status);
    test.diagnostic(statuses.join(' '));
    assert.deepEqual(statuses, [...Array<number>(6).fill(200), ...Array<number>(6).fill(401)]);
    const signIn = await new Visitor().signIn(people.tom.name, people.tom.password).catch(() => null);
    assert.ok(signIn === null || [200, 503].includes(signIn.status), `${signIn?.status}`);
    assert.equal((await holding).code, 0, 'all connections were taken');
    await isBack(test);
  });

  it('image server dies in the middle of an answer: no half picture is kept, and it comes back', async (test) => {
    const whole = `/iiif/images/${reader.id}/${reader.fresh()[0]},0,2000,4000/max/0/default.jpg`;
    const asking = reader.visitor.ask(whole, { timeout: 30_000 }).then(
      ({ status, body, header }) => ({ status, body, length: header('content-length') }),
      (error: Error) => ({ status: 0, body: Buffer.alloc(0), length: error.message }),
    );
    await sleep(250);
    await stack.kill('image-server');
    const first = await asking;
    test.diagnostic(`the client saw ${first.status}`);
    if (first.status === 200) decodeJpeg(first.body);
    else assert.ok([0, 502, 503, 504].includes(first.status), `${first.status}`);
    await isBack(test);
    const again = await reader.visitor.ask(whole, { timeout: 30_000 });
    assert.equal(again.status, 200);
    const { width, height } = decodeJpeg(again.body);
    assert.deepEqual([width, height], [2000, 4000], 'whole');
    assert.equal((await ask(whole)).status, 401);
  });
});
