import type { Context } from 'koa';
import type { FolderRule, Policy } from '../core/policy/model.js';
import type { Html } from '../http/html.js';
import { html } from '../http/html.js';
import { HttpProblem } from '../http/problem.js';
import { readForm } from '../http/read-form.js';
import type { AdminDeps } from './admin-deps.js';
import { requireAdministrator } from './current-user.js';
import { goTo, sendPage } from './page.js';

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

function renderQuestion(formToken: string): Html {
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

async function renderFacts(deps: AdminDeps): Promise<Html> {
  const [images, scan, problems, sessions] = await Promise.all([
    deps.images.count(),
    deps.catalogue.lastScan('images'),
    deps.catalogue.listProblems(20),
    deps.sessions.list(),
  ]);
  const people = new Set(sessions.map((session) => session.user).filter((user) => user !== null)).size;
  const state = scan === null ? 'not scanned yet' : scan.state === 'running' ? 'being scanned' : 'scanned';
  return html`<dl>
      <dt>Images</dt>
      <dd>${images}</dd>
      <dt>Folder</dt>
      <dd>${state}</dd>
      <dt>People signed in</dt>
      <dd>${people}</dd>
    </dl>
    ${
      problems.length > 0 &&
      html`<h2>Files that are not served</h2>
        <div class="scroll">
          <table>
            <thead>
              <tr>
                <th>File</th>
                <th>Why</th>
              </tr>
            </thead>
            <tbody>
              ${problems.map(
                (problem) =>
                  html`<tr>
                    <td><code>${problem.name}</code></td>
                    <td>${problem.message}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>
        <p class="quiet">All of them: <code>./scripts/gatehouse images list --problems</code></p>`
    }`;
}

/** What an administrator sees first. */
export function overviewPage(deps: AdminDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const user = await requireAdministrator(ctx, deps);
    if (user === null) return;
    const current = await deps.policies.current();
    const unanswered = current === null || current.policy.folders.length === 0;
    const formToken = deps.formGuard.issue(ctx);
    const rules = html`<h2>Rules</h2>
      <p>
        Version ${current?.number ?? 0}, ${current?.policy.folders.length ?? 0} entries. Read and change them
        with <code>./scripts/gatehouse policy export</code> and <code>policy apply</code>.
      </p>`;
    const body = html`${unanswered && renderQuestion(formToken)} ${await renderFacts(deps)}
      ${!unanswered && rules}
      <form method="post" action="/account/sign-out">
        <input type="hidden" name="form_token" value="${formToken}" />
        <p class="quiet">
          Signed in as ${user.displayName}. <button type="submit" class="plain">Sign out</button>
        </p>
      </form>`;
    sendPage(ctx, deps, { title: 'Overview', body, width: 'wide' });
  };
}

/** Takes the answer to the first question; does nothing when there are rules already. */
export function submitFirstRules(deps: AdminDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const user = await requireAdministrator(ctx, deps);
    if (user === null) return;
    const form = await readForm(ctx.req);
    if (!deps.formGuard.accepts(ctx, form.get('form_token')))
      throw new HttpProblem(
        403,
        'form_expired',
        'this form was open too long; go back, reload and try again',
      );
    const choice = form.get('choice');
    const current = await deps.policies.current();
    const unanswered = current === null || current.policy.folders.length === 0;
    if (unanswered && isFirstChoice(choice))
      await deps.policies.publish(
        firstPolicy(choice, deps.config.timeZone),
        current?.number ?? null,
        user.name,
        'first rules',
      );
    goTo(ctx, '/auth/admin/');
  };
}
