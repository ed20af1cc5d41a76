import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openGatehouse } from './gatehouse.js';

let gatehouse: Awaited<ReturnType<typeof openGatehouse>>;
beforeAll(async () => {
  gatehouse = await openGatehouse();
  await gatehouse.run('migrate');
}, 60_000);
afterAll(async () => {
  await gatehouse.close();
});

const run = async (argv: string) => gatehouse.run(argv);
const input = 'name,display_name,email,groups\nanna,=1+1,anna@example.org,staff\n';

describe('what the pages can do, the command line can', () => {
  it('writes links of imported people, and changes people', async () => {
    expect(await gatehouse.run('user import - --links -', { input })).toMatchObject({ code: 1 });
    const { code, out } = await gatehouse.run('user import - --yes --links -', { input });
    expect([code, out.split('\r\n').length]).toEqual([0, 3]);
    expect(out).toMatch(
      /^name,display_name,email,link,valid_until\r\nanna,'=1\+1,anna@example\.org,https?:\S+\/account\/link\/[\w-]{43},/,
    );
    await run('group add readers');
    expect(
      await run('user edit anna --display-name Anna --no-email --add-group readers --remove-group staff'),
    ).toMatchObject({ code: 0 });
    expect(await gatehouse.stores.users.findByName('anna')).toMatchObject({
      displayName: 'Anna',
      email: null,
      groups: ['readers'],
    });
    expect(await run('user edit anna --email nonsense --add-group nobodies')).toMatchObject({ code: 1 });
    expect((await run('user edit anna')).out).toBe('Nothing had to be changed.\n');
  });

  it('filters the audit as its page does, and sets how long it is kept', async () => {
    const kinds = async (argv: string): Promise<readonly string[]> =>
      (
        JSON.parse((await run(`audit export --json ${argv}`)).out) as readonly { readonly kind: string }[]
      ).map(({ kind }) => kind);
    const groups = await kinds('--show groups');
    expect([groups.length > 0, groups.every((kind) => /^(?:group|member)-/.test(kind))]).toEqual([
      true,
      true,
    ]);
    expect(new Set(await kinds('--who anna --show people'))).toEqual(
      new Set(['user-created', 'user-changed', 'link-made']),
    );
    expect(await kinds('--from 2031-01-01')).toEqual([]);
    for (const wrong of [
      '--show nonsense',
      '--from tomorrow',
      '--from 2031-13-01',
      '--until 2031-02-29',
      '--after 1 --who anna',
    ])
      expect([wrong, (await run(`audit export ${wrong}`)).code]).toEqual([wrong, 2]);
    expect((await run('audit export --from 2031-13-01')).err).toContain('There is no such day');
    expect(await run('audit retention 29')).toMatchObject({ code: 1 });
    expect((await run('audit retention 90')).out).toBe('Entries are kept for 90 days.\n');
    expect((await run('audit retention forever')).out).toBe('Entries are kept for ever.\n');
  });

  it('changes the rules of a folder, shows first what opens, and takes it back', async () => {
    expect((await run('folder show /maps')).out).toContain('No rule speaks of it');
    expect(await run('folder show /nope')).toMatchObject({
      code: 0,
      err: expect.stringContaining('No folder /nope with images is known yet'),
    });
    expect((await run('folder show /')).err).toBe('');
    expect(await run('user roles anna --manage /doesnotexist')).toMatchObject({
      code: 0,
      out: 'anna: manager of /doesnotexist\n',
      err: expect.stringContaining('No folder /doesnotexist with images is known yet'),
    });
    expect(await run('user roles anna --none')).toMatchObject({ code: 0, err: '' });
    expect(await run('folder template /maps open')).toMatchObject({ code: 1 });
    expect(await run('folder template /maps open --yes')).toMatchObject({ code: 0 });
    expect((await run('folder show /maps')).out).toContain('Everyone: everything.');
    expect(await run('folder limit /maps --until 2031-01-01 --reason Closed')).toMatchObject({ code: 0 });
    expect((await run('folder show maps')).out).toMatch(/Closed until 2031-01-01.*\(Closed\)/);
    expect(await run('folder limit /maps --until 2031-01-01 --reason Closed --remove --yes')).toMatchObject({
      code: 0,
    });
    expect(await run('folder grant /maps --who group:readers')).toMatchObject({ code: 0 });
    expect(await run('folder grant /maps --who group:readers')).toMatchObject({ code: 1 });
    expect(await run('folder grant /maps --who group:readers --remove')).toMatchObject({ code: 0 });
    expect(await run('folder grant /maps --who group:nobodies --yes')).toMatchObject({ code: 1 });
    expect(await run('folder template /maps team-until --group readers')).toMatchObject({ code: 1 });
    expect(await run('folder inherit /maps')).toMatchObject({ code: 0 });
    expect((await run('folder show /maps')).out).toContain('No rule speaks of it');
  });
});
