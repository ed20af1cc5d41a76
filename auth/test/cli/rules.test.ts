import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openGatehouse } from './gatehouse.js';
import { anImage } from '../support/factories.js';
import { epochSeconds } from '../../src/core/time.js';

let gatehouse: Awaited<ReturnType<typeof openGatehouse>>;

beforeAll(async () => {
  gatehouse = await openGatehouse();
  await gatehouse.run('migrate');
}, 30_000);
beforeEach(async () => {
  await gatehouse.empty();
  await gatehouse.run('group add staff');
});
afterAll(async () => {
  await gatehouse.close();
});

async function addImages(...paths: readonly string[]): Promise<void> {
  const scan = await gatehouse.stores.catalogue.begin('images', 'folders', epochSeconds(1));
  await scan?.put(paths.map((path) => anImage(path)));
  await scan?.finish(epochSeconds(2));
}

const rules = (...folders: readonly string[]): { input: string } => ({
  input: `version: 1\nfolders:\n${folders.map((folder) => `  ${folder}\n`).join('')}`,
});
const openA = '/a: { grants: [ { who: anyone, tier: full } ] }';
const staffA = '/a: { grants: [ { who: "group:staff", tier: full } ] }';

const termsFor = (valid: string): { input: string } => ({
  input: `version: 1
timezone: UTC
agreements:
  terms: { version: 1, valid: ${valid}, title: { en: Terms }, text: { en: For study only. } }
folders:
  /: { grants: [ { who: anyone, tier: full, agree: terms } ] }
`,
});

