import type { UserId } from '../../src/core/identity/user.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SessionHash } from '../../src/core/session/session.js';
import { epochSeconds } from '../../src/core/time.js';
import { openGatehouse } from './gatehouse.js';

let gatehouse: Awaited<ReturnType<typeof openGatehouse>>;

beforeAll(async () => {
  gatehouse = await openGatehouse();
  await gatehouse.run('migrate');
}, 30_000);
beforeEach(async () => {
  await gatehouse.empty();
});
afterAll(async () => {
  await gatehouse.close();
});

const secret = 'correct horse battery';

async function add(name: string, more = ''): Promise<void> {
  const { code, err } = await gatehouse.run(`user add ${name} --password-stdin ${more}`, {
    input: `${secret}\n`,
  });
  expect([code, err]).toEqual([0, '']);
}

async function addSession(name: string, byte: number): Promise<void> {
  const user = await gatehouse.stores.users.findByName(name);
  await gatehouse.stores.sessions.save({
    hash: Buffer.alloc(32, byte).toString('base64url') as SessionHash,
    kind: 'content',
    user: user?.id ?? null,
    origins: [],
    agreements: {},
    createdAt: epochSeconds(1_789_999_000),
    lastSeenAt: epochSeconds(1_789_999_900),
    address: '192.0.2.7',
    userAgent: 'Mozilla\u001b[31m',
    secondFactor: false,
  });
}

describe('gatehouse agreement', () => {
  it('lists who agreed to what, and takes it back', async () => {
    expect((await gatehouse.run('agreement list')).out).toBe('Nobody with an account agreed to anything.\n');
    await add('tom');
    const tom = await gatehouse.stores.users.findByName('tom');
    if (tom === null) throw new Error('no tom');
    const at = epochSeconds(1_790_000_000);
    await gatehouse.stores.users.recordAcceptance(tom.id, 'terms', { version: 3, at, withdrawn: false });
    const listed = await gatehouse.run('agreement list --agreement terms --user tom --json');
    expect(JSON.parse(listed.out)).toEqual([
      {
        user: 'tom',
        agreement: 'terms',
        version: 3,
        at: '2026-09-21T14:13:20Z',
        withdrawn: false,
        counts: false,
      },
    ]);
    expect(JSON.parse((await gatehouse.run('agreement list --agreement maps --json')).out)).toEqual([]);
    expect((await gatehouse.run('agreement withdraw terms --user tom')).code).toBe(0);
    expect((await gatehouse.run('agreement list')).out).toContain('withdrawn');
    const again = await gatehouse.run('agreement withdraw terms --user tom');
    expect([again.code, again.err]).toEqual([
      1,
      'tom has agreed to no "terms". See: gatehouse agreement list\n',
    ]);
  });
});

