import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ask } from '../support/http-client.js';
import { mustRun, runCommand } from '../support/run-command.js';
import { projectName } from '../support/settings.js';
import { type Stack, useStack } from '../support/stack.js';
import { until } from '../support/wait.js';
import { Reader } from './reader.js';

const impostor = `${projectName}-impostor`;

/** Answers to everything on both ports with one status, as a careless framework or a wrong upstream might. */
const program = (status: number): string => `
  const answer = (request, response) => {
    response.writeHead(${status}, ${status} === 302 ? { location: '/' } : ${status} === 204 ? {} : { 'content-type': 'text/html' });
    response.end(${status} === 204 ? undefined : 'an impostor');
  };
  for (const port of [3000, 3001]) require('node:http').createServer(answer).listen(port);`;

/** The auth service replaced by something that answers, but wrongly. Warm tiles are in the cache meanwhile. */
describe('An auth service that answers wrongly', () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let reader: Reader;
  let warm: string;

  before(async () => {
    ({ stack, release } = await useStack());
    reader = await Reader.signedIn(stack);
    warm = `/iiif/images/${reader.id}/0,0,512,512/512,/0/default.jpg`;
    for (let i = 0; i < 3; i++) assert.equal((await reader.visitor.ask(warm)).status, 200);
    await stack.stop('auth');
  });
  after(async () => {
    await runCommand('docker', ['rm', '-f', impostor]);
    await stack.start('auth');
    await reader.secondsUntilBack();
    await release();
  });

  for (const status of [204, 200, 302, 404, 500, 401])
    it(`${status} by mistake opens nothing, warm or cold, and is 503 where it decided nothing`, async () => {
      await runCommand('docker', ['rm', '-f', impostor]);
      await mustRun('docker', [
        ...['run', '-d', '--name', impostor, '--network', `${projectName}_app`, '--network-alias', 'auth'],
        ...['node:24-trixie-slim', 'node', '-e', program(status)],
      ]);
      const arrived = await until(async () => (await ask('/account/')).status === status, { within: 20_000 });
      assert.ok(arrived, 'the impostor is asked');
      const paths = [
        warm,
        `/iiif/images/${reader.id}/info.json`,
        `/iiif/files/${reader.id}`,
        '/iiif/images/open!a.jp2/full/200,/0/default.jpg',
      ];
      for (const path of paths)
        for (const headers of [{}, reader.visitor.jar.headers()] as Record<string, string>[]) {
          const answer = await ask(path, { headers });
          assert.doesNotMatch(answer.header('content-type'), /^image\//, `${path}: ${answer.status}`);
          if (status === 401) assert.ok([401, 503].includes(answer.status));
          else assert.equal(answer.status, 503, `${path} with ${status}: ${answer.status}`);
        }
    });

  it('comes back by itself when the right one does', async (test) => {
    await runCommand('docker', ['rm', '-f', impostor]);
    await stack.start('auth');
    const seconds = await reader.secondsUntilBack();
    test.diagnostic(`back after ${seconds.toFixed(1)} s`);
    assert.ok(seconds < 60);
    assert.equal((await reader.strangersTile()).status, 401);
  });
});