describe('gatehouse policy', () => {
  it.each(['check', 'apply'])(
    'says of a file that is no text that it is none, in one line (policy %s)',
    async (verb) => {
      for (const bytes of [
        Buffer.from([...Array(100_000).keys()].map((index) => index * 31)),
        Buffer.from('version: 1\n# \u00e4', 'latin1'),
        Buffer.from('version: 1\n\0\u0001\u0002'),
      ]) {
        const { code, err } = await gatehouse.run(`policy ${verb} rules.yaml`, {
          bytes: { 'rules.yaml': bytes },
        });
        expect([code, err.trim().split('\n').length, err.length < 200]).toEqual([1, 1, true]);
        expect(err).toMatch(/rules\.yaml: line \d+ is not UTF-8 text/);
      }
    },
  );

  it('quotes no more than a little of what it can not read', async () => {
    const long = 'x'.repeat(5000);
    for (const input of [
      `version: 1\n@${long}\n`,
      `version: 1\n${long}: 1\n`,
      `version: "${long}"\n`,
      `version: 1\ntimezone: ${long}\n`,
      `version: 1\nfolders: { /a: { grants: [ { who: "${long}", tier: full } ] } }\n`,
      `version: 1\nfolders: { /a: { grants: [ { who: anyone, tier: ${long} } ] } }\n`,
      `version: 1\nfolders: { /${long}*[: { hidden: true } }\n`,
      `version: 1\nplaces: { here: [ "${long}" ] }\n`,
    ]) {
      const { code, err } = await gatehouse.run('policy check -', { input });
      expect([code, err.split('\n').filter((line) => line.length > 400)]).toEqual([1, []]);
    }
  });

  it('says what is wrong with rules, all of it, with lines', async () => {
    const { code, err } = await gatehouse.run(
      'policy check -',
      rules(
        '/a: { grants: [ { who: anyone, tier: huge } ] }',
        '/b: { grants: [ { who: "group:nobody", tier: full } ] }',
        '/c: { odd: 1 }',
      ),
    );
    expect(code).toBe(1);
    expect(err).toMatch(/line 3.*huge/);
    expect(err).toMatch(/line 4.*nobody/);
    expect(err).toMatch(/line 5/);
    expect(await gatehouse.run('policy check -', rules(staffA))).toMatchObject({ code: 0 });
    expect(await gatehouse.run('policy check nowhere.yaml')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nowhere.yaml'),
    });
    expect(await gatehouse.run('policy check')).toMatchObject({ code: 2 });
  });

  it('tells what would open and close, without changing anything', async () => {
    await addImages('a/1.jp2', 'a/2.jp2', 'b/3.jp2');
    const plan = JSON.parse((await gatehouse.run('policy plan - --json', rules(openA))).out);
    expect(plan).toMatchObject({
      basedOn: 0,
      total: 3,
      unchanged: 1,
      opens: { count: 2 },
      closes: { count: 0 },
    });
    expect(plan.opens.samples[0]).toEqual({ id: 'a!1.jp2', who: 'anyone', before: 'closed', after: 'full' });
    expect((await gatehouse.run('policy plan -', rules(openA))).out).toContain('opens 2 images:');
    expect(await gatehouse.stores.policies.current()).toBeNull();
  });

  it('says of a change that opens 412 images that it opens 412, and which, and opens none of them without --yes', async () => {
    const opened = Array.from({ length: 412 }, (_, index) => `a/box ${index % 7}/${index}.jp2`);
    const ids = opened.map((path) => path.replaceAll('/', '!').replaceAll(' ', '%20')).sort();
    await addImages(...opened, ...Array.from({ length: 100 }, (_, index) => `b/${index}.jp2`));
    await gatehouse.run(
      'policy apply - --yes',
      rules('/b: { grants: [ { who: "group:staff", tier: full } ] }'),
    );
    const change = rules(openA, '/b: { grants: [ { who: "group:staff", tier: full } ] }');

    const short = JSON.parse((await gatehouse.run('policy plan - --json', change)).out);
    expect(short).toMatchObject({ total: 512, unchanged: 100, opens: { count: 412 }, closes: { count: 0 } });
    expect(short.opens.samples).toHaveLength(20);
    const long = JSON.parse((await gatehouse.run('policy plan - --json --list', change)).out);
    expect(long.opens.count).toBe(412);
    expect(long.opens.samples.map(({ id }: { readonly id: string }) => id).sort()).toEqual(ids);
    expect(long.opens.samples[0]).toMatchObject({ who: 'anyone', before: 'closed', after: 'full' });

    const { out } = await gatehouse.run('policy plan -', change);
    expect(out).toContain('Of 512 images, 100 stay as they are.');
    expect(out).toMatch(
      /opens 412 images:\n(?: {4}a!box%20\d!\d+\.jp2 {2}anyone: closed -> full\n){5} {4}and 407 others\n/,
    );
    const listed = (await gatehouse.run('policy plan - --list', change)).out;
    expect(
      Array.from(listed.matchAll(/^ {4}(\S+) {2}anyone: closed -> full$/gm), ([, id]) => id ?? '').sort(),
    ).toEqual(ids);

    const running = (await gatehouse.stores.policies.current())?.number;
    expect(await gatehouse.run('policy apply -', change)).toMatchObject({
      code: 1,
      out: expect.stringContaining('opens 412 images:'),
      err: expect.stringContaining('Nothing was published: 412 images would be more open'),
    });
    expect((await gatehouse.stores.policies.current())?.number).toBe(running);
    expect(await gatehouse.run('policy apply - --yes', change)).toMatchObject({ code: 0 });
    expect((await gatehouse.stores.policies.current())?.number).not.toBe(running);
  });

  it('opens nothing without --yes, and closes without asking', async () => {
    await addImages('a/1.jp2');
    const refusal = await gatehouse.run('policy apply -', rules(openA));
    expect(refusal).toMatchObject({ code: 1, err: expect.stringContaining('1 image would be more open') });
    expect(await gatehouse.stores.policies.current()).toBeNull();
    expect(await gatehouse.run('policy apply - --yes --note why', rules(openA))).toMatchObject({ code: 0 });
    expect(await gatehouse.run('policy apply -', rules(staffA))).toMatchObject({ code: 0 });
    expect((await gatehouse.stores.policies.history()).map(({ number, note }) => [number, note])).toEqual([
      [2, ''],
      [1, 'why'],
    ]);
    expect(await gatehouse.events()).toContain('policy-published');
  });

  it('asks for a yes for folders that hold no image yet, too', async () => {
    expect(await gatehouse.run('policy apply -', rules(openA))).toMatchObject({
      code: 1,
      err: expect.stringContaining('hold no image yet'),
    });
    expect(
      await gatehouse.run('policy apply -', rules('/a/*.tif: { grants: [ { who: anyone, tier: full } ] }')),
    ).toMatchObject({ code: 1 });
  });

  it('asks for a yes when something opens later, by a date', async () => {
    await addImages('a/1.jp2');
    const later = '/a: { grants: [ { who: anyone, tier: full, from: 2031-01-01 } ] }';
    expect(await gatehouse.run('policy apply -', rules(later))).toMatchObject({
      code: 1,
      err: expect.stringContaining('later'),
    });
  });

  it('publishes the same rules once only', async () => {
    await gatehouse.run('policy apply - --yes', rules(openA));
    expect(await gatehouse.run('policy apply -', rules(openA))).toMatchObject({
      code: 0,
      out: expect.stringContaining('nothing would change'),
    });
    expect(await gatehouse.stores.policies.history()).toHaveLength(1);
  });

  it('notices that somebody else published meanwhile', async () => {
    await gatehouse.run('policy apply - --yes', rules(openA));
    await gatehouse.run('policy apply - --yes', rules(staffA));
    expect(await gatehouse.run('policy apply - --yes --based-on 1', rules(openA))).toMatchObject({
      code: 1,
      err: expect.stringContaining('number 2'),
    });
    expect(await gatehouse.run('policy apply - --yes --based-on 2', rules(openA))).toMatchObject({ code: 0 });
    expect(await gatehouse.run('policy apply - --based-on two', rules(openA))).toMatchObject({ code: 2 });
  });

  it('tells whoever applies an export of before what others published meanwhile, and how to get it back', async () => {
    await gatehouse.run('policy apply - --yes', rules(openA));
    const exported = (await gatehouse.run('policy export')).out;
    expect(exported).toMatch(/^# Exported from number 1\.\n/);
    await gatehouse.run('policy apply - --yes', rules(staffA));
    const late = { input: `${exported}  /late: { grants: [] }\n` };
    const told = await gatehouse.run('policy apply - --yes', late);
    expect(told).toMatchObject({
      code: 0,
      out: expect.stringContaining('in place of number 2 by command line'),
    });
    expect(told.err).toContain('exported from number 1; number 2 by command line runs by now');
    expect(told.err).toContain('gatehouse policy rollback 2');
    expect(await gatehouse.run('policy apply - --yes --based-on 1', late)).toMatchObject({ code: 1 });
    expect((await gatehouse.run('policy plan -', rules(openA))).out).toContain('policy apply --based-on 3');
  });

  it('exports what can be applied again', async () => {
    expect(await gatehouse.run('policy export')).toMatchObject({ code: 1, out: '' });
    expect((await gatehouse.run('policy history')).out).toContain('everything is closed');
    await gatehouse.run('policy apply - --yes', rules(openA));
    await gatehouse.run('policy apply - --yes', rules(staffA));
    const { out } = await gatehouse.run('policy export');
    expect(out).toContain('group:staff');
    expect((await gatehouse.run('policy plan -', { input: out })).out).toContain('nothing would change');
    expect((await gatehouse.run('policy export --number 1')).out).toContain('anyone');
    expect(await gatehouse.run('policy export --number 9')).toMatchObject({ code: 1 });
    expect(JSON.parse((await gatehouse.run('policy history --json')).out)).toMatchObject([
      { number: 2, by: 'command line' },
      { number: 1 },
    ]);
  });

  it('goes back to earlier rules, under the same conditions', async () => {
    await gatehouse.run('policy apply - --yes', rules(openA));
    await gatehouse.run('policy apply - --yes', rules(staffA));
    expect(await gatehouse.run('policy rollback 1')).toMatchObject({ code: 1 });
    expect(await gatehouse.run('policy rollback 1 --yes')).toMatchObject({ code: 0 });
    expect(await gatehouse.run('policy rollback 7 --yes')).toMatchObject({ code: 1 });
    expect(await gatehouse.run('policy rollback')).toMatchObject({ code: 2 });
    // Rules that name a group which is gone are not brought back.
    await gatehouse.run('group delete staff');
    expect(await gatehouse.run('policy rollback 2 --yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('staff'),
    });
  });

  it('publishes nothing without --yes under which lapsed acceptances would count again', async () => {
    await gatehouse.run('policy apply - --yes', termsFor('1d'));
    const refused = await gatehouse.run('policy apply -', termsFor('30d'));
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('acceptances of terms') });
    expect((await gatehouse.run('policy apply - --yes', termsFor('30d'))).code).toBe(0);
    expect((await gatehouse.run('policy apply -', termsFor('2d'))).code).toBe(0);
  });
});

