import { beforeAll, describe, expect, it } from '@jest/globals';
import { accountRoutes } from '../../src/admin/account/account-routes.js';
import { adminRoutes } from '../../src/admin/admin-routes.js';
import { parseConfig } from '../../src/config.js';
import { runCli } from '../../src/cli/run-cli.js';
import { createLog } from '../../src/system/log.js';
import type { Agent, Answer } from '../http/agent.js';
import { useTestApp } from '../http/use-app.js';
import { testEnvironment } from '../support/test-app.js';
import {
  expectInertCsv,
  expectInertPage,
  expectInertTerminal,
  formsOf,
  type FoundForm,
  probes,
} from './probes.js';
import { confirm, signInToAccount, tokenOf } from './pages.js';

const use = useTestApp();
let agent: Agent;
let form_token = '';
let forms: ReadonlyMap<string, FoundForm>;
beforeAll(async () => {
  await use().deps.users.createGroup('staff');
  await use().deps.users.addMember('staff', use().people.marek.id);
  agent = await signInToAccount(use(), 'ines');
  form_token = tokenOf(await agent.get('/account/'));
  forms = await findForms();
}, 60_000);

const fill = (path: string): string =>
  path
    .replace('{:folder}', 'open')
    .replace(':number', '1')
    .replace(':page', 'sign-in')
    .replace(
      ':name',
      { groups: 'staff', tiers: 'preview', places: 'reading-room', agreements: 'terms' }[
        path.split('/')[1] ?? ''
      ] ?? 'marek',
    );

/** Every page of the route tables that needs nothing made first. */
const pages = [
  ...adminRoutes.map((route) => ({ ...route, path: `/auth/admin${fill(route.path)}` })),
  ...accountRoutes.map((route) => ({ ...route, path: `/account${fill(route.path)}` })),
]
  .filter(
    ({ method, path }) =>
      method === 'GET' && !/:\w+$|\/(?:picture|view-as|tier-sample|look\/logo)$|\.(?:csv|json)$/.test(path),
  )
  .map(({ path }) => path)
  .concat('/account/sign-in', '/iiif-login', '/iiif-login/agree/terms');

/** Forms of all pages, each once: several pages have the search. */
async function findForms(): Promise<ReadonlyMap<string, FoundForm>> {
  const found = new Map<string, FoundForm>();
  for (const page of pages)
    for (const form of formsOf((await agent.get(page)).text, page))
      if (form.texts.length > 0)
        found.set(`${form.method} ${form.action} ${form.fields['op'] ?? ''} ${form.texts.join()}`, form);
  return found;
}

