import type { ApiKey } from '../../core/identity/api-key.js';
import { withdrawAcceptance } from '../../core/identity/withdraw-acceptance.js';
import { type Html, html } from '../../http/html.js';
import { noteOwnChange } from '../../http/note-sign-in.js';
import { record } from '../admin-request.js';
import { postButton } from '../pages/post-button.js';
import { renderProblems } from '../pages/problem-list.js';
import { goToAccount, sendAccountPage } from './account-page.js';
import type { AccountRequest } from './account-request.js';
import { renderWhen, sayWhen } from './say-when.js';

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

function renderKey(request: AccountRequest, key: ApiKey, formToken: string): Html {
  const { speak } = request;
  return html`<tr>
    <td>${key.name}</td>
    <td>${key.folder === '' ? speak('data.everything') : html`<code>${key.folder}</code>`}</td>
    <td class="when">${renderWhen(request, key.expiresAt)}</td>
    <td class="when">
      ${key.lastUsedAt === null ? speak('account.never') : renderWhen(request, key.lastUsedAt)}
    </td>
    <td class="act">
      ${postButton({
        action: '/account/keys/revoke',
        formToken,
        label: speak('data.revoke'),
        name: speak('data.revokeOne', { name: key.name }),
        fields: { key: key.name },
        kind: 'plain small danger',
      })}
    </td>
  </tr>`;
}

async function ownKeys({ deps, user }: AccountRequest): Promise<readonly ApiKey[]> {
  return (await deps.keys.list()).filter((key) => key.user === user.id);
}

async function renderKeys(request: AccountRequest, formToken: string): Promise<Html> {
  const { speak } = request;
  const keys = await ownKeys(request);
  if (keys.length === 0) return html`<p class="quiet">${speak('data.noKeys')}</p>`;
  const headings = ['key', 'folder', 'expires', 'used'] as const;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${speak('data.keys')}">
    <table>
      <thead>
        <tr>
          ${headings.map((key) => html`<th scope="col">${speak(`data.${key}`)}</th>`)}
          <th scope="col">${speak('sessions.act')}</th>
        </tr>
      </thead>
      <tbody>
        ${keys.map((key) => renderKey(request, key, formToken))}
      </tbody>
    </table>
  </div>`;
}

function renderDeletion(request: AccountRequest, formToken: string): Html {
  const { deps, user, speak } = request;
  if (user.deletionAskedAt !== null)
    return html`<p class="notice mind">
        ${speak('data.asked', { date: sayWhen(request, user.deletionAskedAt) })}
      </p>
      ${postButton({ action: '/account/data/withdraw', formToken, label: speak('data.withdraw'), kind: 'plain' })}`;
  return html`<p>${speak('data.deleteText', { institution: deps.config.institution })}</p>
    <form method="post" action="/account/data/delete">
      <input type="hidden" name="form_token" value="${formToken}" />
      <div class="choice">
        <input type="checkbox" id="sure" name="sure" value="yes" required /><label for="sure"
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
    ${await renderKeys(request, formToken)}
    <h2>${speak('data.stored')}</h2>
    <p>${speak('data.storedText')}</p>
    <h2>${speak('data.delete')}</h2>
    ${renderDeletion(request, formToken)}`;
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

export async function revokeOwnKey(request: AccountRequest): Promise<void> {
  const { deps, form } = request;
  const key = (await ownKeys(request)).find(({ name }) => name === form.get('key'));
  if (key !== undefined && (await deps.keys.revoke(key.name)) !== null)
    await record(request, { kind: 'key-revoked', key: key.name });
  goToAccount(request, 'data', 'key-revoked');
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
