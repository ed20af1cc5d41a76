import type { ApiKey } from '../../core/identity/api-key.js';
import { makeApiKey, readKeyName } from '../../core/identity/make-api-key.js';
import { mayMakeOwnKeys } from '../../core/identity/own-keys.js';
import { readFolderName } from '../../core/image/read-folder.js';
import { type Html, html } from '../../http/html.js';
import { HttpProblem } from '../../http/problem.js';
import { record } from '../admin-request.js';
import { postButton } from '../pages/post-button.js';
import { renderProblems } from '../pages/problem-list.js';
import { goToAccount, sendAccountPage } from './account-page.js';
import type { AccountRequest } from './account-request.js';
import { renderWhen, sayWhen } from './say-when.js';

/** Keys that one person may have made for themselves at a time. */
const mostKeys = 20;
const mostDays = 366;

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

function renderList(request: AccountRequest, keys: readonly ApiKey[], formToken: string): Html {
  const { speak } = request;
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

function renderForm({ form, speak }: AccountRequest, formToken: string): Html {
  const value = (name: string, otherwise = ''): string => form.get(name) ?? otherwise;
  return html`<form method="post" action="/account/keys" autocomplete="off">
    <input type="hidden" name="form_token" value="${formToken}" />
    <p>${speak('data.keyIntro')}</p>
    <div class="fields">
      <div>
        <label for="key-name">${speak('data.keyName')}</label>
        <input type="text" id="key-name" name="name" value="${value('name')}" required maxlength="64" autocapitalize="none" spellcheck="false" />
      </div>
      <div>
        <label for="key-folder">${speak('data.keyFolder')}</label>
        <input type="text" id="key-folder" name="folder" value="${value('folder', '/')}" required maxlength="4000" spellcheck="false" />
      </div>
      <div>
        <label for="key-days">${speak('data.keyDays')}</label>
        <input type="number" id="key-days" name="days" value="${value('days', '90')}" required min="1" max="${mostDays}" />
      </div>
    </div>
    <button type="submit" class="plain">${speak('data.keyMake')}</button>
  </form>`;
}

async function mayMake({ deps, user }: AccountRequest): Promise<boolean> {
  return mayMakeOwnKeys(user, await deps.users.listGroups());
}

/** Keys with the person's rights, each with a button to revoke it; and the form for a new one, for whom that is allowed. */
export async function renderOwnKeys(request: AccountRequest, formToken: string): Promise<Html> {
  const { speak } = request;
  const keys = await ownKeys(request);
  const allowed = await mayMake(request);
  return html`${
    keys.length > 0
      ? renderList(request, keys, formToken)
      : !allowed && html`<p class="quiet">${speak('data.noKeys')}</p>`
  }
  ${allowed && renderForm(request, formToken)}`;
}

function sayProblems(request: AccountRequest, keys: readonly ApiKey[], days: number): readonly string[] {
  const { form, speak } = request;
  return [
    ...(readKeyName((form.get('name') ?? '').trim()).ok ? [] : [speak('data.keyNameWrong')]),
    ...(readFolderName(form.get('folder') ?? '').ok ? [] : [speak('data.keyFolderWrong')]),
    ...(days >= 1 && days <= mostDays ? [] : [speak('data.keyDaysWrong', { days: String(mostDays) })]),
    ...(keys.length < mostKeys ? [] : [speak('data.keyTooMany', { count: String(mostKeys) })]),
  ];
}

function showProblems(request: AccountRequest, problems: readonly string[]): void {
  const body = html`${renderProblems(problems)} ${renderForm(request, request.deps.formGuard.issue(request.ctx))}`;
  sendAccountPage(request, { title: request.speak('data.keyMake'), section: 'data', body, status: 422 });
}

/**
 * Makes a key with the person's own rights, and shows it, the only time it can be shown.
 * @throws HttpProblem 403 where no group of theirs allows it
 */
export async function createOwnKey(request: AccountRequest): Promise<void> {
  const { deps, user, form, speak } = request;
  if (!(await mayMake(request)))
    throw new HttpProblem(403, 'not_permitted', 'your groups may not make keys; ask an administrator');
  const days = /^\d{1,4}$/.test(form.get('days') ?? '') ? Number(form.get('days')) : 0;
  const problems = sayProblems(request, await ownKeys(request), days);
  if (problems.length > 0) {
    showProblems(request, problems);
    return;
  }
  const made = await makeApiKey(
    { keys: deps.keys, now: deps.clock, newSecret: deps.newId, sha256: deps.digest.sha256 },
    { name: (form.get('name') ?? '').trim(), user, folder: form.get('folder') ?? '', seconds: days * 86_400 },
  );
  if (!made.ok) {
    showProblems(request, [speak('data.keyTaken')]);
    return;
  }
  const { key, secret } = made.value;
  const { name, expiresAt } = key;
  await record(request, {
    kind: 'key-created',
    key: name,
    user: user.name,
    folder: `/${key.folder}`,
    expiresAt,
  });
  const body = html`<p class="notice good" role="status">
      ${speak('data.keyShown', { name, date: sayWhen(request, expiresAt) })}
    </p>
    <code class="copy" tabindex="0">${secret}</code>
    <p>${speak('data.keySend')}</p>
    <pre tabindex="0" aria-label="HTTP"><code>Authorization: Gatehouse-Key ${secret.slice(0, 4)}…</code></pre>
    <p><a href="/account/data">${speak('data.title')}</a></p>`;
  sendAccountPage(request, { title: speak('data.key'), section: 'data', body });
}

export async function revokeOwnKey(request: AccountRequest): Promise<void> {
  const { deps, form } = request;
  const key = (await ownKeys(request)).find(({ name }) => name === form.get('key'));
  if (key !== undefined && (await deps.keys.revoke(key.name)) !== null)
    await record(request, { kind: 'key-revoked', key: key.name });
  goToAccount(request, 'data', 'key-revoked');
}
