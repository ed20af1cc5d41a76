import { beforeEach, describe, expect, it } from '@jest/globals';
import { testPolicyText } from '../support/factories.js';
import type { Agent, Answer } from '../http/agent.js';
import { unescapeHtml } from '../http/forms.js';
import { useTestApp } from '../http/use-app.js';
import { act, confirm, eventsOf, fieldsOf, open, signInToAccount } from './pages.js';

const use = useTestApp();

beforeEach(async () => use().publish(testPolicyText));

async function policy(): Promise<NonNullable<Awaited<ReturnType<typeof current>>>['policy']> {
  const version = await current();
  if (version === null) throw new Error('no rules');
  return version.policy;
}

async function current(): ReturnType<ReturnType<typeof use>['deps']['policies']['current']> {
  return use().deps.policies.current();
}

async function basedOn(): Promise<{ based_on: string }> {
  return { based_on: String((await current())?.number ?? 0) };
}

/** Fields of the change form of a page, textareas too. */
function formOf(page: Answer): Record<string, string> {
  const form = (page.text.match(/<form\b[^>]*>[\s\S]*?<\/form>/g) ?? []).find((one) =>
    one.includes('name="was"'),
  );
  const fields = fieldsOf(page, 'name="was"');
  delete fields['text'];
  // Each browser has its own; `act` brings it.
  delete fields['form_token'];
  for (const [, name = '', text = ''] of (form ?? '').matchAll(
    /<textarea[^>]*name="([^"]+)"[^>]*>\n?([\s\S]*?)<\/textarea\s*>/g,
  ))
    fields[name] = unescapeHtml(text);
  for (const [, name = '', options = ''] of (form ?? '').matchAll(
    /<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g,
  ))
    fields[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, unescapeHtml(value)]));
}

async function make(agent: Agent, path: string, fields: Record<string, string>): Promise<Answer> {
  return act(agent, path, { ...(await basedOn()), ...fields });
}

describe('tiers', () => {
  it('are made, listed with their use, changed and deleted, each after a plan', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const plan = await make(ines, 'tiers', {
      name: 'tiny',
      max_edge: '120',
      quality: 'gray',
      after: 'preview',
    });
    expect([plan.status, plan.text.includes('nobody sees more or less')]).toEqual([200, true]);
    expect((await policy()).tiers.map(({ name }) => name)).not.toContain('tiny');
    expect((await confirm(ines, plan, 'tiers')).headers['location']).toContain('done=rules-published');
    expect((await policy()).tiers.map(({ name }) => name)).toEqual(['preview', 'tiny', 'grey']);
    expect((await eventsOf(use())).at(-1)).toMatchObject({
      actor: { name: 'ines' },
      event: { kind: 'policy-published', note: 'tier tiny made' },
    });

    const list = await open(ines, 'tiers');
    expect(list.text).toContain('at most 120 pixels long, grey');
    expect(list.text).toContain('not used');
    const page = await open(ines, 'tiers/preview');
    for (const folder of ['preview', 'small'])
      expect(page.text).toContain(`<a href="/auth/admin/folders/${folder}">/${folder}</a>`);
    expect(page.text).toContain('can’t be deleted while');

    const change = await make(ines, 'tiers/preview', { ...formOf(page), max_edge: '800' });
    expect(change.text).toContain('2 images will be more open');
    expect((await confirm(ines, change, 'tiers/preview')).status).toBe(303);
    expect((await policy()).tiers[0]).toEqual({ name: 'preview', maxEdge: 800, quality: 'color' });

    const gone = await make(ines, 'tiers/tiny', { op: 'delete' });
    expect((await confirm(ines, gone, 'tiers/tiny')).status).toBe(303);
    expect((await policy()).tiers.map(({ name }) => name)).toEqual(['preview', 'grey']);
  });

  it('are shown by a sample picture, of an image that the one who looks may see', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const page = await open(ines, 'tiers/preview');
    const address = unescapeHtml(/src="([^"]*tier-sample[^"]*)"/.exec(page.text)?.[1] ?? '');
    expect(address).toMatch(/image=[^&]+&max_edge=400&quality=color$/);
    const sample = async (query: string): Promise<number> =>
      (await open(ines, `tier-sample?${query}`)).status;
    // No gateway runs here: what may be seen ends there, and what may not ends before.
    expect(await sample('image=small!001.jp2&max_edge=300&quality=color')).toBe(503);
    expect(await sample('image=small!001.jp2&max_edge=500&quality=color')).toBe(403);
    expect(await sample('image=small!001.jp2&max_edge=&quality=gray')).toBe(403);
    expect(await sample('image=staff!001.jp2&max_edge=1&quality=gray')).toBe(403);
    expect(await sample('image=small!001.jp2&max_edge=1e3')).toBe(400);
    expect(await sample('image=none!x.jp2&max_edge=1')).toBe(404);
  });

  it('are refused with what is wrong, and what was entered stays', async () => {
    const ines = await signInToAccount(use(), 'ines');
    for (const [fields, words] of [
      [{ name: 'preview', max_edge: '4' }, 'called preview already'],
      [{ name: 'full', max_edge: '4' }, 'always exists'],
      [{ name: 'a b', max_edge: '4' }, 'Use letters, digits'],
      [{ name: 'all', max_edge: '' }, 'limits nothing'],
      [{ name: 'zero', max_edge: '0' }, 'Long edge: this is not a number of pixels. Write a whole number'],
      [{ name: 'odd', max_edge: '4.5' }, 'write a whole number'],
    ] as const) {
      const answer = await make(ines, 'tiers', fields);
      expect([answer.status, answer.text.includes(words)]).toEqual([422, true]);
      expect(answer.text).toContain(`name="name" value="${fields.name}"`);
    }
    const used = await make(ines, 'tiers/preview', { op: 'delete' });
    expect([used.status, used.text.includes('is named at /preview')]).toEqual([422, true]);
  });
});

