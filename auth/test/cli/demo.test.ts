import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openGatehouse, type Run } from './gatehouse.js';

type Gatehouse = Awaited<ReturnType<typeof openGatehouse>>;

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-demo-'));
const [images, demo] = [join(folder, 'images'), join(folder, 'demo')];
let gatehouse: Gatehouse;

beforeAll(async () => {
  mkdirSync(join(images, 'staff'), { recursive: true });
  mkdirSync(demo);
  writeFileSync(join(demo, '.collection'), 'test');
  gatehouse = await openGatehouse({ IMAGE_DIR: images, IMAGE_ROOT: images, DEMO_ROOT: demo });
  await gatehouse.run('migrate');
});
beforeEach(async () => gatehouse.empty());
afterAll(async () => {
  await gatehouse.close();
  rmSync(folder, { recursive: true });
});

/** The rules as text; the number they were exported from changes with every version. */
const rules = async (): Promise<string> =>
  (await gatehouse.run('policy export')).out.replace(/^# Exported from number \d+\.\n/, '');
const load = async (env: Readonly<Record<string, string>> = {}): Promise<Run> =>
  gatehouse.run('demo load', { env });

async function publish(text: string): Promise<void> {
  const run = await gatehouse.run('policy apply - --yes', { input: text });
  expect(run).toMatchObject({ code: 0 });
}

describe('demo load', () => {
  it('adds people in their groups, with a password each, told once', async () => {
    const first = await load();
    expect(first.code).toBe(0);
    expect(first.out).toMatch(/^ {2}ines {5}[A-Za-z2-9]{20}$/m);
    expect((await gatehouse.stores.users.findByName('ines'))?.administrator).toBe(true);
    expect((await gatehouse.stores.users.findByName('tom'))?.groups).toEqual(['staff']);
    expect((await gatehouse.stores.users.findByName('ayesha'))?.groups).toEqual(['researchers']);
    expect((await gatehouse.stores.users.findByName('marek'))?.groups).toEqual([]);
    expect((await gatehouse.stores.users.findByName('marek'))?.administrator).toBe(false);
  });

  it('changes nothing when it runs again', async () => {
    await load();
    const [before, events] = [await rules(), await gatehouse.events()];
    const again = await load();
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).not.toMatch(/accounts/);
    expect([await rules(), await gatehouse.events()]).toEqual([before, events]);
  });

  it('takes the password of the settings and never prints it', async () => {
    const run = await load({ DEMO_PASSWORD: 'let us try the demo' });
    expect(run.out).toContain('password: DEMO_PASSWORD');
    expect(run.out).not.toContain('let us try');
    const credential = await gatehouse.stores.users.findCredential('tom');
    expect(await gatehouse.hasher.verify(credential?.passwordHash ?? '', 'let us try the demo')).toBe(true);
  });

  it('refuses a password that is guessed first, and makes nobody', async () => {
    expect(await load({ DEMO_PASSWORD: 'password1' })).toMatchObject({ code: 1 });
    expect(await gatehouse.stores.users.list()).toEqual([]);
  });

  it('refuses where its pictures are not', async () => {
    const run = await load({ DEMO_ROOT: join(folder, 'none') });
    expect(run.code).toBe(1);
    expect(run.err).toContain('./scripts/start --demo');
  });

  it('makes no rule for a folder that the administrator has', async () => {
    const run = await load();
    expect(run.out).toContain('There is a folder staff of yours');
    expect(await rules()).not.toMatch(/^ {2}\/staff:/m);
    expect(await rules()).toMatch(/^ {2}\/reading-room\/terminal:/m);
  });

  it('leaves the administrator’s people, groups, tiers and rules as they are, and says so', async () => {
    await gatehouse.run('group add staff');
    await gatehouse.run('user add tom --generate');
    await publish(
      'version: 1\ntimezone: UTC\ntiers: { preview: { max_edge: 90 } }\nfolders:\n' +
        '  /: { grants: [ { who: "group:staff", tier: full } ] }\n  /book: { grants: [] }\n',
    );
    const before = await gatehouse.stores.users.findByName('tom');
    const run = await load();
    for (const words of [
      'user tom of yours',
      'group staff of yours',
      'tier preview of yours',
      'rule /book of yours',
    ])
      expect(run.out).toContain(words);
    expect(await gatehouse.stores.users.findByName('tom')).toEqual(before);
    expect(await gatehouse.stores.users.listMembers('staff')).toEqual([]);
    expect(await rules()).toMatch(/preview: \{ max_edge: 90 \}/);
    expect((await gatehouse.run('why book!001.jp2 --as marek --json')).out).toMatch(/"tier": ?"closed"/);
  });
});

describe('demo clear', () => {
  it('takes away everything that was added', async () => {
    await publish('version: 1\ntimezone: Europe/Berlin\nfolders: { /: { grants: [] } }\n');
    const before = await rules();
    await load();
    const run = await gatehouse.run('demo clear');
    expect(run.code).toBe(0);
    expect(run.out).not.toMatch(/Note:/);
    expect(await rules()).toBe(before);
    expect(await gatehouse.stores.users.list()).toEqual([]);
    expect(await gatehouse.stores.users.listGroups()).toEqual([]);
    expect((await gatehouse.run('demo clear')).out).toBe('The demo is not loaded.\n');
  });

  it('leaves what the administrator changed or uses by now, and says why', async () => {
    await load();
    await gatehouse.run('user add maria --group curators --generate');
    const text = (await rules()).replace(
      /^ {2}\/open:\n {4}grants:\n.*\n/m,
      '  /open: { grants: [ { who: anyone, tier: preview } ] }\n',
    );
    await publish(text);
    const run = await gatehouse.run('demo clear');
    expect(run.code).toBe(0);
    expect(run.out).toContain('The rule /open stays: it was changed since.');
    expect(run.out).toContain('The tier preview stays: other rules use it.');
    expect(run.out).toContain('The group curators stays: maria is in it.');
    expect(await rules()).not.toMatch(/\/terms|reading-room/);
    expect((await gatehouse.stores.users.list()).map(({ name }) => name)).toEqual(['maria']);
  });

  it('never deletes somebody of the same name who came later', async () => {
    await load();
    await gatehouse.run('user delete marek');
    await gatehouse.run('user add marek --generate');
    await gatehouse.run('demo clear');
    expect((await gatehouse.stores.users.list()).map(({ name }) => name)).toEqual(['marek']);
  });
});
