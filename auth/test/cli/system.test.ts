import { createServer } from 'node:http';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createProgram } from '../../src/cli/program.js';
import { Cli } from '../../src/cli/cli.js';
import { startFakeGateway } from '../library/fake-gateway.js';
import { openGatehouse } from './gatehouse.js';

let base: string;
let gateway: Awaited<ReturnType<typeof startFakeGateway>>;
let gatehouse: Awaited<ReturnType<typeof openGatehouse>>;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'gatehouse-cli-'));
  gateway = await startFakeGateway();
  const env = { IMAGE_ROOT: join(base, 'images'), DEMO_ROOT: join(base, 'demo'), GATEWAY_URL: gateway.url };
  gatehouse = await openGatehouse(env);
}, 30_000);
afterAll(async () => {
  await gatehouse.close();
  await gateway.stop();
  await rm(base, { recursive: true, force: true });
});

describe('gatehouse on a new database', () => {
  it('refuses to work before it is set up', async () => {
    expect(await gatehouse.run('user list')).toMatchObject({
      code: 1,
      err: expect.stringContaining('gatehouse migrate'),
    });
  });

  it('sets it up, makes what the settings name, and changes nothing the second time', async () => {
    const env = { AUTH_ADMIN_USERID: 'Ines', AUTH_ADMIN_PASSWORD: 'correct horse battery' };
    const first = await gatehouse.run('migrate', { env });
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining('first administrator: ines') });
    expect((await gatehouse.stores.policies.current())?.policy.folders.map((rule) => rule.pattern)).toEqual([
      '/open',
      '/closed',
    ]);
    const again = await gatehouse.run('migrate', {
      env: { ...env, AUTH_ADMIN_PASSWORD: 'another long password' },
    });
    expect(again).toEqual({ code: 0, out: 'The database is up to date.\n', err: '' });
    const credential = await gatehouse.stores.users.findCredential('ines');
    expect(await gatehouse.hasher.verify(credential?.passwordHash ?? '', 'correct horse battery')).toBe(true);
  });
});