describe('places', () => {
  it('say whether the own address is in them and how many there are, before they count', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const plan = await make(ines, 'places', {
      name: 'hall',
      ranges: '203.0.113.0/24\r\n\r\n2001:db8:9::/63',
    });
    expect(plan.text).toContain('256 IPv4 addresses and 2 IPv6 networks');
    expect(plan.text).toMatch(/Your address now, <code>203\.0\.113\.\d+<\/code>, is\s+in it/);
    const elsewhere = await make(ines, 'places', { name: 'hall', ranges: '100.64.0.0/10' });
    expect(elsewhere.text).toMatch(/is\s+<strong>not<\/strong> in it/);
    expect(elsewhere.text).toContain('very many addresses');
    expect((await confirm(ines, plan, 'places')).status).toBe(303);
    expect((await policy()).places.at(-1)).toEqual({
      name: 'hall',
      ranges: ['203.0.113.0/24', '2001:db8:9::/63'],
    });
  });

  it('can not be the stack’s own networks, nor anything that is no range', async () => {
    const ines = await signInToAccount(use(), 'ines');
    for (const [ranges, words] of [
      ['198.18.4.0/24', 'overlaps the stack'],
      ['0.0.0.0/0', 'overlaps the stack'],
      ['192.0.2.1/24', 'bits set behind its prefix'],
      ['here', 'not an IPv4 or IPv6 range. Write it as 192.0.2.16/28 or 2001:db8:5::/64.'],
      ['', 'has no addresses'],
    ] as const) {
      const answer = await make(ines, 'places', { name: 'hall', ranges });
      expect([ranges, answer.status, answer.text.includes(words)]).toEqual([ranges, 422, true]);
    }
  });
});

