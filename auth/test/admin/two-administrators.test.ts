import { describe, expect, it } from '@jest/globals';
import type { Agent } from '../http/agent.js';
import { useTestApp } from '../http/use-app.js';
import { act, confirm, fieldsOf, open, signInToAccount } from './pages.js';

const use = useTestApp();

/** Two administrators, each with a browser of their own. */
async function both(): Promise<readonly [Agent, Agent]> {
  await use().deps.users.setAdministrator(use().people.ayesha.id, true);
  return [await signInToAccount(use(), 'ines'), await signInToAccount(use(), 'ayesha')];
}

const ruleOf = async (pattern: string): Promise<string> =>
  JSON.stringify(
    (await use().deps.policies.current())?.policy.folders.find((rule) => rule.pattern === pattern),
  );

const groupsForm = async (agent: Agent): Promise<Record<string, string>> =>
  fieldsOf(await open(agent, 'people/marek'), 'action="/auth/admin/people/marek/groups"');

const grant = (who: string): Record<string, string> => ({ op: 'add-grant', who, tier: 'full' });

describe('two administrators at once', () => {
  it('on one folder: the second is told what changed, sees the plan anew, and nothing is lost', async () => {
    const [ines, ayesha] = await both();
    const first = await act(ines, 'folders/two', grant('group:staff'));
    const second = await act(ayesha, 'folders/two', grant('group:researchers'));
    expect((await confirm(ines, first, 'folders/two')).status).toBe(303);
    const version = (await use().deps.policies.current())?.number ?? 0;

    const told = await confirm(ayesha, second, 'folders/two');
    expect(told.status).toBe(409);
    expect(told.text).toContain(`ines published version ${version} meanwhile`);
    expect(told.text).toContain(`/auth/admin/rules/${version}/compare`);
    expect((await use().deps.policies.current())?.number).toBe(version);

    expect((await confirm(ayesha, told, 'folders/two')).status).toBe(303);
    const rule = await ruleOf('/two');
    expect([rule.includes('staff'), rule.includes('researchers')]).toEqual([true, true]);
  });

  it('on one folder: the second can leave it, and the first one’s rules stand', async () => {
    const [ines, ayesha] = await both();
    const first = await act(ines, 'folders/leave', grant('group:staff'));
    const second = await act(ayesha, 'folders/leave', { op: 'template', template: 'open' });
    await confirm(ines, first, 'folders/leave');
    const before = await ruleOf('/leave');
    expect((await confirm(ayesha, second, 'folders/leave')).text).toContain('Leave it as it is');
    expect(await ruleOf('/leave')).toBe(before);
  });

  it('remove the same grant: the second is told that it is gone', async () => {
    const [ines, ayesha] = await both();
    const plan = await act(ines, 'folders/gone', grant('group:staff'));
    await confirm(ines, plan, 'folders/gone');
    const { form_token: _, ...removal } = fieldsOf(await open(ines, 'folders/gone'), 'remove-grant');
    const first = await act(ines, 'folders/gone', removal);
    await confirm(ines, first, 'folders/gone');
    const second = await act(ayesha, 'folders/gone', removal);
    expect([second.status, second.text.includes('no longer there')]).toEqual([422, true]);
  });

  it('on the whole text: the second is warned that publishing would undo the first', async () => {
    const [ines, ayesha] = await both();
    const text = fieldsOf(await open(ayesha, 'rules'), '<textarea');
    const first = await act(ines, 'folders/text', grant('group:staff'));
    await confirm(ines, first, 'folders/text');
    const changed = {
      ...text,
      text: (text['text'] ?? '').replace('timezone: UTC', 'timezone: Europe/Paris'),
    };
    const plan = await act(ayesha, 'rules', { ...changed, op: 'plan' });
    expect(plan.text).toContain('would undo that');
    expect(await ruleOf('/text')).toContain('staff');
  });

  it.each([
    [
      'profile',
      'people/marek',
      'people/marek/profile',
      { display_name: 'Marek A' },
      { email: 'm@example.org' },
    ],
    ['roles', 'people/tom', 'people/tom/roles', { folders: '/maps' }, { folders: '/posters' }],
    ['retention', 'audit', 'audit/retention', { days: '90' }, { days: '60' }],
  ])(
    'on the same %s: the second sees what it is now, and decides',
    async (_what, page, action, mine, theirs) => {
      const [ines, ayesha] = await both();
      const forms = [await open(ines, page), await open(ayesha, page)].map((answer) =>
        fieldsOf(answer, `action="/auth/admin/${action}"`),
      );
      expect((await act(ines, action, { ...forms[0], ...mine })).status).toBe(303);
      const told = await act(ayesha, action, { ...forms[1], ...theirs });
      expect([409, 422]).toContain(told.status);
      expect(told.text).toContain('Somebody else changed this meanwhile');
      for (const value of [...Object.values(mine), ...Object.values(theirs)])
        expect(told.text).toContain(value);
      // Decided: the form that came back carries what is there now.
      const again = { ...fieldsOf(told, `action="/auth/admin/${action}"`), ...theirs };
      expect((await act(ayesha, action, again)).status).toBe(303);
    },
  );

  it('on the groups of a person: each adds and takes what they ticked, and nothing else', async () => {
    const [ines, ayesha] = await both();
    const [first, second] = [await groupsForm(ines), await groupsForm(ayesha)];
    await act(ines, 'people/marek/groups', { ...first, 'group:staff': 'on' });
    await act(ayesha, 'people/marek/groups', { ...second, 'group:curators': 'on' });
    expect((await use().deps.users.findByName('marek'))?.groups).toEqual(
      expect.arrayContaining(['staff', 'curators']),
    );
  });

  it('on a person: what the first deleted, the second can neither change nor bring back', async () => {
    const [ines, ayesha] = await both();
    await act(ines, 'new-person', { username: 'shortlived', way: 'link' });
    const form = fieldsOf(await open(ayesha, 'people/shortlived'), '/profile"');
    expect((await act(ines, 'people/shortlived/delete', {})).status).toBe(303);
    expect((await act(ayesha, 'people/shortlived/profile', form)).status).toBe(404);
    expect(await use().deps.users.findByName('shortlived')).toBeNull();
  });
});
