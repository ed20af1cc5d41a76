import './ops-settings.js';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { request } from 'node:https';
import { connect, type PeerCertificate } from 'node:tls';
import { after, before, describe, it } from 'node:test';
import { ask } from '../support/http-client.js';
import { mustRun } from '../support/run-command.js';
import { archive, folders, ports } from '../support/settings.js';
import { sleep, until } from '../support/wait.js';
import { OpsStack } from './ops-stack.js';
import { project } from './ops-settings.js';

const further = `www.${archive.host}`;
/** Seconds that a certificate lasts: it is renewed when a third is left. */
const life = 45;

/** Runs in the order it is written: a certificate is got, renewed, and outlives its authority. */
describe('certificates, with an authority of the test’s own (Debian’s pebble)', () => {
  const stack = new OpsStack(['e2e/ops/pebble/compose.yml'], ['tls'], {
    VIRTUAL_HOST: `${archive.host},${further}`,
    LETSENCRYPT_EMAIL: 'archive@archive.test',
    CERTIFICATE_SECONDS: String(life),
  });
  let root = '';

  before(async () => {
    const env = {
      COMPOSE_FILE: 'docker-compose.yml:e2e/ops/pebble/compose.yml',
      COMPOSE_PROFILES: 'tls',
      COMPOSE_PROJECT_NAME: project,
    };
    await mustRun('./scripts/engine', ['ensure'], { cwd: folders.repository, env });
    await stack.up();
  });
  after(async () => stack.remove());

  /** The chain's top, as the authority hands it out; another one each time it starts. */
  const readRoot = (): Promise<string> =>
    stack.compose(['exec', '-T', 'pebble', 'curl', '-fsSk', 'https://127.0.0.1:15000/roots/0']);

  it('is up before there is any certificate, and gets one for both names, served without a restart', async () => {
    const before = await startedAt(stack);
    root = await readRoot();
    const served = await until(async () => trusted(archive.host, root), { within: 60_000 });
    assert.ok(served, await stack.compose(['logs', '--no-color', 'certbot']));
    assert.ok(await trusted(further, root));
    assert.equal(await trusted('other.test', root), null);
    assert.equal(await startedAt(stack), before);
  });

  it('leads from the further name to the public address, over both ports', async () => {
    const answer = await ask('/iiif/collections?x=1', {
      headers: { host: `${further}:${ports.https}`, origin: 'https://viewer.test' },
    });
    assert.equal(answer.status, 308);
    assert.equal(answer.header('location'), `${archive.origin}/iiif/collections?x=1`);
    assert.equal(answer.header('access-control-allow-origin'), '*');
    const plain = await mustRun('curl', ['-s', '-o', '/dev/null', '-w', '%{http_code} %{redirect_url}', '-H', `Host: ${further}`, `http://127.0.0.1:${ports.http}/x`]); // prettier-ignore
    assert.equal(plain, `308 ${archive.origin}/x`);
    assert.equal((await ask('/', { headers: { host: 'evil.test' } })).status, 421);
  });

  it('renews before it runs out, while a client downloads without interruption', async () => {
    const first = await certificate();
    const whole = await ask('/view/mirador.js');
    const slow = downloadSlowly('/view/mirador.js', 20_000);
    let asked = 0;
    let failed = 0;
    const renewed = await until(
      async () => {
        asked += 1;
        const answer = await ask('/healthz').catch(() => null);
        if (answer?.status !== 200) failed += 1;
        return (await certificate()).fingerprint256 !== first.fingerprint256;
      },
      { within: life * 1000, every: 300 },
    );
    assert.ok(renewed, await stack.compose(['logs', '--no-color', 'certbot']));
    assert.ok(Date.now() < Date.parse(first.valid_to), 'only after the old one had run out');
    const download = slow.received();
    assert.equal(whole.status, 200);
    assert.ok(download < whole.body.length, `the download of ${whole.body.length} bytes was over before the renewal`);
    slow.hurry();
    assert.equal(await slow.finished, createHash('sha256').update(whole.body).digest('hex'));
    assert.ok(asked > 5);
    assert.equal(failed, 0);
    assert.ok(((await stack.metric('gatehouse_certificate_days')) ?? -1) > 0);
    assert.equal(await stack.metric('gatehouse_certificate_renewal_ok'), 1);
  });

  it('keeps the old certificate and the site when the authority is gone, and tells of it', async () => {
    await stack.compose(['kill', 'pebble']);
    const told = await until(
      async () => (await stack.metric('gatehouse_certificate_renewal_ok')) === 0,
      { within: 90_000, every: 1000 },
    );
    assert.ok(told, await stack.compose(['logs', '--no-color', 'certbot']));
    const last = await certificate();
    const over = Date.parse(last.valid_to) + 1000 - Date.now();
    if (over > 0) await sleep(over);
    assert.equal((await certificate()).fingerprint256, last.fingerprint256);
    assert.equal((await ask('/healthz')).status, 200);
    assert.ok((await until(async () => ((await stack.metric('gatehouse_certificate_days')) ?? 1) < 0, { within: 40_000, every: 1000 }))); // prettier-ignore
    const doctor = await stack.gatehouse(['doctor', '--json']);
    assert.equal(doctor.code, 1);
    const { findings } = JSON.parse(doctor.stdout) as { findings: { id: string; state: string }[] };
    const failed = findings.filter(({ state }) => state === 'fail').map(({ id }) => id);
    assert.deepEqual(failed.toSorted(), ['certificate', 'renewal']);
    // What the container's health check asks.
    const health = await stack.tryCompose(['exec', '-T', 'certbot', 'python3', '/companion/facts.py', 'healthy']);
    assert.equal(health.code, 1);
  });
});

async function startedAt(stack: OpsStack): Promise<string> {
  const id = (await stack.compose(['ps', '-q', 'proxy'])).trim();
  return mustRun('docker', ['inspect', '-f', '{{.State.StartedAt}} {{.RestartCount}}', id]);
}

function certificate(options: object = { rejectUnauthorized: false }, name = archive.host): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: ports.https, servername: name, ...options }, () => {
      resolve(socket.getPeerCertificate());
      socket.end();
    });
    socket.on('error', reject);
  });
}

/** The certificate for that name if it is the authority's; else null. */
async function trusted(name: string, root: string): Promise<PeerCertificate | null> {
  return certificate({ ca: root }, name).catch(() => null);
}

/** Reads so many bytes a second, until told to hurry; gives the hash of all. */
function downloadSlowly(path: string, perSecond: number) {
  const hash = createHash('sha256');
  let received = 0;
  let wait = true;
  const finished = new Promise<string>((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: ports.https, path, servername: archive.host, rejectUnauthorized: false, agent: false, headers: { host: `${archive.host}:${ports.https}` } }, // prettier-ignore
      async (response) => {
        try {
          for await (const chunk of response as AsyncIterable<Buffer>) {
            hash.update(chunk);
            received += chunk.length;
            if (wait) await sleep((chunk.length / perSecond) * 1000);
          }
          resolve(hash.digest('hex'));
        } catch (error) {
          reject(error as Error);
        }
      },
    );
    sent.on('error', reject);
    sent.end();
  });
  return { finished, received: () => received, hurry: () => void (wait = false) };
}
