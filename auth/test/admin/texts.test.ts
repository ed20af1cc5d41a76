import { beforeEach, describe, expect, it } from '@jest/globals';
import { testPolicyText } from '../support/factories.js';
import type { Agent, Answer } from '../http/agent.js';
import { useTestApp } from '../http/use-app.js';
import { act, confirm, open, signInToAccount } from './pages.js';

const use = useTestApp();

beforeEach(async () => use().publish(testPolicyText));

async function change(agent: Agent, folder: string, fields: Record<string, string>): Promise<Answer> {
  const number = (await use().deps.policies.current())?.number ?? 0;
  return act(agent, `texts/${folder}`, { based_on: String(number), ...fields });
}

async function signInOf(pattern: string): Promise<unknown> {
  const folders = (await use().deps.policies.current())?.policy.folders ?? [];
  return folders.find((rule) => rule.pattern === pattern)?.signIn;
}

describe('the texts of a folder', () => {
  it('are written in several languages, seen before they count, and then read by viewers', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const plan = await change(ines, 'members', {
      'label.en': 'Members of the society',
      'label.de': 'Mitglieder des Vereins',
      'header.en': 'Please show your card',
      'header.fr': '  ',
    });
    expect(plan.text).toContain('Members of the society');
    expect(plan.text).toContain('<div class="frame" lang="de" inert>');
    expect(plan.text).toContain('AuthAccessService2');
    expect(plan.text).toContain('nobody sees more or less');
    expect(await signInOf('/members')).toBeNull();
    expect((await confirm(ines, plan, 'texts/members')).headers['location']).toBe(
      '/auth/admin/texts/members?done=rules-published',
    );
    expect(await signInOf('/members')).toMatchObject({
      label: { en: 'Members of the society', de: 'Mitglieder des Vereins' },
      header: { en: 'Please show your card' },
      description: null,
    });
    const info = await use()
      .agent()
      .get('/iiif/images/members!001.jp2/info.json', { 'Accept-Language': 'de' });
    expect(JSON.stringify(info.json)).toContain('"label":"Mitglieder des Vereins"');
    expect((await open(ines, 'folders/members')).text).toContain('href="/auth/admin/texts/members"');
  });

  it('keep the patterns of the rule, and are given up for those of the folders above', async () => {
    const ines = await signInToAccount(use(), 'ines');
    expect((await open(ines, 'texts/own-words')).text).toContain('value="Miller Estates"');
    await confirm(ines, await change(ines, 'own-words', { 'label.en': 'Miller, again' }), 'texts/own-words');
    expect(await signInOf('/own-words')).toMatchObject({
      patterns: ['login'],
      label: { en: 'Miller, again' },
      header: null,
    });
    const plan = await change(ines, 'own-words', { op: 'inherit' });
    await confirm(ines, plan, 'texts/own-words');
    expect(await signInOf('/own-words')).toBeNull();
  });

  it('of the root count wherever a folder has none of its own', async () => {
    const ines = await signInToAccount(use(), 'ines');
    await confirm(ines, await change(ines, '', { 'label.en': 'Of the house' }), 'texts/');
    expect((await open(ines, 'texts/members')).text).toContain('takes the texts of a folder above');
    const label = async (image: string): Promise<string> =>
      JSON.stringify((await use().agent().get(`/iiif/images/${image}!001.jp2/info.json`)).json);
    expect(await label('members')).toContain('Of the house');
    expect(await label('own-words')).toContain('Miller Estates');
  });

  it('are refused with what is wrong, and what was entered stays', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const answer = await change(ines, 'members', {
      'label.en': 'Kept',
      other_language: 'not a tag',
      'label.other': 'x',
    });
    expect([answer.status, answer.text.includes('is not a language tag')]).toEqual([422, true]);
    expect(answer.text).toContain('value="Kept"');
  });

  it('are text wherever they are shown', async () => {
    const evil = `<script>alert('1')</script>"><img src=x onerror=alert(1)>`;
    const ines = await signInToAccount(use(), 'ines');
    const fields = Object.fromEntries(
      ['label', 'header', 'description', 'confirm', 'failureHeader', 'failureDescription'].map((name) => [
        `${name}.en`,
        evil,
      ]),
    );
    const plan = await change(ines, 'members', fields);
    await confirm(ines, plan, 'texts/members');
    for (const { text } of [plan, await open(ines, 'texts/members'), await open(ines, 'folders/members')])
      expect(text).not.toMatch(/<script|<img src=x/);
  });

  it('are changed by managers in their own folders, and nowhere else', async () => {
    await use().deps.roles.save(use().people.tom.id, { auditor: false, folders: ['members'] });
    const tom = await signInToAccount(use(), 'tom');
    const plan = await change(tom, 'members', { 'label.en': 'By Tom' });
    expect((await confirm(tom, plan, 'texts/members')).status).toBe(303);
    for (const folder of ['', 'staff'])
      expect([folder, (await change(tom, folder, { 'label.en': 'x' })).status]).toEqual([folder, 403]);
    await use().deps.roles.save(use().people.tom.id, { auditor: false, folders: [] });
  });

  it('stay where the folder is managed as text', async () => {
    await use().publish(testPolicyText.replace('/shut:        { grants: [] }', '/shut: { managed: text }'));
    const ines = await signInToAccount(use(), 'ines');
    const answer = await change(ines, 'shut', { 'label.en': 'x' });
    expect([answer.status, answer.text.includes('managed as text')]).toEqual([422, true]);
    expect((await open(ines, 'texts/shut')).text).not.toContain('action="/auth/admin/texts');
  });
});
