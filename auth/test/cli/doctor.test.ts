import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { epochSeconds } from '../../src/core/time.js';
import { policyOf } from '../support/example-policy.js';
import { anImage } from '../support/factories.js';
import { openGatehouse } from './gatehouse.js';

/** Answers everything with one status, and keeps what was asked, as it came. */
const asked: { readonly url: string; readonly host: string }[] = [];
let server: Server;
let gatehouse: Awaited<ReturnType<typeof openGatehouse>>;
let address = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', host: request.headers.host ?? '' });
    response.writeHead(request.url === '/iiif/a/info.json' ? 200 : 418, { Connection: 'close' });
    response.end(
      request.url === '/iiif/a/info.json' ? '{"@context":"http://iiif.io/api/image/2/context.json"}' : '',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  gatehouse = await openGatehouse({ PUBLIC_URL: 'https://images.test' });
  await gatehouse.run('migrate');
  const policy = policyOf(
    'version: 1\nfolders:\n  /shut: { grants: [ { who: signed-in, tier: full } ] }\n  /free: { grants: [ { who: anyone, tier: full } ] }\n',
  );
  await gatehouse.stores.policies.publish(policy, 1, 'test', '');
  const scan = await gatehouse.stores.catalogue.begin('images', 'folders', epochSeconds(1));
  await scan?.put([anImage('free/1.jp2'), anImage('shut/a b.jp2')]);
  await scan?.visited('free', [anImage('free/1.jp2').path], []);
  await scan?.visited('shut', [anImage('shut/a b.jp2').path], []);
  await scan?.finish(epochSeconds(2));
}, 30_000);
afterAll(async () => {
  await gatehouse.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('gatehouse doctor', () => {
  it('asks for a closed and an open image under the public name, through the address it is given', async () => {
    asked.length = 0;
    const { code, out, err } = await gatehouse.run(`doctor --json --from ${address}`);
    const report = JSON.parse(out) as {
      target: string;
      closed: unknown;
      failed: number;
      findings: unknown[];
    };
    expect(report.target).toBe('https://images.test');
    expect(report.closed).toEqual({
      version2: '/iiif/images/shut!a%20b.jp2',
      version3: '/iiif/3/images/shut!a%20b.jp2',
    });
    expect([code, err]).toEqual([1, `${report.failed} checks failed.\n`]);
    expect(asked.map(({ url }) => url)).toEqual(
      expect.arrayContaining([
        '/iiif/images/shut!a%20b.jp2/info.json',
        '//iiif/images/shut!a%20b.jp2/full/full/0/default.jpg',
      ]),
    );
    expect(new Set(asked.map(({ host }) => host))).toEqual(new Set(['images.test', 'evil.example']));
  });

  it('says in words what is wrong and how to mend it', async () => {
    const { out } = await gatehouse.run(`doctor --from ${address}`);
    expect(out).toMatch(/^FAIL {2}Only the public address is answered: status 418 for another host$/m);
    expect(out).toMatch(/^ {6}Remedy: /m);
  });

  it('writes a page that can be published', async () => {
    const { code, out } = await gatehouse.run(`doctor --from ${address} --html report.html`);
    expect([code, out]).toEqual([1, '']);
    expect(gatehouse.written.get('report.html')).toMatch(/^<!doctype html>[\s\S]*What to do: /);
    expect((await gatehouse.run(`doctor --from ${address} --html -`)).out).toMatch(/^<!doctype html>/);
  });

  it('examines any other server by one of its images', async () => {
    const { code, out } = await gatehouse.run(`doctor --json --target ${address}/iiif/a/info.json`);
    const report = JSON.parse(out) as { target: string; open: unknown };
    expect([code, report.target, report.open]).toEqual([1, address, { version2: '/iiif/a', version3: null }]);
    expect((await gatehouse.run(`doctor --target ${address}/nothing`)).err).toMatch(
      /no info.json at \/nothing/,
    );
    expect((await gatehouse.run('doctor --target ftp://x/')).code).toBe(1);
  });
});
