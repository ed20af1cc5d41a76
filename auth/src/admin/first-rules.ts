import type { FolderRule, Policy } from '../core/policy/model.js';
import type { Html } from '../http/html.js';
import { html } from '../http/html.js';
import { type AdminRequest, record } from './admin-request.js';
import { goTo } from './page.js';

const emptyRule: Omit<FolderRule, 'pattern' | 'grants'> = {
  ceilings: [],
  manifest: null,
  hidden: null,
  contact: null,
  managed: null,
  signIn: null,
};

/** The first question: who may see the folder as a whole. Nothing is opened until somebody answers it. */
const firstChoices = {
  closed: { label: 'Nobody yet. I will write rules first.', who: null },
  'signed-in': { label: 'People who are signed in may see everything.', who: { kind: 'signed-in' } },
  anyone: { label: 'Everyone may see everything.', who: { kind: 'anyone' } },
} as const;

function isFirstChoice(text: string | undefined): text is keyof typeof firstChoices {
  return text !== undefined && Object.hasOwn(firstChoices, text);
}

function firstPolicy(choice: keyof typeof firstChoices, timezone: string): Policy {
  const { who } = firstChoices[choice];
  const grants = who === null ? [] : [{ who, and: null, tier: 'full', from: null, until: null, agree: null }];
  return {
    version: 1,
    timezone,
    tiers: [],
    places: [],
    agreements: [],
    folders: [{ ...emptyRule, pattern: '/', grants }],
  };
}

/** The question as a form. */
export function renderQuestion(formToken: string): Html {
  const choices = Object.entries(firstChoices).map(
    ([key, { label }]) =>
      html`<div class="choice">
        <input type="radio" name="choice" value="${key}" id="choice-${key}" required /><label
          for="choice-${key}"
          >${label}</label
        >
      </div>`,
  );
  return html`<h2>Who may see your images?</h2>
    <p>No rule has been made yet, so everything is closed. Rules for single folders can be added later.</p>
    <form method="post" action="/auth/admin/first-rules">
      <input type="hidden" name="form_token" value="${formToken}" />
      <fieldset>
        <legend>The whole folder</legend>
        ${choices}
      </fieldset>
      <div class="actions"><button type="submit">Save</button></div>
    </form>`;
}

/** Takes the answer to the first question; does nothing when there are rules already. */
export async function submitFirstRules(request: AdminRequest): Promise<void> {
  const { ctx, deps, user, form } = request;
  const choice = form.get('choice');
  const current = await deps.policies.current();
  const unanswered = current === null || current.policy.folders.length === 0;
  if (unanswered && isFirstChoice(choice)) {
    const note = 'first rules';
    const policy = firstPolicy(choice, deps.config.timeZone);
    const version = await deps.policies.publish(policy, current?.number ?? null, user.name, note);
    if (version !== null) await record(request, { kind: 'policy-published', number: version.number, note });
  }
  goTo(ctx, '/auth/admin/');
}