describe('gatehouse user', () => {
  it('says what to do when there is nobody yet', async () => {
    expect(await gatehouse.run('user list')).toEqual({
      code: 0,
      out: 'No users yet. Make one: gatehouse user add NAME\n',
      err: '',
    });
    expect((await gatehouse.run('user list --json')).out).toBe('[]\n');
  });

  it('makes users whose password works, and shows them', async () => {
    await gatehouse.run('group add staff');
    await add('Tom', '--email tom@example.org --group staff --administrator');
    const credential = await gatehouse.stores.users.findCredential('tom');
    expect(await gatehouse.hasher.verify(credential?.passwordHash ?? '', secret)).toBe(true);
    const [shown] = JSON.parse((await gatehouse.run('user list --json')).out);
    expect(shown).toMatchObject({
      name: 'tom',
      displayName: 'Tom',
      email: 'tom@example.org',
      groups: ['staff'],
      administrator: true,
    });
    expect((await gatehouse.run('user show TOM')).out).toContain('Groups:         staff');
    expect(await gatehouse.events()).toEqual(['group-created', 'user-created', 'member-added']);
  });

  it('tells every reason why a user can not be made, and makes none', async () => {
    await add('tom');
    const taken = await gatehouse.run('user add Tom --group nobody --group no:body --generate');
    expect(taken).toMatchObject({ code: 1, out: '' });
    expect(taken.err.trim().split('\n')).toHaveLength(3);
    const short = await gatehouse.run('user add ines --password-stdin', { input: 'short' });
    expect(short).toMatchObject({
      code: 1,
      err: 'The password is shorter than 8 characters; 15 or more is good.\n',
    });
    expect(await gatehouse.run('user add ines')).toMatchObject({
      code: 1,
      err: expect.stringContaining('--password-stdin'),
    });
    expect(await gatehouse.stores.users.findByName('ines')).toBeNull();
  });

  it('asks at a terminal, twice', async () => {
    expect(await gatehouse.run('user add ines', { typed: [secret, `${secret}!`] })).toMatchObject({
      code: 1,
    });
    expect(await gatehouse.run('user add ines', { typed: [secret, secret] })).toMatchObject({ code: 0 });
  });

  it('never takes a password as an argument', async () => {
    expect(await gatehouse.run(`user add ines --password ${secret}`)).toMatchObject({ code: 2 });
    expect(await gatehouse.run('user passwd ines hunter22')).toMatchObject({ code: 2 });
    expect(await gatehouse.run('user add ines --generate --link')).toMatchObject({ code: 2 });
  });

  it('makes a password and prints it, once', async () => {
    const { out } = await gatehouse.run('user add ines --generate');
    const password = /^Password: (\S{20})$/m.exec(out)?.[1] ?? '';
    const credential = await gatehouse.stores.users.findCredential('ines');
    expect(await gatehouse.hasher.verify(credential?.passwordHash ?? '', password)).toBe(true);
  });

  it('ends the sessions of whoever is disabled, deleted or given a new password', async () => {
    for (const name of ['tom', 'marek', 'ayesha']) await add(name);
    await addSession('tom', 1);
    await addSession('marek', 2);
    await addSession('ayesha', 3);
    expect((await gatehouse.run('user disable tom')).out).toBe('tom is disabled; ended 1 session.\n');
    expect(
      (await gatehouse.run('user passwd marek --password-stdin', { input: 'another long one' })).code,
    ).toBe(0);
    expect((await gatehouse.run('user delete ayesha')).code).toBe(0);
    expect(await gatehouse.stores.sessions.list()).toEqual([]);
    expect((await gatehouse.run('user enable tom')).code).toBe(0);
    expect((await gatehouse.stores.users.findByName('tom'))?.disabled).toBe(false);
    expect(await gatehouse.events()).toEqual(
      expect.arrayContaining(['sessions-ended', 'user-deleted', 'user-changed']),
    );
  });

  it('keeps the last administrator', async () => {
    await add('ines', '--administrator');
    for (const command of ['user disable ines', 'user delete ines'])
      expect(await gatehouse.run(command)).toMatchObject({
        code: 1,
        err: expect.stringContaining('last administrator'),
      });
    await add('tom', '--administrator');
    expect(await gatehouse.run('user disable ines')).toMatchObject({ code: 0 });
    expect(await gatehouse.run('user delete tom')).toMatchObject({ code: 1 });
    expect(await gatehouse.run('user delete ines')).toMatchObject({ code: 0 });
  });

  it('refuses to delete whom the rules name, so that nobody inherits what they give', async () => {
    await add('tom');
    await gatehouse.run('group add staff');
    const rules =
      'version: 1\nfolders:\n  /a: { grants: [ { who: "user:tom", and: "group:staff", tier: full } ] }\n';
    expect(await gatehouse.run('policy apply - --yes', { input: rules })).toMatchObject({ code: 0 });
    expect(await gatehouse.run('user delete tom')).toMatchObject({
      code: 1,
      err: expect.stringContaining('/a'),
    });
    expect(await gatehouse.run('group delete staff')).toMatchObject({
      code: 1,
      err: expect.stringContaining('/a'),
    });
  });

  it('makes a link by which somebody sets a password, good once and only the newest', async () => {
    await add('tom');
    const first = JSON.parse((await gatehouse.run('user link tom --json')).out);
    expect(first).toMatchObject({
      user: 'tom',
      purpose: 'reset',
      link: expect.stringMatching(/^https:\/\/localhost:8443\/account\/link\/[\w-]{43}$/),
    });
    await gatehouse.run('user link tom');
    const { sha256 } = await import('../../src/system/hash.js');
    const hash = sha256(first.link.split('/').at(-1)) as never;
    expect(await gatehouse.stores.links.find(hash, epochSeconds(1_790_000_000))).toBeNull();
    expect(await gatehouse.run('user link nobody')).toMatchObject({ code: 1 });
  });

  it('imports people from CSV, row by row, and only with --yes', async () => {
    await add('tom');
    const csv =
      '\uFEFFName;Display name;Email;Groups\r\nayesha;"Ayesha; PhD";a@example.org;researchers staff\r\n tom ;;;staff\r\nbad name;;;\r\nmarek;;nonsense;\r\nAyesha;;;\r\n\r\n"\'=cmd";;;\r\n';
    const dry = await gatehouse.run('user import -', { input: csv });
    expect(dry.code).toBe(1);
    expect(dry.out).toContain('Would make 1 user');
    expect(
      dry.err
        .trim()
        .split('\n')
        .map((line) => line.slice(0, 7)),
    ).toEqual(['Line 4:', 'Line 5:', 'Line 6:', 'Line 8:']);
    expect(await gatehouse.stores.users.findByName('ayesha')).toBeNull();
    const real = await gatehouse.run('user import people.csv --yes --json', { files: { 'people.csv': csv } });
    expect(JSON.parse(real.out)).toMatchObject({ done: true, newGroups: ['researchers', 'staff'] });
    expect(await gatehouse.stores.users.findByName('ayesha')).toMatchObject({
      displayName: 'Ayesha; PhD',
      groups: ['researchers', 'staff'],
    });
    expect((await gatehouse.stores.users.findByName('tom'))?.groups).toEqual(['staff']);
    const again = await gatehouse.run('user import people.csv --yes', {
      files: { 'people.csv': 'name\nayesha\n' },
    });
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('Made 0 users') });
  });

  it('refuses a file that can not be read or has no columns', async () => {
    expect(await gatehouse.run('user import nowhere.csv')).toMatchObject({
      code: 1,
      err: expect.stringContaining('ENOENT'),
    });
    expect(await gatehouse.run('user import -', { input: 'ayesha\n' })).toMatchObject({ code: 1 });
    expect(await gatehouse.run('user import -', { input: 'name\n"ayesha\n' })).toMatchObject({ code: 1 });
    expect(await gatehouse.run('user import -', { input: 'name,E-Mail\njan,j@x.org' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('did you mean email?'),
    });
  });

  it.each(['latin1', 'utf16le'] as const)('refuses a file in %s, and tells the line', async (encoding) => {
    const bytes = { 'p.csv': Buffer.from('name,display_name\nanna,\u00c4nna\n', encoding) };
    const { code, err } = await gatehouse.run('user import p.csv --yes', { bytes });
    expect([code, await gatehouse.stores.users.findByName('anna')]).toEqual([1, null]);
    expect(err).toMatch(/line [12].* not UTF-8/i);
  });

  it('exports people so that no spreadsheet takes a cell for a formula, and without hashes', async () => {
    await gatehouse.stores.users.create({
      name: 'tom',
      displayName: '=HYPERLINK("x")',
      email: 't@example.org',
      administrator: false,
      passwordHash: '$argon2id$secret',
    });
    const { out } = await gatehouse.run('user export');
    expect(out.split('\r\n')[1]).toMatch(/^tom,"'=HYPERLINK\(""x""\)",t@example\.org,/);
    expect(out + (await gatehouse.run('user export --json')).out).not.toContain('argon2');
    await gatehouse.run('user delete tom');
    await gatehouse.run('user import - --yes', { input: out });
    expect((await gatehouse.stores.users.findByName('tom'))?.displayName).toBe('=HYPERLINK("x")');
  });

  it.each([
    'user add',
    'user show',
    'user nonsense',
    'user list --nonsense',
    'user',
    'user link',
    'user disable',
    'user enable',
    'user delete',
    'user passwd',
    'user import',
  ])('takes `%s` for wrong usage', async (command) => {
    expect(await gatehouse.run(command)).toMatchObject({ code: 2, out: '' });
  });

  it.each(['reset-second-factor', 'show', 'disable', 'enable', 'delete', 'link', 'passwd --generate'])(
    'refuses `user %s` for nobody',
    async (command) => {
      const [verb = '', option = ''] = command.split(' ');
      expect(await gatehouse.run(`user ${verb} nobody ${option}`)).toMatchObject({
        code: 1,
        err: expect.stringContaining('There is no user nobody'),
      });
    },
  );
});

