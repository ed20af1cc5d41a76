import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Agent, Answer } from '../http/agent.js';
import { useTestApp } from '../http/use-app.js';
import { testPolicyText } from '../support/factories.js';
import { fieldsOf, open, signInToAccount, tokenOf } from './pages.js';

const use = useTestApp();

/** Under a glob every image counts by itself. */
const globs = testPolicyText.replace('folders:', "folders:\n  '/many/*-draft.jp2': { grants: [] }");

beforeAll(async () => {
  await use().database.dataSource.query(
    `INSERT INTO images (path, folder, root, width, height, levels, tile_width, tile_height, format, version, scan)
     SELECT 'many/' || n || '.jp2', 'many', 'images', 6000, 4000, 6, 256, 256, 'jp2', 'v1', 1 FROM generate_series(1, 6000) n`,
  );
  await use().publish(globs);
});
afterEach(async () => {
  await use().deps.roles.save(use().people.tom.id, { auditor: false, folders: [] });
  await use().publish(globs);
});

async function change(
  agent: Agent,
  folder: string,
  fields: Readonly<Record<string, string>>,
): Promise<Answer> {
  const page = await open(agent, `folders/${folder}`);
  return agent.post(`/auth/admin/folders/${folder}`, {
    form_token: tokenOf(page),
    based_on: fieldsOf(page, 'name="based_on"')['based_on'] ?? '',
    ...fields,
  });
}

/** Looks again until the plan is there. */
async function finish(agent: Agent, answer: Answer): Promise<Answer> {
  expect([answer.status, answer.headers['location']]).toEqual([
    303,
    expect.stringMatching(/^\/auth\/admin\/plans\//),
  ]);
  for (let tries = 0; tries < 200; tries += 1) {
    const page = await agent.get(answer.headers['location'] ?? '');
    expect(page.status).toBe(200);
    if (page.headers['refresh'] === undefined) return page;
    expect(page.text).toContain('<progress');
    await pause(50);
  }
  throw new Error('the plan was never finished');
}

describe('a plan that takes longer than a request', () => {
  it('is made in the background, tells how far it is, and is published as any other', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const plan = await finish(ines, await change(ines, 'many', { op: 'template', template: 'closed' }));
    expect(plan.text).toContain('6,000 images will be more closed');
    const before = await use().deps.policies.current();
    const fields = fieldsOf(plan, 'name="confirm"');
    expect(fields['op']).toBe('template');
    expect((await ines.post('/auth/admin/folders/many', fields)).headers['location']).toContain(
      'done=rules-published',
    );
    const running = await use().deps.policies.current();
    expect(running?.number).toBe((before?.number ?? 0) + 1);
    expect(running?.policy.folders.find(({ pattern }) => pattern === '/many')?.grants).toEqual([]);
  });

  it('is nobody else’s', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const answer = await change(ines, 'many', { op: 'template', template: 'closed' });
    await finish(ines, answer);
    const path = answer.headers['location'] ?? '';
    await use().deps.roles.save(use().people.tom.id, { auditor: false, folders: ['many'] });
    expect((await (await signInToAccount(use(), 'tom')).get(path)).status).toBe(403);
    expect((await open(ines, 'plans/nonsense')).status).toBe(404);
  });

  it('says who published meanwhile, and compares anew', async () => {
    const ines = await signInToAccount(use(), 'ines');
    const answer = await change(ines, 'many', { op: 'template', template: 'closed' });
    await finish(ines, answer);
    await use().publish(globs.replace('/shut:', '/shut-too:'));
    const page = await ines.get(answer.headers['location'] ?? '');
    expect(page.text).toContain('Nothing is lost');
    expect(page.text).not.toContain('name="confirm"');
    const again = await finish(
      ines,
      await ines.post('/auth/admin/folders/many', fieldsOf(page, 'name="op"')),
    );
    expect(again.text).toContain('6,000 images will be more closed');
    expect(again.text).toContain('meanwhile');
  });

  it('tells a manager who would give more than they have, and trusts no other check', async () => {
    await use().deps.roles.save(use().people.tom.id, { auditor: false, folders: ['many'] });
    const tom = await signInToAccount(use(), 'tom');
    const closing = { op: 'template', template: 'closed' };
    const plan = await finish(tom, await change(tom, 'many', closing));
    const fields = fieldsOf(plan, 'name="confirm"');
    expect(fields['checked']).not.toBe('');
    expect((await tom.post('/auth/admin/folders/many', fields)).headers['location']).toContain(
      'done=rules-published',
    );
    // Now the manager has nothing there, and can give nothing.
    const opening = { op: 'template', template: 'open' };
    const refused = await finish(tom, await change(tom, 'many', opening));
    expect(refused.text).toContain('You can give no more than you have');
    expect(refused.text).not.toContain('name="confirm"');
    const number = String((await use().deps.policies.current())?.number);
    const forged = { form_token: tokenOf(refused), based_on: number, confirm: 'yes', ...opening };
    for (const checked of [fields['checked'] ?? '', 'x']) {
      const answer = await tom.post('/auth/admin/folders/many', { ...forged, checked });
      expect(answer.headers['location']).toMatch(/^\/auth\/admin\/plans\//);
    }
    expect(String((await use().deps.policies.current())?.number)).toBe(number);
  });
});
