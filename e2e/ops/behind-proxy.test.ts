import './ops-settings.js';
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ask } from '../support/http-client.js';
import { people } from '../support/people.js';
import { mustRun } from '../support/run-command.js';
import { archive } from '../support/settings.js';
import { until } from '../support/wait.js';
import { Visitor } from '../support/visitor.js';
import { subnet6 } from './ops-settings.js';
import { OpsStack } from './ops-stack.js';

const rules = `version: 1
places: { reading-room: [ 203.0.113.0/24 ] }
folders:
  /: { grants: [ { who: "place:reading-room", tier: full }, { who: signed-in, tier: full } ] }
`;
/** Before /64: `fd9a:…` without its `::`. */
const net = (subnet6 ?? '').replace(/::\/64$/, '');
const forged = { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9', forwarded: 'for=203.0.113.9;host=evil.test', 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'http' }; // prettier-ignore

describe('behind a proxy of somebody’s own that ends TLS and appends to X-Forwarded-For', () => {
  const tls = mkdtempSync(join(tmpdir(), 'gatehouse-outer-'));
  const stack = new OpsStack(['docker-compose.behind-proxy.yml', 'e2e/ops/outer/compose.yml'], [], {
    OUTER_NET: net,
    OUTER_TLS: tls,
    TRUSTED_PROXIES: `${net}::50`,
    LOG_ADDRESSES: 'full',
  });
  let image = '';

  before(async () => {
    chmodSync(tls, 0o755);
    await mustRun('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '9', '-subj', '/CN=archive.test', '-keyout', join(tls, 'key.pem'), '-out', join(tls, 'cert.pem')]); // prettier-ignore
    chmodSync(join(tls, 'key.pem'), 0o644);
    await stack.up();
    await stack.gatehouse(['policy', 'apply', '-', '--yes'], rules);
    const first = async (): Promise<string> =>
      (JSON.parse((await stack.gatehouse(['images', 'list', '--json'])).stdout) as { id: string }[])[0]?.id ?? '';
    image = (await until(first, { within: 60_000, every: 1000 })) ?? '';
  });
  after(async () => {
    await stack.remove();
    rmSync(tls, { recursive: true, force: true });
  });

  it('sees the visitor’s address, not the proxy’s, and believes no forged one', async () => {
    const path = `/iiif/images/${image}/full/50,/0/default.jpg`;
    for (const headers of [{}, forged]) {
      const answer = await ask(path, { headers });
      assert.equal(answer.status, 401);
      const id = answer.lines('x-request-id')[0] ?? 'none';
      assert.match(id, /^[0-9a-f]{32}$/);
      const clientOf = async (): Promise<string> => {
        const log = await stack.compose(['logs', '--no-color', '--no-log-prefix', 'proxy']);
        const line = log.split('\n').find((one) => one.includes(id));
        return /"client":"([^"]*)"/.exec(line ?? '')?.[1] ?? '';
      };
      const client = (await until(clientOf, { within: 10_000 })) ?? '';
      // Who asks from this machine comes through the engine's gateway.
      assert.match(client, /^(?:172|192|10)\.[\d.]+\.1$|^fd[0-9a-f:]+::1$/);
    }
  });

  it('links and cookies are the public address’s, whatever headers say', async () => {
    const info = await ask(`/iiif/images/${image}/info.json`, { headers: forged });
    assert.equal(info.status, 401);
    const text = info.text();
    assert.ok(text.includes(`"${archive.origin}/iiif/images/${image}"`));
    assert.ok(!/evil\.test|http:\/\/archive|:8080|proxy/.test(text));
    const tom = new Visitor();
    const page = await tom.signIn(people.ines.name, people.ines.password);
    assert.equal(page.status, 200);
    assert.match(tom.jar.headers()['cookie'] ?? '', /__Host-gatehouse=/);
    assert.equal((await tom.ask(`/iiif/images/${image}/full/50,/0/default.jpg`)).status, 200);
    const opened = await ask('/iiif-login', { headers: { accept: 'text/html', 'sec-fetch-mode': 'navigate' } });
    for (const line of opened.lines('set-cookie')) assert.match(line, /; ?secure/i);
  });

  it('is found well by the doctor, from outside and from inside', async () => {
    const report = await stack.gatehouse(['doctor', '--json']);
    const { findings } = JSON.parse(report.stdout) as { findings: { id: string; state: string; seen: string }[] };
    assert.deepEqual(findings.filter(({ state }) => state === 'fail'), []);
  });
});