/** Pages with what was written in them: the list of people leads to everybody who was made. */
async function linkedPages(): Promise<readonly string[]> {
  const lists = await Promise.all(
    ['people', 'groups', 'rules', 'keys'].map(async (path) => agent.get(`/auth/admin/${path}`)),
  );
  const links = lists.flatMap(({ text }) => [
    ...text.matchAll(/href="(\/auth\/admin\/(?:people|groups|rules)\/[^"?#]+)"/g),
  ]);
  return [...new Set(links.map(([, link = '']) => link))].slice(0, 60);
}

async function follow(answer: Answer): Promise<Answer> {
  const to = answer.headers['location'];
  return answer.status === 303 && to?.startsWith('/') === true ? agent.get(to) : answer;
}

/** Each field alone, so that it is the only wrong one; of long forms all at once. */
function fieldSets({ texts }: FoundForm): readonly (readonly string[])[] {
  return texts.length > 6 ? [texts, ...texts.slice(0, 2).map((one) => [one])] : texts.map((one) => [one]);
}

async function submit(form: FoundForm, wanted: readonly string[], text: string): Promise<Answer> {
  // What it was made from changes with each probe; being overtaken is another test's (two-administrators.test.ts).
  const { before: _, ...made } = form.fields;
  const fields = { ...made, ...Object.fromEntries(wanted.map((field) => [field, text])) };
  if (form.method === 'GET') return agent.get(`${form.action}?${new URLSearchParams(fields).toString()}`);
  const plan = await agent.post(form.action, { ...fields, form_token });
  if (!plan.text.includes('name="confirm"')) return follow(plan);
  expectInertPage(plan.text);
  return follow(await confirm(agent, plan, form.action.replace('/auth/admin/', '')));
}

/** The command line on this app's database. */
async function gatehouse(...argv: readonly string[]): Promise<string> {
  const { database } = use();
  let printed = '';
  const print = (text: string): void => {
    printed += text;
  };
  await runCli(argv, {
    io: {
      out: async (text: string) => print(text),
      say: print,
      readInput: async () => '',
      readBytes: async () => Buffer.alloc(0),
      writeFile: async () => undefined,
      askSecret: async () => null,
      watched: false,
    },
    readConfig: () => parseConfig({ ...testEnvironment, AUTH_DB_CONNECTION: database.url }),
    hasher: null as never,
    now: () => use().now(),
    schema: database.schema,
    signal: new AbortController().signal,
  });
  return printed;
}

describe('what hostile people write', () => {
  it.each(Object.entries(probes))(
    'is inert in the answer of every form, in every field: %s',
    async (_, probe) => {
      expect(forms.size).toBeGreaterThan(12);
      for (const form of forms.values())
        for (const field of fieldSets(form)) {
          const answer = await submit(form, field, probe);
          const said = `${form.action} ${field.join()}: ${answer.status}`;
          expect([said, answer.status < 500]).toEqual([said, true]);
          if ((answer.headers['content-type'] ?? '').startsWith('text/html')) expectInertPage(answer.text);
        }
    },
    120_000,
  );

  it('stays inert on every page afterwards', async () => {
    const { users, keys } = use().deps;
    expect(keys).toBeDefined();
    // What older versions, imports and the command line may have let in.
    for (const [index, probe] of Object.values(probes).entries()) {
      if (probe.includes('\0')) continue;
      const name = `odd-${index}`;
      await users.create({
        name,
        displayName: probe.slice(0, 3000).toWellFormed(),
        email: null,
        administrator: false,
        passwordHash: null,
      });
    }
    const all = [...pages, ...(await linkedPages())];
    expect(all.length).toBeGreaterThan(40);
    for (const page of all) {
      const { status, text } = await agent.get(page);
      expect([page, status]).toEqual([page, 200]);
      expectInertPage(text);
    }
  }, 120_000);

  it('is no formula in any export, and one value in JSON', async () => {
    for (const path of ['people.csv', 'audit.csv'])
      expectInertCsv((await agent.get(`/auth/admin/${path}`)).text);
    const people = await agent.get('/auth/admin/people.json');
    expect(people.headers['content-type']).toContain('application/json');
    expect(people.headers['x-content-type-options']).toBe('nosniff');
    expect(people.json).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'odd-4' })]));
  }, 120_000);

  it.each([
    ['user', 'list'],
    ['user', 'show', 'odd-8'],
    ['group', 'list'],
    ['key', 'list'],
    ['session', 'list'],
    ['policy', 'history'],
    ['audit', 'export'],
    ['why', 'open!a.jp2', '--as', 'odd-8'],
    ['user', 'show', 'x\u001B[31m\u202E'],
  ])('moves nothing on a terminal: gatehouse %s %s', async (...argv) => {
    const printed = await gatehouse(...argv);
    expect(printed).not.toBe('');
    expectInertTerminal(printed);
  });

  it('makes no line of the log its own', async () => {
    const lines: string[] = [];
    const log = createLog('debug', { write: (line) => void lines.push(line) });
    use().observed.forEach(log);
    expect(lines.length).toBe(use().observed.length);
    for (const line of lines) {
      expect(line.trimEnd()).not.toMatch(/[\n\r]/);
      expect(JSON.parse(line)).toHaveProperty('event');
      expect(line.trimEnd()).not.toMatch(/[^\P{Cc}\t]/u);
    }
  });

  it('is one JSON text each in the documents that viewers read', async () => {
    for (const path of [
      '/iiif/manifests/open',
      '/iiif/2/manifests/open',
      '/iiif/collections',
      '/iiif/images/open!a.jp2/info.json',
    ]) {
      const answer = await agent.get(path);
      expect([path, answer.headers['content-type']]).toEqual([path, expect.stringMatching(/json/)]);
      expect(() => JSON.parse(answer.text) as unknown).not.toThrow();
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    }
  });
});
