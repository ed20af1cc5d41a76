import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { formatConfigProblems, parseConfig } from './config.js';
import type { ConfigProblem, Environment } from './config/settings.js';

const key = 'k'.repeat(32);
const good = { DB_PASSWORD: 'db-password', AUTH_SECRET_KEY: key };

function problemsOf(
  env: Environment,
  files: Readonly<Record<string, string>> = {},
): readonly ConfigProblem[] {
  const result = parseConfig({ ...good, ...env }, (path) => {
    const text = files[path];
    if (text === undefined) throw new Error('ENOENT');
    return text;
  });
  return result.ok ? [] : result.error;
}

function configOf(env: Environment, files: Readonly<Record<string, string>> = {}) {
  const result = parseConfig({ ...good, ...env }, (path) => files[path] ?? '');
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('settings', () => {
  it('take the proxy’s networks for the stack’s own as soon as it tells of them, unless STACK_NETWORKS says which', () => {
    const facts = mkdtempSync(join(tmpdir(), 'gatehouse-facts-'));
    const config = configOf({ FACTS_ROOT: facts });
    const before = config.stackNetworks;
    writeFileSync(join(facts, 'networks'), '203.0.113.0/24\nno range\nfd9a:7e4a:e5e0:0000::/64\n');
    expect(config.stackNetworks).toEqual([...before, '203.0.113.0/24', 'fd9a:7e4a:e5e0:0000::/64']);
    const said = configOf({ FACTS_ROOT: facts, STACK_NETWORKS: '198.51.100.0/24' });
    expect(said.stackNetworks).toEqual(['198.51.100.0/24']);
    rmSync(facts, { recursive: true });
  });

  it('have safe defaults: nothing but what compose makes itself is needed', () => {
    expect(configOf({})).toMatchObject({
      publicUrl: 'https://localhost:8443',
      institution: 'localhost:8443',
      viewerOrigins: [],
      trustedProxies: [],
      scanIntervalSeconds: 900,
      derivatives: 'needed',
      derivativesBudgetGb: 20,
      iiif3Info: 'auth2',
      imagePlaceholder: true,
      sampleCollection: true,
      firstAdministrator: null,
      warnings: [],
    });
  });

  it('tell all mistakes at once, each with the variable, what is wrong and how to mend it', () => {
    const problems = problemsOf({
      HTTPS_PORT: '99999',
      VIEWER_ORIGINS: 'https://viewer.test, *',
      TRUSTED_PROXIES: '10.0.0.0/99',
      SCAN_INTERVAL: 'often',
      AUTH_SECRET_KEY: 'short',
    });
    expect(problems.map((problem) => problem.variable).sort()).toEqual([
      'AUTH_SECRET_KEY',
      'HTTPS_PORT',
      'SCAN_INTERVAL',
      'TRUSTED_PROXIES',
      'VIEWER_ORIGINS',
    ]);
    for (const problem of problems) {
      expect(problem.problem).not.toBe('');
      expect(problem.remedy).not.toBe('');
    }
    const text = formatConfigProblems(problems);
    expect(text.split('\n')).toHaveLength(6);
    expect(text).toMatch(/^5 problems in the settings; nothing was started\./);
    expect(text.match(/Remedy: /g)).toHaveLength(5);
  });

  it.each([
    ['PUBLIC_URL', 'http://images.test'],
    ['PUBLIC_URL', 'https://images.test/iiif'],
    ['PUBLIC_URL', 'https://user@images.test'],
    ['PUBLIC_URL', 'images.test'],
    ['VIRTUAL_HOST', 'https://images.test'],
    ['VIRTUAL_HOST', 'images.test/path'],
    ['VIRTUAL_HOST', 'evil"host'],
    ['HTTP_PORT', '0'],
    ['HTTPS_PORT', '-1'],
    ['HTTPS_PORT', '443x'],
    ['VIEWER_ORIGINS', '*'],
    ['VIEWER_ORIGINS', 'https://*.test'],
    ['VIEWER_ORIGINS', 'https://viewer.test/path'],
    ['VIEWER_ORIGINS', 'null'],
    ['TRUSTED_PROXIES', '0.0.0.0/0'],
    ['TRUSTED_PROXIES', '::/0'],
    ['TRUSTED_PROXIES', '128.0.0.0/1,0.0.0.0/1'],
    ['TRUSTED_PROXIES', '2000::/3'],
    ['TRUSTED_PROXIES', 'proxy'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['SCAN_INTERVAL', '5s'],
    ['SCAN_INTERVAL', '400d'],
    ['TIME_ZONE', 'Mars/Olympus'],
    ['DEFAULT_LANGUAGE', 'english please'],
    ['DEFAULT_LANGUAGE', 'tlh'],
    ['IIIF3_INFO', 'auth3'],
    ['IMG_PLACEHOLDER', 'perhaps'],
    ['LOG_LEVEL', 'loud'],
    ['AUTH_DB_CONNECTION', 'mysql://x/y'],
    ['AUTH_DB_CONNECTION', 'postgres://'],
  ])('%s=%s is refused', (variable, value) => {
    expect(problemsOf({ [variable]: value }).map((problem) => problem.variable)).toEqual([variable]);
  });

  it('say where people of an SQLite file go', () => {
    const [problem] = problemsOf({ AUTH_DB_CONNECTION: 'sqlite:////data/users.db' });
    expect(problem?.remedy).toContain('gatehouse user import');
  });

  it('build the address from host and port', () => {
    expect(configOf({ VIRTUAL_HOST: 'Images.Example.org', HTTPS_PORT: '443' }).publicUrl).toBe(
      'https://images.example.org',
    );
    expect(configOf({ VIRTUAL_HOST: 'a.test,b.test' }).publicUrl).toBe('https://a.test:8443');
    expect(configOf({ PUBLIC_URL: 'https://x.test/', VIRTUAL_HOST: 'a.test' }).publicUrl).toBe(
      'https://x.test',
    );
  });

  it('may each come from a file, without the line end', () => {
    const files = { '/run/key': `${'s'.repeat(40)}\n`, '/run/host': 'images.test\n' };
    const config = configOf(
      { AUTH_SECRET_KEY: undefined, AUTH_SECRET_KEY_FILE: '/run/key', VIRTUAL_HOST_FILE: '/run/host' },
      files,
    );
    expect(config.secretKey.reveal()).toBe('s'.repeat(40));
    expect(config.publicUrl).toBe('https://images.test:8443');
  });

  it.each(['AUTH_SECRET_KEY', 'VIRTUAL_HOST', 'DB_PASSWORD', 'AUTH_ADMIN_PASSWORD', 'AUTH_PASSWORD_SALT'])(
    '%s and its file, both set, are one mistake',
    (name) => {
      const problems = problemsOf(
        {
          AUTH_ADMIN_USERID: 'ines',
          AUTH_ADMIN_PASSWORD: 'long enough',
          [name]: 'x'.repeat(40),
          [`${name}_FILE`]: '/run/x',
        },
        { '/run/x': 'x'.repeat(40) },
      ).filter((problem) => problem.variable === name);
      expect(problems[0]?.problem).toContain(`both ${name} and ${name}_FILE`);
      expect(problems.filter((problem) => problem.problem.startsWith('both'))).toHaveLength(1);
    },
  );

  it.each([
    ['that is not there', {}],
    ['that is empty', { '/run/x': ' \n' }],
  ])('a file %s is a mistake of its own', (_, files) => {
    const problems = problemsOf({ AUTH_SECRET_KEY: undefined, AUTH_SECRET_KEY_FILE: '/run/x' }, files);
    expect(problems.map((problem) => problem.variable)).toEqual(['AUTH_SECRET_KEY_FILE']);
  });

  it.each([
    [{ AUTH_ADMIN_USERID: 'ines' }, 'AUTH_ADMIN_PASSWORD'],
    [{ AUTH_ADMIN_PASSWORD: 'long enough' }, 'AUTH_ADMIN_USERID'],
    [{ AUTH_ADMIN_USERID: 'ines', AUTH_ADMIN_PASSWORD: 'short' }, 'AUTH_ADMIN_PASSWORD'],
    [{ AUTH_ADMIN_USERID: 'i nes', AUTH_ADMIN_PASSWORD: 'long enough' }, 'AUTH_ADMIN_USERID'],
  ])('half an administrator is a mistake: %j', (env, variable) => {
    expect(problemsOf(env as unknown as Environment).map((problem) => problem.variable)).toEqual([variable]);
  });

  it('trust in everybody is called too wide, not malformed', () => {
    expect(problemsOf({ TRUSTED_PROXIES: '0.0.0.0/0' })[0]?.problem).toContain('so wide');
  });

  it('that are no longer needed are a warning', () => {
    expect(configOf({ AUTH_PASSWORD_SALT: 'salt' }).warnings).toEqual([
      expect.stringContaining('AUTH_PASSWORD_SALT'),
    ]);
  });

  it('count as unset when empty or blank', () => {
    expect(configOf({ VIRTUAL_HOST: '', VIEWER_ORIGINS: ' ', IMAGE_DIR: '' })).toMatchObject({
      publicUrl: 'https://localhost:8443',
      sampleCollection: true,
    });
  });

  it('never print a secret, in whatever way they are printed', () => {
    const config = configOf({
      AUTH_ADMIN_USERID: 'ines',
      AUTH_ADMIN_PASSWORD: 'admin-secret-1',
      AUTH_SECRET_KEY: `key-secret-${key}`,
      AUTH_DB_CONNECTION: 'postgres://u:db-secret@h/d',
    });
    const prints = [
      JSON.stringify(config),
      inspect(config, { depth: 9, showHidden: true }),
      String(config.secretKey),
      config.databaseUrl.toString(),
      Object.values(config).join(),
    ];
    for (const text of prints) expect(text).not.toMatch(/admin-secret|key-secret|db-secret/);
    const problems = problemsOf({
      AUTH_SECRET_KEY: 'short-secret',
      AUTH_ADMIN_USERID: 'ines',
      AUTH_ADMIN_PASSWORD: 'pw-secr',
      AUTH_DB_CONNECTION: 'mysql://u:db-secret@h/d',
      DB_PASSWORD: 'x-secret',
    });
    expect(problems).toHaveLength(3);
    expect(formatConfigProblems(problems)).not.toMatch(/secr\b|-secret/);
  });
});