describe('gatehouse why', () => {
  beforeEach(async () => {
    await addImages('a/1.jp2');
    await gatehouse.run('user add tom --group staff --generate');
    const places = 'version: 1\ntimezone: Europe/Berlin\nplaces:\n  room: [ 192.0.2.0/24 ]\nfolders:\n';
    const folders = `  ${staffA}\n  /room: { grants: [ { who: "place:room", tier: full } ] }\n  /later: { grants: [ { who: anyone, tier: full, from: 2031-01-01 } ] }\n`;
    await gatehouse.run('policy apply - --yes', { input: places + folders });
  });

  it.each([
    ['https://localhost:8443/iiif/images/a!1.jp2/info.json', 'closed'],
    ['https://localhost:8443/iiif/3/images/a%2F1.jp2/full/max/0/default.jpg --as tom', 'full'],
    ['/iiif/manifests/a --as TOM', 'full'],
    ['a!1.jp2 --as tom', 'full'],
    ['room!x.jp2', 'closed'],
    ['room!x.jp2 --ip 192.0.2.9', 'full'],
    ['later!x.jp2 --at 2030-12-31T23:59', 'closed'],
    ['later!x.jp2 --at 2031-01-01', 'full'],
    ['/iiif/collections', 'closed'],
  ])('%s: %s', async (argv, tier) => {
    const { code, out } = await gatehouse.run(`why ${argv} --json`);
    expect(code).toBe(0);
    expect(JSON.parse(out).decision.tier).toBe(tier);
    expect((await gatehouse.run(`why ${argv}`)).out).toContain(`: ${tier} for `);
  });

  it('says what would help, and that an image is not known', async () => {
    expect((await gatehouse.run('why a!1.jp2')).out).toContain('would help: signing in');
    expect((await gatehouse.run('why a!2.jp2 --as tom')).out).toContain('404');
    // A recording, which is in no index of images.
    const recording = 'why https://localhost:8443/iiif/files/a!song.mp3';
    expect((await gatehouse.run(recording)).out).not.toContain('404');
  });

  it('tells everything that is wrong with a question', async () => {
    const { code, err } = await gatehouse.run('why /nonsense --as nobody --ip 999.1.1.1 --at yesterday');
    expect([code, err.trim().split('\n').length]).toEqual([1, 4]);
    expect(await gatehouse.run('why a!1.jp2 --ip 999.1.1.1')).toMatchObject({ code: 1 });
    expect(await gatehouse.run('why')).toMatchObject({ code: 2 });
  });
});
