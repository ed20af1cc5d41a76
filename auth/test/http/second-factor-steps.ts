import { expect } from '@jest/globals';
import { TOTP } from 'otpauth';
import { tokenOf } from '../admin/pages.js';
import { passwordOf } from '../support/people.js';
import type { TestApp } from '../support/test-app.js';
import { type Agent, type Answer, createAgent } from './agent.js';
import { attribute } from './forms.js';

let clients = 0;

/** Somebody's browser, at an address of its own. */
export function newAgent(app: TestApp): Agent {
  clients += 1;
  return createAgent(app.publicPort, `203.0.113.${clients % 250}`);
}

/** What an app shows at a moment, so many steps of 30 s from now. */
export function codeOf(app: TestApp, secret: string, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: (app.now() + 30 * steps) * 1000 });
}

/** The value of a hidden field. */
export function hidden(page: Answer, name: string): string {
  const tag = new RegExp(`<input\\b[^>]*\\sname="${name}"[^>]*>`).exec(page.text)?.[0] ?? '';
  return attribute(tag, 'value') ?? '';
}

/** Sends the first form of the account sign-in. */
export async function givePassword(app: TestApp, name: string, agent: Agent): Promise<Answer> {
  const form_token = tokenOf(await agent.get('/account/sign-in'));
  return agent.post('/account/sign-in', { form_token, username: name, password: passwordOf(name) });
}

/** Sends the form with the code that followed the password. */
export async function giveCode(agent: Agent, page: Answer, code: string): Promise<Answer> {
  const fields = { form_token: hidden(page, 'form_token'), ticket: hidden(page, 'ticket'), code };
  return agent.post('/account/sign-in/code', fields);
}

/** Sets up codes for somebody who is signed in. */
export async function enrol(
  app: TestApp,
  agent: Agent,
): Promise<{ readonly secret: string; readonly recoveryCodes: readonly string[]; readonly page: Answer }> {
  const setup = await agent.get('/account/totp');
  expect(setup.status).toBe(200);
  const secret = (/<code class="copy"[^>]*>([A-Z2-7 ]+)</.exec(setup.text)?.[1] ?? '').replaceAll(' ', '');
  const page = await agent.post('/account/totp', {
    form_token: hidden(setup, 'form_token'),
    proposal: hidden(setup, 'proposal'),
    code: codeOf(app, secret),
  });
  const recoveryCodes = [...page.text.matchAll(/<code>([A-Z2-9-]{19})<\/code>/g)].map(
    ([, code = '']) => code,
  );
  return { secret, recoveryCodes, page };
}
