import './ops-settings.js';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { ask } from '../support/http-client.js';
import { people } from '../support/people.js';
import { mustRun } from '../support/run-command.js';
import { folders } from '../support/settings.js';
import { Visitor } from '../support/visitor.js';
import { until } from '../support/wait.js';
import { project } from './ops-settings.js';
import { OpsStack } from './ops-stack.js';

const rules = `version: 1
folders:
  /: { grants: [ { who: signed-in, tier: full } ] }
`;

/** Grafana is in no distribution; everything else of the profile runs here, with Debian's Prometheus where need be. */
describe('metrics and logs', () => {
  const stack = new OpsStack([], ['metrics'], { LOG_LEVEL: 'debug' });
  const ines = new Visitor();
  let image = '';

  before(async () => {
    // `engine ensure` would also want Grafana, which it can't make.
    await mustRun('./scripts/stand-ins/make', ['prom/prometheus:v3.5.0'], { cwd: folders.repository }).catch(() => undefined); // prettier-ignore
    await stack.down();
    await stack.compose(['up', '-d', '--build', '--wait', 'proxy', 'auth', 'image-server', 'prometheus']);
    await stack.gatehouse(['policy', 'apply', '-', '--yes'], rules);
    const listed = async (): Promise<string> => {
      const { stdout } = await stack.gatehouse(['images', 'list', '--json']);
      return (JSON.parse(stdout) as { id: string }[])[0]?.id ?? '';
    };
    image = (await until(listed, { within: 60_000, every: 1000 })) ?? '';
    await ines.signIn(people.ines.name, people.ines.password);
  });
  after(async () => stack.remove());

  interface Found {
    readonly metric: Readonly<Record<string, string>>;
    readonly value: readonly [number, string];
  }
  async function query(expression: string): Promise<Found[]> {
    const args = ['exec', '-T', 'prometheus', 'promtool', 'query', 'instant', '-o', 'json', 'http://127.0.0.1:9090', expression]; // prettier-ignore
    const found = JSON.parse(await stack.compose(args)) as Found[] | { result: Found[] };
    return Array.isArray(found) ? found : found.result;
  }

  it('Prometheus reaches every part, and loads all rules', async () => {
    const jobs = ['auth', 'image-server', 'prometheus', 'proxy'];
    const up = await until(
      async () => {
        const answering = (await query('up == 1')).map(({ metric }) => metric['job'] ?? '');
        return answering.toSorted().join() === jobs.join();
      },
      { within: 60_000, every: 1000 },
    );
    assert.ok(up, JSON.stringify(await query('up')));
    const wanted = readFileSync(join(folders.repository, 'metrics/alerts.yml'), 'utf8').match(/- alert: /g);
    const loaded = await query('prometheus_rule_group_rules');
    assert.equal(Number(loaded[0]?.value[1]), wanted?.length);
  });

  it('promtool approves of configuration and rules, and the rules fire when they should', async () => {
    const run = (...args: string[]): Promise<string> =>
      mustRun('docker', ['run', '--rm', '--network', 'none', '--entrypoint', 'promtool', '-v', `${folders.repository}/metrics:/metrics:ro`, '-w', '/metrics', 'prom/prometheus:v3.5.0', ...args]); // prettier-ignore
    assert.match(await run('check', 'config', 'prometheus.yml'), /SUCCESS/);
    assert.match(await run('test', 'rules', 'alerts-test.yml'), /SUCCESS/);
  });

  it('the dashboard asks for numbers that there are', async () => {
    for (let n = 0; n < 3; n++) await ines.ask(`/iiif/images/${image}/full/200,/0/default.jpg`);
    await ines.ask('/iiif-token');
    const fromFiles = ['grafana/dashboards/gatehouse.json', 'alerts.yml'].map((name) =>
      readFileSync(join(folders.repository, 'metrics', name), 'utf8'),
    );
    const wanted = new Set(fromFiles.join('\n').match(/\bgatehouse_[a-z_]+/g));
    const names = async (): Promise<Set<string>> =>
      new Set((await query('{__name__=~"gatehouse_.*"}')).map(({ metric }) => metric['__name__'] ?? ''));
    // Without the companions nobody knows of them; nothing failed.
    const absent = /^gatehouse_(backup_|certificate_renewal_ok|failures_total)/;
    const missing = async (): Promise<string[]> => {
      const there = await names();
      return [...wanted].filter((name) => !there.has(name) && !absent.test(name));
    };
    await until(async () => (await missing()).length === 0, { within: 60_000, every: 2000 });
    assert.deepEqual(await missing(), []);
    const hits = async (): Promise<boolean> =>
      (await query('sum(gatehouse_proxy_cache_total{status="HIT"})')).some(({ value }) => Number(value[1]) >= 1);
    assert.ok(await until(hits, { within: 60_000, every: 2000 }));
  });

  it('one request has one id in the logs of proxy, auth service and image server', async () => {
    const answer = await ines.ask(`/iiif/images/${image}/full/17,/0/default.jpg`);
    assert.equal(answer.status, 200);
    const id = answer.header('x-request-id');
    assert.match(id, /^[0-9a-f]{32}$/);
    const linesWith = async (service: string): Promise<Record<string, unknown>[]> => {
      const text = await stack.compose(['logs', '--no-color', '--no-log-prefix', service]);
      return text.split('\n').filter((line) => line.includes(id)).map((line) => JSON.parse(line.slice(line.indexOf('{'))) as Record<string, unknown>); // prettier-ignore
    };
    for (const [service, field, value] of [
      ['proxy', 'status', 200],
      ['auth', 'outcome', 'allow'],
      ['image-server', 'status', 200],
    ] as const) {
      const told = await until(async () => (await linesWith(service)).some((line) => line[field] === value), { within: 10_000 }); // prettier-ignore
      assert.ok(told, `${service}: ${JSON.stringify(await linesWith(service))}`);
    }
  });

  it('no log holds a password, cookie, token, key, one-time link, query or whole address', async () => {
    const planted = 'planted-4c1b9e';
    const info = await ines.ask(`/iiif-token?messageId=${planted}-message&origin=https://archive.test:1`);
    const page = await ines.ask('/iiif-token');
    const token = /"accessToken":\s*"([^"]+)"/.exec(page.text())?.[1] ?? '';
    const key = (JSON.parse((await stack.gatehouse(['key', 'create', '--name', 'log', '--user', people.ines.name, '--json'])).stdout) as { key?: string; secret?: string }); // prettier-ignore
    const keyText = key.key ?? key.secret ?? Object.values(key).find((value) => String(value).startsWith('ghk_')) ?? '';
    const link = JSON.parse((await stack.gatehouse(['user', 'link', people.ines.name, '--json'])).stdout) as { link?: string; url?: string }; // prettier-ignore
    const address = link.link ?? link.url ?? '';
    const path = new URL(address).pathname;
    await ines.ask(path);
    await new Visitor().signIn(people.ines.name, `${planted}-password`);
    await ask(`/iiif/images/${image}/info.json?x=${planted}-query`, { headers: { authorization: `Bearer ${planted}-bearer`, cookie: `__Host-gatehouse=${planted}-cookie`, referer: `https://x.test/?${planted}-referer` } }); // prettier-ignore
    await ask(`/iiif/images/${image}/full/19,/0/default.jpg`, { headers: { authorization: `Gatehouse-Key ${String(keyText)}` } });
    assert.equal(info.status, 200);
    const cookies = ines.jar.headers()['cookie'] ?? '';
    const values = cookies.split(/;\s*/).map((pair) => pair.slice(pair.indexOf('=') + 1));
    const secrets = [planted, people.ines.password, token, String(keyText), path.split('/').at(-1) ?? '', ...values];
    assert.ok(secrets.every((secret) => secret.length > 8), JSON.stringify(secrets.map((secret) => secret.length)));
    const log = await stack.compose(['logs', '--no-color', '--no-log-prefix']);
    assert.ok(log.length > 10_000);
    for (const [index, secret] of secrets.entries()) assert.ok(!log.includes(secret), `secret ${index} is in a log`);
    const clients = [...log.matchAll(/"client":"([^"]*)"/g)].map(([, client]) => client ?? '');
    assert.ok(clients.length > 0);
    assert.ok(clients.every((client) => /\.0$|::$|^-$/.test(client)), clients.join());
    assert.ok(project !== '');
  });
});
