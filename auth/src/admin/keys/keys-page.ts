import type { ApiKey } from '../../core/identity/api-key.js';
import { makeApiKey } from '../../core/identity/make-api-key.js';
import { canonicalUserName } from '../../core/identity/user-name.js';
import type { User } from '../../core/identity/user.js';
import { html, type Html } from '../../http/html.js';
import { parseDuration } from '../../policy-text/duration.js';
import { type AdminRequest, record } from '../admin-request.js';
import { goTo, sendAdminPage } from '../page.js';
import { postButton } from '../pages/post-button.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';
import { personAddress } from '../people/find-person.js';
import { renderTime } from '../say-time.js';

const here = '/auth/admin/keys';

function renderState(key: ApiKey, user: User | undefined, now: number): Html {
  if (key.expiresAt <= now)
    return html`<span class="badge off"><span aria-hidden="true">✕</span> Ran out</span>`;
  return user?.disabled === false
    ? html`<span class="badge open"><span aria-hidden="true">✓</span> Counts</span>`
    : html`<span class="badge off"><span aria-hidden="true">✕</span> Person disabled</span>`;
}

async function usersOf({ deps }: AdminRequest, keys: readonly ApiKey[]): Promise<ReadonlyMap<string, User>> {
  const ids = [...new Set(keys.map((key) => key.user))];
  const found = await Promise.all(ids.map(async (id) => deps.users.findById(id)));
  return new Map(found.flatMap((user) => (user === null ? [] : [[user.id, user]])));
}

function renderKeys(
  request: AdminRequest,
  keys: readonly ApiKey[],
  users: ReadonlyMap<string, User>,
  formToken: string,
): Html {
  const { timeZone } = request.deps.config;
  const now = request.deps.clock();
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Keys">
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Rights of</th>
          <th scope="col">Folder</th>
          <th scope="col">State</th>
          <th scope="col">Until</th>
          <th scope="col">Last used</th>
          <th scope="col">Action</th>
        </tr>
      </thead>
      <tbody>
        ${keys.map((key) => {
          const user = users.get(key.user);
          return html`<tr>
            <td>${key.name}</td>
            <td>${user === undefined ? '–' : html`<a href="${personAddress(user.name)}">${user.name}</a>`}</td>
            <td><code>/${key.folder}</code></td>
            <td>${renderState(key, user, now)}</td>
            <td class="when">${renderTime(key.expiresAt, timeZone)}</td>
            <td class="when">${renderTime(key.lastUsedAt, timeZone)}</td>
            <td class="act">
              ${postButton({ action: `${here}/revoke`, formToken, label: 'Revoke', name: `Revoke ${key.name}`, fields: { key: key.name } })}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}

async function showKeys(request: AdminRequest, problems: readonly string[]): Promise<void> {
  const { ctx, deps, form } = request;
  const keys = await deps.keys.list();
  const formToken = deps.formGuard.issue(ctx);
  const value = (name: string, otherwise = ''): string => form.get(name) ?? otherwise;
  const body = html`<p>
      A key lets a script fetch what one person may see, below one folder, until it runs out. It opens no page and gives no
      more than that person has.
    </p>
    ${
      keys.length === 0
        ? html`<p class="quiet">No keys yet. Make one below for a script that harvests or checks images.</p>`
        : renderKeys(request, keys, await usersOf(request, keys), formToken)
    }
    <h2>New key</h2>
    ${renderProblems(problems)}
    <form method="post" action="${here}" autocomplete="off">
      <input type="hidden" name="form_token" value="${formToken}" />
      <div class="fields">
        <div>
          <label for="name">Name of the key</label>
          <input type="text" id="name" name="name" value="${value('name')}" required maxlength="64" ${describedBy(problems)} autocapitalize="none" spellcheck="false" placeholder="nightly-export" />
        </div>
        <div>
          <label for="user">Rights of <span class="quiet">(user name)</span></label>
          <input type="text" id="user" name="user" value="${value('user')}" required maxlength="128" ${describedBy(problems)} autocapitalize="none" spellcheck="false" />
        </div>
        <div>
          <label for="folder">Folder <span class="quiet">(/ is everything)</span></label>
          <input type="text" id="folder" name="folder" value="${value('folder', '/')}" required maxlength="4000" ${describedBy(problems)} spellcheck="false" />
        </div>
        <div>
          <label for="expires">Counts for <span class="quiet">(12h, 90d, 52w)</span></label>
          <input type="text" id="expires" name="expires" value="${value('expires', '90d')}" required maxlength="10" ${describedBy(problems)} spellcheck="false" />
        </div>
      </div>
      <button type="submit">Make the key</button>
    </form>`;
  const status = problems.length === 0 ? 200 : 422;
  sendAdminPage(request, { title: 'Keys for scripts', section: 'sessions', body, status });
}

/** Every key, and the form for a new one. */
export async function keysPage(request: AdminRequest): Promise<void> {
  await showKeys(request, []);
}

/** Makes a key and shows it, the only time it can be shown. */
export async function createKey(request: AdminRequest): Promise<void> {
  const { deps, form } = request;
  const name = canonicalUserName(form.get('user') ?? '');
  const user = name.ok ? await deps.users.findByName(name.value) : null;
  const made = await makeApiKey(
    { keys: deps.keys, now: deps.clock, newSecret: deps.newId, sha256: deps.digest.sha256 },
    {
      name: (form.get('name') ?? '').trim(),
      user,
      folder: form.get('folder') ?? '',
      seconds: parseDuration((form.get('expires') ?? '').trim()),
    },
  );
  if (!made.ok) {
    await showKeys(request, made.error);
    return;
  }
  const { key, secret } = made.value;
  const { expiresAt } = key;
  await record(request, {
    kind: 'key-created',
    key: key.name,
    user: user?.name ?? '',
    folder: `/${key.folder}`,
    expiresAt,
  });
  const body = html`<p class="notice good" role="status">
      This is the key <strong>${key.name}</strong>. It is shown only now, and counts until
      ${renderTime(expiresAt, deps.config.timeZone)}.
    </p>
    <code class="copy" tabindex="0">${secret}</code>
    <p>A script sends it as a header:</p>
    <pre tabindex="0" role="region" aria-label="Header"><code>Authorization: Gatehouse-Key ${secret.slice(0, 4)}…</code></pre>
    <p><a href="${here}">On to all keys</a></p>`;
  sendAdminPage(request, { title: 'A new key', section: 'sessions', body });
}

/** Ends a key for good. */
export async function revokeKey(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const key = await deps.keys.revoke(form.get('key') ?? '');
  if (key !== null) await record(request, { kind: 'key-revoked', key: key.name });
  goTo(ctx, here, 'key-revoked');
}
