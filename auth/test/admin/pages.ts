import { passwordOf } from '../support/people.js';
import type { TestApp } from '../support/test-app.js';
import { type Agent, type Answer, createAgent } from '../http/agent.js';
import { attribute, unescapeHtml } from '../http/forms.js';

let clients = 0;

/** Somebody with a browser of their own, signed in to the account pages. */
export async function signInToAccount(app: TestApp, name: string): Promise<Agent> {
  clients += 1;
  const agent = createAgent(app.publicPort, `203.0.113.${clients % 250}`);
  const token = tokenOf(await agent.get('/account/sign-in'));
  const fields = { form_token: token, username: name, password: passwordOf(name) };
  const answer = await agent.post('/account/sign-in', fields);
  if (answer.status !== 303) throw new Error(`${name} could not sign in: ${answer.status}`);
  return agent;
}

/** The token that every form of a page carries. */
export function tokenOf(page: Answer): string {
  return /name="form_token"\s+value="([^"]+)"/.exec(page.text)?.[1] ?? '';
}

/** Fields of the first form of a page of which `marks` holds; hidden, filled and chosen ones. */
export function fieldsOf(page: Answer, mark: string): Record<string, string> {
  const form = (page.text.match(/<form\b[^>]*>[\s\S]*?<\/form>/g) ?? []).find((one) => one.includes(mark));
  if (form === undefined) throw new Error(`no form with ${mark} in: ${page.text}`);
  const fields: Record<string, string> = {};
  for (const input of form.match(/<input\b[^>]*>/g) ?? []) {
    const isChoice = /type="(?:radio|checkbox)"/.test(input);
    if (!isChoice || /\schecked\b/.test(input))
      fields[attribute(input, 'name') ?? ''] = attribute(input, 'value') ?? '';
  }
  const text = /<textarea[^>]*>\n?([\s\S]*?)<\/textarea\s*>/.exec(form)?.[1];
  if (text !== undefined) fields['text'] = unescapeHtml(text);
  return fields;
}

/** A page of the administration, with a token for its forms. */
export async function open(agent: Agent, path: string): Promise<Answer> {
  return agent.get(`/auth/admin/${path}`);
}

/** Sends a form of the administration with the right token. */
export async function act(
  agent: Agent,
  path: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const form_token = tokenOf(await open(agent, ''));
  return agent.post(`/auth/admin/${path}`, { form_token, ...fields });
}

/** Publishes what the plan page offers. */
export async function confirm(agent: Agent, plan: Answer, path: string): Promise<Answer> {
  return agent.post(`/auth/admin/${path}`, fieldsOf(plan, 'name="confirm"'));
}

/** What happened, oldest first, without times. */
export async function eventsOf(app: TestApp): Promise<readonly unknown[]> {
  const entries = await app.deps.audit.listAfter(null, 1000);
  return entries.map(({ actor, event }) => ({ actor, event }));
}