describe('gatehouse group', () => {
  it('makes, lists and deletes groups', async () => {
    expect((await gatehouse.run('group list')).out).toContain('gatehouse group add');
    expect(await gatehouse.run('group add Staff')).toMatchObject({ code: 0 });
    expect(await gatehouse.run('group add staff')).toMatchObject({ code: 1 });
    expect(await gatehouse.run('group add st:aff')).toMatchObject({ code: 1 });
    expect(JSON.parse((await gatehouse.run('group list --json')).out)).toEqual([
      { name: 'staff', members: 0, secondFactor: false, ownKeys: false },
    ]);
    expect(await gatehouse.run('group delete staff')).toMatchObject({ code: 0 });
    expect(await gatehouse.run('group delete staff')).toMatchObject({ code: 1 });
    expect(await gatehouse.run('group add')).toMatchObject({ code: 2 });
  });

  it('says whether members need a second factor, and takes one away', async () => {
    await gatehouse.run('group add staff');
    expect(await gatehouse.run('group second-factor staff required')).toMatchObject({ code: 0 });
    expect(JSON.parse((await gatehouse.run('group list --json')).out)).toMatchObject([
      { secondFactor: true },
    ]);
    expect(await gatehouse.run('group second-factor staff perhaps')).toMatchObject({ code: 2 });
    expect(await gatehouse.run('group second-factor nobody required')).toMatchObject({ code: 1 });
    await add('tom');
    const { stores } = gatehouse;
    const tom = (await stores.users.findByName('tom'))?.id as UserId;
    await stores.secondFactors.saveTotp(tom, { sealed: 'v1.x', lastStep: 1 }, epochSeconds(1));
    await stores.secondFactors.saveRecoveryCodes(tom, ['a', 'b']);
    await addSession('tom', 0x55);
    expect((await gatehouse.run('user show tom')).out).toContain('set up');
    expect((await gatehouse.run('user reset-second-factor tom')).out).toContain('ended 1 session');
    expect(await stores.secondFactors.countRecoveryCodes(tom)).toBe(0);
    expect((await stores.users.findById(tom))?.hasSecondFactor).toBe(false);
    expect((await gatehouse.run('user reset-second-factor tom')).out).toContain('nothing was changed');
  });

  it('adds and removes members, all or none', async () => {
    await gatehouse.run('group add staff');
    await add('tom');
    await add('ines');
    expect(await gatehouse.run('group members staff --add tom --add nobody')).toMatchObject({ code: 1 });
    expect(JSON.parse((await gatehouse.run('group members staff --json')).out)).toEqual([]);
    await gatehouse.run('group members staff --add tom --add ines');
    expect(JSON.parse((await gatehouse.run('group members staff --json --remove ines')).out)).toEqual([
      'tom',
    ]);
    expect(await gatehouse.run('group members nothing')).toMatchObject({ code: 1 });
    expect(await gatehouse.run('group members')).toMatchObject({ code: 2 });
  });
});