describe('gatehouse on a working installation', () => {
  beforeEach(async () => {
    await gatehouse.empty();
    await rm(join(base, 'images'), { recursive: true, force: true });
    await mkdir(join(base, 'images', 'a'), { recursive: true });
  });

  it('starts an image folder of one’s own with everything closed', async () => {
    const run = await gatehouse.run('migrate', { env: { IMAGE_DIR: '/srv/images' } });
    expect(run).toMatchObject({ code: 0, out: expect.stringContaining('everything is closed') });
    expect((await gatehouse.stores.policies.current())?.policy.folders).toEqual([]);
  });

  it('withdraws the sample’s rules when IMAGE_DIR names a folder of one’s own, once, and no rule of anybody else', async () => {
    await gatehouse.run('migrate');
    const patterns = async (): Promise<readonly string[]> =>
      ((await gatehouse.stores.policies.current())?.policy.folders ?? []).map((rule) => rule.pattern);
    expect(await patterns()).toEqual(['/open', '/closed']);
    const text = (await gatehouse.run('policy export')).out.replace(
      'folders:',
      'folders:\n  /mine: { grants: [ { who: anyone, tier: full } ] }',
    );
    expect((await gatehouse.run('policy apply --yes -', { input: text })).code).toBe(0);
    const run = await gatehouse.run('migrate', { env: { IMAGE_DIR: '/srv/images' } });
    expect(run.out).toContain('your own folder starts closed');
    expect(await patterns()).toEqual(['/mine']);
    expect((await gatehouse.run('policy apply --yes -', { input: text })).code).toBe(0);
    await gatehouse.run('migrate', { env: { IMAGE_DIR: '/srv/images' } });
    expect(await patterns()).toHaveLength(3);
  });

  it('leaves an account alone that has the first administrator’s name, or is an administrator already', async () => {
    const env = { AUTH_ADMIN_USERID: 'tom', AUTH_ADMIN_PASSWORD: 'correct horse battery' };
    await gatehouse.run('user add tom --password-stdin', { input: 'an older password' });
    expect((await gatehouse.run('migrate', { env })).out).toContain('nothing was changed');
    expect((await gatehouse.stores.users.findByName('tom'))?.administrator).toBe(false);
    await gatehouse.run('user add ines --administrator --generate');
    await gatehouse.run('migrate', { env: { ...env, AUTH_ADMIN_USERID: 'marek' } });
    expect(await gatehouse.stores.users.findByName('marek')).toBeNull();
  });

  it('gives a set-up link only while nobody administers', async () => {
    const { link, administrator } = JSON.parse((await gatehouse.run('setup-link --json')).out);
    expect([administrator, link]).toEqual([null, expect.stringContaining('/account/link/')]);
    expect((await gatehouse.run('setup-link')).out).toContain('becomes the administrator');
    await gatehouse.run('user add ines --administrator --generate');
    expect(JSON.parse((await gatehouse.run('setup-link --json')).out)).toEqual({
      link: null,
      administrator: 'ines',
    });
    expect((await gatehouse.run('setup-link')).out).toContain('ines');
    expect(await gatehouse.run('setup-link --now')).toMatchObject({ code: 2 });
  });

  it('scans, lists and shows images', async () => {
    expect((await gatehouse.run('images list')).out).toContain('gatehouse images scan');
    await writeFile(join(base, 'images', 'a', 'b !.jp2'), Buffer.from('0000000c6a5020200d0a870a', 'hex'));
    await writeFile(join(base, 'images', 'a', 'c.jpg'), 'x');
    expect(await gatehouse.run('images scan')).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 file can not be served'),
    });
    expect(JSON.parse((await gatehouse.run('images list --json')).out)).toEqual([
      { id: 'a!b%20%21.jp2', path: 'a/b !.jp2', width: 6000, height: 4000, format: 'jp2' },
    ]);
    expect((await gatehouse.run('images list')).out).toBe('    6000 x 4000  jp2   a!b%20%21.jp2\n');
    expect((await gatehouse.run('images list --problems')).out).toMatch(/a\/c\.jpg +images +unsupported/);
    expect(JSON.parse((await gatehouse.run('images list --problems --json')).out)).toMatchObject([
      { code: 'unsupported' },
    ]);
    for (const name of ['a!b%20%21.jp2', 'https://localhost:8443/iiif/3/images/a!b%20%21.jp2/info.json'])
      expect(JSON.parse((await gatehouse.run(`images show ${name} --json`)).out)).toMatchObject({
        path: 'a/b !.jp2',
        info: 'https://localhost:8443/iiif/images/a!b%20%21.jp2/info.json',
      });
    for (const name of ['a!nothing.jp2', 'https://x/nonsense', 'a!!b'])
      expect(await gatehouse.run(`images show ${name}`)).toMatchObject({ code: 1 });
    for (const wrong of ['images', 'images show', 'images scan now'])
      expect(await gatehouse.run(wrong)).toMatchObject({ code: 2 });
  });

  it('keeps what is known of an emptied image folder, unless told to prune', async () => {
    await writeFile(join(base, 'images', 'x.jp2'), Buffer.from('0000000c6a5020200d0a870a', 'hex'));
    await gatehouse.run('images scan');
    await rm(join(base, 'images', 'x.jp2'));
    expect(await gatehouse.run('images scan')).toMatchObject({
      code: 1,
      err: expect.stringContaining('--prune'),
    });
    expect(await gatehouse.stores.images.count()).toBe(1);
    expect(await gatehouse.run('images scan --prune --json')).toMatchObject({ code: 0 });
    expect(await gatehouse.stores.images.count()).toBe(0);
  });

  it('says when the image folder or the image server is not there', async () => {
    await rm(join(base, 'images'), { recursive: true });
    expect(await gatehouse.run('images scan')).toMatchObject({
      code: 1,
      err: expect.stringContaining('mounted'),
    });
    await mkdir(join(base, 'images'));
    await writeFile(join(base, 'images', 'x.jp2'), Buffer.from('0000000c6a5020200d0a870a', 'hex'));
    const down = await gatehouse.run('images scan', { env: { GATEWAY_URL: 'http://127.0.0.1:9' } });
    expect(down).toMatchObject({ code: 1, err: expect.stringContaining('image server') });
  }, 15_000);

  it('prints the settings without a secret, or everything that is wrong with them', async () => {
    const good = await gatehouse.run('config check', {
      env: { AUTH_ADMIN_USERID: 'ines', AUTH_ADMIN_PASSWORD: 'correct horse battery' },
    });
    expect(good.code).toBe(0);
    expect(good.out).toContain('[secret]');
    expect(good.out).not.toMatch(/horse|ssss|postgres:/);
    const bad = {
      HTTPS_PORT: 'x',
      TIME_ZONE: 'Mars/Base',
      SCAN_INTERVAL: 'often',
      AUTH_SECRET_KEY: 'short',
      LOG_LEVEL: 'loud',
    };
    const refusal = await gatehouse.run('config check', { env: bad });
    expect(refusal.code).toBe(1);
    for (const name of Object.keys(bad)) expect(refusal.err).toContain(name);
    expect(JSON.parse((await gatehouse.run('config check --json', { env: bad })).out).problems).toHaveLength(
      5,
    );
    expect(await gatehouse.run('user list', { env: bad })).toMatchObject({ code: 1, err: refusal.err });
    expect(await gatehouse.run('config')).toMatchObject({ code: 2 });
  });

  it('says that the database can not be reached, without its address', async () => {
    const env = { AUTH_DB_CONNECTION: 'postgres://somebody:hidden@127.0.0.1:9/gone' };
    const { code, err } = await gatehouse.run('user list', { env });
    expect([code, err]).toEqual([1, expect.stringContaining('database can not be reached')]);
    expect(err).not.toMatch(/hidden|somebody/);
  });

  it('exports what happened', async () => {
    await gatehouse.run('group add staff');
    const [entry] = JSON.parse((await gatehouse.run('audit export --json')).out);
    expect(entry).toMatchObject({ number: 1, actor: 'command-line', kind: 'group-created', group: 'staff' });
    expect((await gatehouse.run('audit export --after 1')).out).toContain('exported');
    expect((await gatehouse.run('audit export --after 1')).out).not.toContain('staff');
    expect(await gatehouse.run('audit export --after x')).toMatchObject({ code: 2 });
  });

  it('asks the server whether it can answer', async () => {
    const server = createServer((request, response) =>
      response.writeHead(request.url === '/healthz' ? 200 : 503).end(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const env = { INTERNAL_PORT: String((server.address() as AddressInfo).port) };
    expect(await gatehouse.run('healthcheck --alive', { env })).toMatchObject({ code: 0 });
    expect(await gatehouse.run('healthcheck', { env })).toMatchObject({ code: 1 });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(await gatehouse.run('healthcheck', { env })).toMatchObject({ code: 1 });
    expect(await gatehouse.run('healthcheck --no')).toMatchObject({ code: 2 });
  });
});

describe('help', () => {
  it('is there for every command, with an example', async () => {
    const program = createProgram(new Cli({} as never));
    const commands = program.commands.flatMap((group) =>
      group.commands.length === 0
        ? [group.name()]
        : group.commands.map((command) => `${group.name()} ${command.name()}`),
    );
    expect(commands.length).toBeGreaterThan(30);
    for (const command of commands) {
      const { code, out } = await gatehouse.run(`${command} --help`);
      expect([command, code, out]).toEqual([
        command,
        0,
        expect.stringContaining(`Example:\n  $ gatehouse ${command}`),
      ]);
    }
    expect(await gatehouse.run('--help')).toMatchObject({ code: 0 });
    expect(await gatehouse.run('')).toMatchObject({ code: 2 });
    expect(await gatehouse.run('nonsense')).toMatchObject({ code: 2 });
  });
});