describe('agreements', () => {
  it('ask everybody again when their text changed, and say so before', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const page = await open(ines, 'agreements/terms');
    const fields = { ...formOf(page), 'title.de': 'Bedingungen', 'text.de': 'Nur **privat**.' };
    const plan = await make(ines, 'agreements/terms', { ...fields, renew: 'yes' });
    expect(plan.text).toContain('This is version 2. Acceptances of version 1 lapse');
    expect(plan.text).toContain('Nur <strong>privat</strong>.');
    expect(plan.text).toContain('Ich stimme zu');
    expect((await confirm(ines, plan, 'agreements/terms')).status).toBe(303);
    expect((await policy()).agreements[0]).toMatchObject({
      name: 'terms',
      version: 2,
      validSeconds: 30 * 86_400,
      title: { en: 'Terms of use', de: 'Bedingungen' },
    });
  });

  it('keep their version where only a misprint is corrected', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const fields = formOf(await open(ines, 'agreements/terms'));
    const plan = await make(ines, 'agreements/terms', {
      ...fields,
      'text.en': 'For private study.',
      renew: 'no',
      valid: '12',
      unit: 'h',
    });
    expect(plan.text).toContain('It stays version 1');
    await confirm(ines, plan, 'agreements/terms');
    expect((await policy()).agreements[0]).toMatchObject({ version: 1, validSeconds: 43_200 });
  });

  it('need both title and terms in each language', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const answer = await make(ines, 'agreements', { name: 'new', 'title.en': 'New', 'text.de': 'Neu' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('en: write both');
    expect(answer.text).toContain('de: write both');
    const other = {
      name: 'new',
      other_language: 'pt-BR',
      'title.other': 'Termos',
      'text.other': 'Estudo privado.',
    };
    const plan = await make(ines, 'agreements', other);
    expect((await confirm(ines, plan, 'agreements')).status).toBe(303);
    expect((await policy()).agreements.at(-1)).toEqual({
      name: 'new',
      version: 1,
      validSeconds: null,
      title: { 'pt-BR': 'Termos' },
      text: { 'pt-BR': 'Estudo privado.' },
    });
    expect((await open(ines, 'agreements/new')).text).toContain('name="title.pt-BR" value="Termos"');
  });

  it('show what is stored as text, never as markup', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const evil = `<script>alert('1')</script><img src=x onerror=alert(1)>[x](javascript:alert(1))`;
    const fields = { name: 'evil', 'title.en': evil, 'text.en': `${evil}\n\n# ${evil}` };
    const plan = await make(ines, 'agreements', fields);
    const refused = await make(ines, 'agreements', { ...fields, name: evil });
    expect(refused.status).toBe(422);
    await confirm(ines, plan, 'agreements');
    await make(ines, 'places', { name: 'x', ranges: evil });
    for (const { text } of [
      plan,
      refused,
      await open(ines, 'agreements'),
      await open(ines, 'agreements/evil'),
    ])
      expect(text).not.toMatch(/<script|<img src=x|href="javascript/);
  });
});

describe('two administrators', () => {
  it('lose nothing when both change the same definition', async () => {
    const [first, second] = [await signInToAccount(use(), 'ines'), await signInToAccount(use(), 'ines')];
    const fields = formOf(await open(first, 'tiers/preview'));
    const planA = await make(first, 'tiers/preview', { ...fields, max_edge: '500' });
    const planB = await make(second, 'tiers/preview', { ...fields, max_edge: '600' });
    await confirm(first, planA, 'tiers/preview');
    const told = await confirm(second, planB, 'tiers/preview');
    expect(told.status).toBe(409);
    expect(told.text).toContain('ines changed this tier meanwhile');
    expect(told.text).toContain('value="600"');
    expect((await policy()).tiers[0]).toMatchObject({ maxEdge: 500 });
    const again = await make(second, 'tiers/preview', formOf(told));
    expect((await confirm(second, again, 'tiers/preview')).status).toBe(303);
    expect((await policy()).tiers[0]).toMatchObject({ maxEdge: 600 });
  });

  it('are told when one deleted what the other changes', async () => {
    const ines = await signInToAccount(use(), 'ines');
    await confirm(ines, await make(ines, 'places', { name: 'hall', ranges: '203.0.113.0/24' }), 'places');
    const fields = formOf(await open(ines, 'places/hall'));
    await confirm(ines, await make(ines, 'places/hall', { op: 'delete' }), 'places/hall');
    const told = await make(ines, 'places/hall', { ...fields, ranges: '203.0.113.0/25' });
    expect([told.status, told.text.includes('somebody else has deleted it')]).toEqual([409, true]);
    expect(told.text).toContain('203.0.113.0/25');
  });
});

describe('a manager of folders', () => {
  it('reads what rules speak of, is told of own folders only, and is offered no form', async () => {
    await use().deps.roles.save(use().people.tom.id, { auditor: false, folders: ['small'] });
    const tom = await signInToAccount(use(), 'tom');
    const page = await open(tom, 'tiers/preview');
    expect(page.text).toContain('>/small</a>');
    expect(page.text).not.toContain('folders/preview');
    expect(page.text).toContain('1 rule of folders that you do not manage');
    for (const path of ['tiers', 'tiers/preview', 'places', 'agreements/terms'])
      expect([path, (await open(tom, path)).text.includes(`action="/auth/admin/`)]).toEqual([path, false]);
    const answer = await act(tom, 'tiers', { name: 'mine', max_edge: '5', confirm: 'yes' });
    expect(answer.status).toBe(403);
    await use().deps.roles.save(use().people.tom.id, { auditor: false, folders: [] });
  });
});