describe('gatehouse session', () => {
  it('lists sessions, with nothing that a terminal acts on', async () => {
    expect((await gatehouse.run('session list')).out).toBe('Nobody is signed in.\n');
    await add('tom');
    await addSession('tom', 1);
    const { out } = await gatehouse.run('session list');
    expect(out).toContain('0101010101010101');
    expect(out).not.toContain('\u001b');
    expect(JSON.parse((await gatehouse.run('session list --user tom --json')).out)).toMatchObject([
      { user: 'tom', address: '192.0.2.7' },
    ]);
    expect(await gatehouse.run('session list --user nobody')).toMatchObject({ code: 1 });
  });

  it('ends one, somebody’s or all', async () => {
    await add('tom');
    for (const byte of [0x10, 0x11, 0x22, 0x33]) await addSession('tom', byte);
    expect(await gatehouse.run('session end 1010')).toMatchObject({ code: 0 });
    expect(await gatehouse.run('session end 1010')).toMatchObject({ code: 1 });
    expect(await gatehouse.run('session end %')).toMatchObject({ code: 1 });
    expect(await gatehouse.run('session end --user tom')).toMatchObject({
      code: 0,
      out: 'Ended 3 sessions of tom.\n',
    });
    await addSession('tom', 0x44);
    expect(await gatehouse.run('session end --all')).toMatchObject({ code: 0, out: 'Ended 1 session.\n' });
    for (const wrong of ['session end', 'session end 1010 --all', 'session end --user tom --all'])
      expect(await gatehouse.run(wrong)).toMatchObject({ code: 2 });
  });
});
