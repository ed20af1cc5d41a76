import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import { formatPolicyText } from '../../policy-text/format-policy.js';
import { parseInSteps } from '../../policy-text/parse-policy.js';
import type { PolicyProblem } from '../../policy-text/policy-problem.js';
import type { AdminRequest } from '../admin-request.js';
import { readRules, type RunningRules } from '../folders/rules-of.js';
import { sendAdminPage } from '../page.js';
import { renderNotice } from '../pages/problem-list.js';
import { renderHistory } from './history.js';
import { proposeRules } from './propose-rules.js';
import { takeTurns } from '../../system/take-turns.js';

interface Shown {
  readonly text: string;
  readonly basedOn: number;
  readonly said: Html | false;
  readonly status: number;
}

async function showRules(request: AdminRequest, rules: RunningRules, shown: Shown): Promise<void> {
  const { ctx, deps } = request;
  const body = html`<p>
      This is everything that the folder pages edit, as one text. Check it, look at what it would change, then publish.
      Comments are not kept.
    </p>
    ${shown.said}
    <form method="post" action="/auth/admin/rules">
      <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
      <input type="hidden" name="based_on" value="${shown.basedOn}" />
      <label for="text">Rules <span class="quiet">(YAML)</span></label>
      <textarea id="text" name="text" class="code" rows="24" spellcheck="false" autocapitalize="none" wrap="off">
${shown.text}</textarea
      >
      <div class="actions">
        <button type="submit" name="op" value="plan">Show what would change</button>
        <button type="submit" name="op" value="check" class="plain">Only check it</button>
      </div>
    </form>
    ${renderHistory(await deps.policies.history(), rules.number, deps.config.timeZone)}`;
  sendAdminPage(request, { title: 'Rules as text', section: 'folders', body, status: shown.status });
}

/** The whole policy as YAML, and its history. */
export async function rulesPage(request: AdminRequest): Promise<void> {
  const rules = await readRules(request.deps);
  const text = formatPolicyText(rules.policy);
  await showRules(request, rules, { text, basedOn: rules.number, said: false, status: 200 });
}

function renderTextProblems(problems: readonly PolicyProblem[]): Html {
  return html`<div class="notice bad" role="alert">
    <p><strong>${problems.length === 1 ? 'One thing is wrong.' : `${problems.length} things are wrong.`}</strong></p>
    <ul>
      ${problems.map(
        ({ line, key, message, remedy }) =>
          html`<li>
            ${line !== null && html`<strong>Line ${line}</strong> `}${key !== '' && html`<code>${key}</code>: `}${message}.
            ${remedy}
          </li>`,
      )}
    </ul>
  </div>`;
}

/** Larger documents that are not written plainly would hold up every picture; the command line takes them. */
const longestOdd = 200_000;

const written = /user:([^\s",}\]]+)/g;

/** What may be the name of a person in a text of rules, so that not everybody has to be read. */
function listNamesIn(text: string): readonly string[] {
  const names = [...text.matchAll(written)].flatMap(([, name = '']) => [name, name.replace(/'$/, '')]);
  return [...new Set(names.map((name) => name.replaceAll("''", "'")))];
}

/** Takes the text: checks it, shows what it would change, publishes what was confirmed. */
export async function submitRules(request: AdminRequest): Promise<void> {
  const { deps, form } = request;
  const rules = await readRules(deps);
  const text = (form.get('text') ?? '').replaceAll('\r\n', '\n');
  const basedOn = Number(form.get('based_on') ?? rules.number);
  const [groups, users] = await Promise.all([
    deps.users.listGroups(),
    deps.users.listNamed(listNamesIn(text)),
  ]);
  const known = { groups: groups.map((group) => group.name), users: users.map((user) => user.name) };
  const context = {
    known,
    stackNetworks: deps.config.stackNetworks,
    timezone: deps.config.timeZone,
    longestOdd,
  };
  const parsed = await takeTurns(parseInSteps(text, context));
  if (!parsed.ok) {
    await showRules(request, rules, { text, basedOn, said: renderTextProblems(parsed.error), status: 422 });
    return;
  }
  if (form.get('op') === 'check') {
    const said = renderNotice('good', 'The text is right. Nothing was saved yet.');
    await showRules(request, rules, { text, basedOn, said, status: 200 });
    return;
  }
  const outcome = await proposeRules(request, {
    rules,
    after: parsed.value,
    action: '/auth/admin/rules',
    back: '/auth/admin/rules',
    isWhole: true,
    note: 'edited as text',
    title: 'Change the rules',
  });
  if (outcome === 'overtaken') await submitRules(request);
}
