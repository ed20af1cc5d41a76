import { withdrawAcceptance } from '../../core/identity/withdraw-acceptance.js';
import { type Html, html } from '../../http/html.js';
import { noteOwnChange } from '../../http/note-sign-in.js';
import { record } from '../admin-request.js';
import { postButton } from '../pages/post-button.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';
import { goToAccount, sendAccountPage } from './account-page.js';
import type { AccountRequest } from './account-request.js';
import { renderOwnKeys } from './own-keys.js';
import { sayWhen } from './say-when.js';

/** What the account holds of agreements, each with a button to take it back. */
function renderTerms(request: AccountRequest, formToken: string): Html {
  const { user, speak } = request;
  const terms = Object.entries(user.agreements).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (terms.length === 0) return html`<p class="quiet">${speak('data.noAgreements')}</p>`;
  return html`<ul class="tree">
    ${terms.map(([name, { version, at, withdrawn }]) => {
      const said = speak(withdrawn ? 'data.takenBack' : 'data.accepted', { date: sayWhen(request, at) });
      return html`<li>
        <span>${speak('data.agreement', { name, version: String(version) })}, ${said}</span>
        ${
          !withdrawn &&
          postButton({
            action: '/account/withdraw',
            formToken,
            label: speak('data.takeBack'),
            name: speak('data.takeBackOne', { name }),
            fields: { agreement: name },
          })
        }
      </li>`;
    })}
  </ul>`;
}

function renderDeletion(request: AccountRequest, formToken: string, problems: readonly string[]): Html {
  const { deps, user, speak } = request;
  if (user.deletionAskedAt !== null)
    return html`<p class="notice mind">
        ${speak('data.asked', { date: sayWhen(request, user.deletionAskedAt) })}
      </p>
      ${postButton({ action: '/account/data/withdraw', formToken, label: speak('data.withdraw'), kind: 'plain' })}`;
  return html`<p>${speak('data.deleteText', { institution: deps.look().institution })}</p>
    <form method="post" action="/account/data/delete">
      <input type="hidden" name="form_token" value="${formToken}" />
      <div class="choice">
        <input type="checkbox" id="sure" name="sure" value="yes" required ${describedBy(problems)} /><label for="sure"
          >${speak('data.deleteSure')}</label
        >
      </div>
      <div class="actions">
        <button type="submit" class="plain danger">${speak('data.deleteButton')}</button>
      </div>
    </form>`;
}

async function showData(request: AccountRequest, problems: readonly string[]): Promise<void> {
  const { ctx, deps, speak } = request;
  const formToken = deps.formGuard.issue(ctx);
  const body = html`${renderProblems(problems)}
    <h2>${speak('data.agreements')}</h2>
    ${renderTerms(request, formToken)}
    <h2>${speak('data.keys')}</h2>
    ${await renderOwnKeys(request, formToken)}
    <h2>${speak('data.stored')}</h2>
    <p>${speak('data.storedText')}</p>
    <h2>${speak('data.delete')}</h2>
    ${renderDeletion(request, formToken, problems)}`;
  const status = problems.length === 0 ? 200 : 422;
  sendAccountPage(request, { title: speak('data.title'), section: 'data', body, status });
}

/** What is kept about the person: terms, keys, and how to have it deleted. */
export async function dataPage(request: AccountRequest): Promise<void> {
  await showData(request, []);
}

/** The person takes back what they agreed to. */
export async function withdrawAgreement(request: AccountRequest): Promise<void> {
  const { deps, user, form } = request;
  const agreement = form.get('agreement') ?? '';
  const withdrawn = await withdrawAcceptance(deps.users, user, agreement, deps.clock());
  if (withdrawn !== null) {
    await record(request, {
      kind: 'agreement-withdrawn',
      user: user.name,
      agreement,
      version: withdrawn.version,
    });
  }
  goToAccount(request, 'data', 'taken-back');
}

/** Asks the administrators to delete the person's data: they see it on their overview. */
export async function askForDeletion(request: AccountRequest): Promise<void> {
  const { ctx, deps, user, form, speak } = request;
  if (form.get('sure') !== 'yes') {
    await showData(request, [speak('data.tick')]);
    return;
  }
  if (user.deletionAskedAt === null) {
    await deps.users.setDeletionAsked(user.id, deps.clock());
    await noteOwnChange(ctx, deps, user, 'deletion-asked');
  }
  goToAccount(request, 'data', 'deletion-asked');
}

export async function withdrawDeletion(request: AccountRequest): Promise<void> {
  const { ctx, deps, user } = request;
  if (user.deletionAskedAt !== null) {
    await deps.users.setDeletionAsked(user.id, null);
    await noteOwnChange(ctx, deps, user, 'deletion-withdrawn');
  }
  goToAccount(request, 'data', 'deletion-withdrawn');
}
