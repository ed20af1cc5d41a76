import { endSessionsOfGroup } from '../../core/session/end-sessions-of-group.js';
import { canonicalUserName } from '../../core/identity/user-name.js';
import { listRulesNaming } from '../../core/policy/rules-naming.js';
import { html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { goTo, sendAdminPage } from '../page.js';
import { pageNumber, renderPager } from '../pages/pager.js';
import { postButton } from '../pages/post-button.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';
import { personAddress } from '../people/find-person.js';
import { groupAddress } from './groups-page.js';
import { findGroup } from './find-group.js';
import { renderOwnKeys, renderSecondFactor } from './group-settings.js';
import { requireOwnGroup } from './own-groups.js';

const pageSize = 50;

async function rulesNaming({ deps }: AdminRequest, group: string): Promise<readonly string[]> {
  const running = await deps.policies.current();
  return running === null ? [] : listRulesNaming(running.policy, { kind: 'group', name: group });
}

async function showGroup(request: AdminRequest, group: string, problems: readonly string[]): Promise<void> {
  const { ctx, deps, query, form } = request;
  const asked = { search: '', state: 'all', sort: 'name', group, limit: pageSize } as const;
  const first = await deps.users.listPage({ ...asked, offset: 0 });
  const { page, pages } = pageNumber(query.get('page'), first.total, pageSize);
  const shown = page === 1 ? first : await deps.users.listPage({ ...asked, offset: (page - 1) * pageSize });
  const naming = await rulesNaming(request, group);
  const settings = (await deps.users.listGroups()).find((one) => one.name === group);
  const formToken = deps.formGuard.issue(ctx);
  const here = groupAddress(group);
  const rows = shown.users.map(
    (user) =>
      html`<tr>
        <td><a href="${personAddress(user.name)}">${user.name}</a></td>
        <td>${user.displayName}${user.disabled && ' (disabled)'}</td>
        <td class="act">
          ${postButton({ action: `${here}/remove`, formToken, label: 'Remove', name: `Remove ${user.name}`, fields: { user: user.name } })}
        </td>
      </tr>`,
  );
  const body = html`${renderProblems(problems)}
    <form method="post" action="${here}/add" class="narrow">
      <input type="hidden" name="form_token" value="${formToken}" />
      <label for="user">Add a person <span class="quiet">(user name)</span></label>
      <input type="text" id="user" name="user" value="${form.get('user') ?? ''}" required maxlength="128" autocapitalize="none" spellcheck="false" autocomplete="off" ${describedBy(problems)} />
      <button type="submit">Add</button>
    </form>
    <h2>Members</h2>
    ${
      shown.users.length === 0
        ? html`<p class="quiet">Nobody yet. Rules that name this group give nothing to anyone.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Members">
            <table>
              <thead>
                <tr>
                  <th scope="col">User name</th>
                  <th scope="col">Name</th>
                  <th scope="col">Action</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>
          </div>`
    }
    ${renderPager({ path: here, query: {}, page, pages, total: shown.total, what: 'member' })}
    ${
      shown.total > 0 &&
      postButton({
        action: `${here}/end-sessions`,
        formToken,
        label: 'Sign all members out everywhere',
        kind: 'plain',
      })
    }
    <h2>Second factor</h2>
    ${renderSecondFactor(here, formToken, settings?.secondFactor === true)}
    <h2>Keys</h2>
    ${renderOwnKeys(here, formToken, settings?.ownKeys === true)}
    <h2>Where rules name it</h2>
    ${
      naming.length === 0
        ? html`<p class="quiet">Nowhere.</p>`
        : html`<ul>
            ${naming.slice(0, 50).map((pattern) => html`<li><code>${pattern}</code></li>`)}
          </ul>`
    }
    <h2>Delete</h2>
    ${
      naming.length > 0
        ? html`<p class="quiet">
            As long as rules name it, it can not be deleted: a later group of the same name would inherit what they give.
          </p>`
        : html`<form method="post" action="${here}/delete">
            <input type="hidden" name="form_token" value="${formToken}" />
            <div class="choice">
              <input type="checkbox" id="sure" name="sure" value="yes" required /><label for="sure"
                >Yes, delete this group. Its members stay.</label
              >
            </div>
            <button type="submit" class="plain danger">Delete the group</button>
          </form>`
    }`;
  const status = problems.length === 0 ? 200 : 422;
  sendAdminPage(request, { title: `Group ${group}`, section: 'groups', body, status });
}

/** A group, its members, and where rules name it. */
export async function groupPage(request: AdminRequest): Promise<void> {
  const group = await findGroup(request);
  if (!request.standing.auditor) await requireOwnGroup(request, group);
  await showGroup(request, group, []);
}

export async function addMember(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const group = await findGroup(request);
  await requireOwnGroup(request, group);
  const name = canonicalUserName(form.get('user') ?? '');
  const user = name.ok ? await deps.users.findByName(name.value) : null;
  if (user === null) {
    await showGroup(request, group, ['There is nobody of this user name. Look it up under “People”.']);
    return;
  }
  if (!user.groups.includes(group) && (await deps.users.addMember(group, user.id)))
    await record(request, { kind: 'member-added', group, user: user.name });
  goTo(ctx, groupAddress(group), 'member-added');
}

export async function removeMember(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const group = await findGroup(request);
  await requireOwnGroup(request, group);
  const user = await deps.users.findByName(form.get('user') ?? '');
  if (user !== null && (await deps.users.removeMember(group, user.id)))
    await record(request, { kind: 'member-removed', group, user: user.name });
  goTo(ctx, groupAddress(group), 'member-removed');
}

/** Signs every member out everywhere. */
export async function endGroupsSessions(request: AdminRequest): Promise<void> {
  const { ctx, deps } = request;
  const group = await findGroup(request);
  const count = await endSessionsOfGroup(deps, group);
  if (count > 0) await record(request, { kind: 'sessions-ended', user: null, group, count });
  goTo(ctx, groupAddress(group), 'sessions-ended');
}

export async function deleteGroup(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const group = await findGroup(request);
  if ((await rulesNaming(request, group)).length > 0) {
    await showGroup(request, group, ['Rules name this group. Change them first.']);
    return;
  }
  if (form.get('sure') !== 'yes') {
    await showGroup(request, group, ['Tick the box to delete the group.']);
    return;
  }
  if (await deps.users.deleteGroup(group)) await record(request, { kind: 'group-deleted', group });
  goTo(ctx, '/auth/admin/groups', 'group-deleted');
}
