import './ops-settings.js';
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type CommandResult, runCommand } from '../support/run-command.js';
import { folders } from '../support/settings.js';

interface Config {
  readonly services: Readonly<
    Record<
      string,
      { readonly ports?: readonly unknown[]; readonly environment?: Readonly<Record<string, string | null>> }
    >
  >;
}

const neutral = {
  PUBLIC_URL: '',
  VIRTUAL_HOST: '',
  TRUSTED_PROXIES: '',
  COMPOSE_FILE: '',
  HTTP_PORT: '',
  PROXY_BIND: '',
};

function config(overlay: string, settings: Readonly<Record<string, string>>): Promise<CommandResult> {
  const files = ['docker-compose.yml', `docker-compose.${overlay}.yml`].flatMap((file) => ['-f', file]);
  // Nothing of this machine's own settings.
  const args = ['compose', '--env-file', '/dev/null', ...files, 'config', '--format', 'json'];
  return runCommand('docker', args, { cwd: folders.repository, env: { ...neutral, ...settings } });
}

async function proxyOf(
  overlay: string,
  settings: Readonly<Record<string, string>>,
): Promise<Config['services'][string]> {
  const { code, stdout, stderr } = await config(overlay, settings);
  assert.equal(code, 0, stderr);
  const { services } = JSON.parse(stdout) as Config;
  const published = Object.entries(services).filter(([, { ports }]) => (ports ?? []).length > 0);
  assert.deepEqual(
    published.map(([name]) => name).filter((name) => name !== 'proxy'),
    [],
  );
  assert.equal(services['auth']?.environment?.['TLS_TERMINATED'], 'elsewhere');
  return services['proxy'] ?? {};
}

describe('overlays', () => {
  it('behind a proxy: plain HTTP, for this machine only', async () => {
    const proxy = await proxyOf('behind-proxy', {
      PUBLIC_URL: 'https://a.example',
      TRUSTED_PROXIES: '172.16.0.0/12',
    });
    assert.equal(proxy.ports?.length, 1);
    assert.match(
      JSON.stringify(proxy.ports),
      /"target":8080,.*"host_ip":"127\.0\.0\.1"|"host_ip":"127\.0\.0\.1".*"target":8080/,
    );
    assert.equal(proxy.environment?.['TLS_TERMINATED'], 'elsewhere');
  });

  it('behind nginx-proxy: no port of its own, and the names of acme-companion before 2.8 and since', async () => {
    const settings = {
      VIRTUAL_HOST: 'a.example',
      LETSENCRYPT_EMAIL: 'x@a.example',
      TRUSTED_PROXIES: '172.18.0.0/16',
    };
    const { ports, environment } = await proxyOf('nginx-proxy', settings);
    assert.deepEqual(ports ?? [], []);
    for (const [name, value] of [
      ['VIRTUAL_HOST', 'a.example'],
      ['VIRTUAL_PORT', '8080'],
      ['LETSENCRYPT_HOST', 'a.example'],
      ['ACME_HOST', 'a.example'],
      ['LETSENCRYPT_EMAIL', 'x@a.example'],
      ['ACME_EMAIL', 'x@a.example'],
      ['HTTPS_PORT', '443'],
    ] as const)
      assert.equal(environment?.[name], value, name);
  });

  it('accept the file that switched the companion off in the system many come from', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gatehouse-override-'));
    const override = join(folder, 'docker-compose.override.yml');
    writeFileSync(override, `version: '3'\n\nservices:\n  certbot:\n    image: tianon/true\n    restart: "no"\n`);
    const args = ['-f', 'docker-compose.yml', '-f', override, 'config', '--services'];
    const result = await runCommand('docker', ['compose', '--env-file', '/dev/null', ...args], {
      cwd: folders.repository,
      env: { ...neutral, COMPOSE_PROFILES: '' },
    });
    rmSync(folder, { recursive: true });
    assert.equal(result.code, 0, result.stderr);
    const services = result.stdout.trim().split('\n');
    assert.ok(services.includes('proxy') && !services.includes('certbot'));
  });

  it('metrics: a dashboard on this machine only, read from the files that are here', async () => {
    const args = ['compose', '--env-file', '/dev/null', '--profile', 'metrics', '-f', 'docker-compose.yml', 'config', '--format', 'json']; // prettier-ignore
    const { code, stdout, stderr } = await runCommand('docker', args, { cwd: folders.repository, env: neutral });
    assert.equal(code, 0, stderr);
    const { services } = JSON.parse(stdout) as { services: Record<string, { ports?: { host_ip?: string }[]; volumes?: { type: string; source: string }[] }> }; // prettier-ignore
    const { ports = [], volumes = [] } = services['grafana'] ?? {};
    assert.deepEqual(ports.map(({ host_ip: ip }) => ip), ['127.0.0.1']); // prettier-ignore
    const bound = [...volumes, ...(services['prometheus']?.volumes ?? [])].filter(({ type }) => type === 'bind');
    assert.equal(bound.length, 4);
    assert.deepEqual(bound.filter(({ source }) => !existsSync(source)), []); // prettier-ignore
    assert.deepEqual(services['prometheus']?.ports ?? [], []);
  });

  it('refuse to start where nobody said whose word about addresses counts', async () => {
    for (const [overlay, settings] of [
      ['behind-proxy', { PUBLIC_URL: 'https://a.example' }],
      ['nginx-proxy', { VIRTUAL_HOST: 'a.example' }],
    ] as const) {
      const { code, stderr } = await config(overlay, settings);
      assert.notEqual(code, 0);
      assert.match(stderr, /TRUSTED_PROXIES/);
    }
  });
});
