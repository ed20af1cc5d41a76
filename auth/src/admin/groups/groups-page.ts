import { mayReadAll } from '../../core/identity/standing.js';
import { canonicalUserName } from '../../core/identity/user-name.js';
import { namePattern } from '../../core/policy/audience.js';
import { type Html, html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { listOwnGroups } from './own-groups.js';
import { goTo, sendAdminPage } from '../page.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';

/** The address of a group's page. */
export function groupAddress(name: string): `/auth/admin/${string}` {
  return `/auth/admin/groups/${encodeURIComponent(name)}`;
}

async function showGroups(request: AdminRequest, typed: string, problems: readonly string[]): Promise<void> {
  const { ctx, deps, standing } = request;
  const groups = await (mayReadAll(standing) ? deps.users.listGroups() : listOwnGroups(request));
  const rows = groups.map(
    ({ name, members }) =>
      html`<tr>
        <td><a href="${groupAddress(name)}">${name}</a></td>
        <td>${members.toLocaleString('en')}</td>
      </tr>`,
  );
  const body = html`<p>Rules speak of groups, so that people can come and go without a change of rules.</p>
    ${renderProblems(problems)}
    ${
      groups.length === 0
        ? html`<p class="quiet">${
            mayReadAll(standing)
              ? 'No groups yet. Make the first one below: “staff”, say.'
              : 'No group is yours to change: it must count in your folders only, and you must be a member. An administrator makes groups.'
          }</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Groups">
            <table>
              <thead>
                <tr>
                  <th scope="col">Group</th>
                  <th scope="col">Members</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>
          </div>`
    }
    ${standing.administrator && renderNewGroup(typed, deps.formGuard.issue(ctx), problems)}`;
  const status = problems.length === 0 ? 200 : 422;
  sendAdminPage(request, { title: 'Groups', section: 'groups', body, status });
}

function renderNewGroup(typed: string, formToken: string, problems: readonly string[]): Html {
  return html`<h2>New group</h2>
    <form method="post" action="/auth/admin/groups" class="narrow">
      <input type="hidden" name="form_token" value="${formToken}" />
      <label for="name">Name</label>
      <input type="text" id="name" name="name" value="${typed}" required maxlength="64" autocapitalize="none" spellcheck="false" autocomplete="off" ${describedBy(problems)} />
      <button type="submit">Create</button>
    </form>`;
}

/** Every group. */
export async function groupsPage(request: AdminRequest): Promise<void> {
  await showGroups(request, '', []);
}

export async function createGroup(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const typed = form.get('name') ?? '';
  const name = canonicalUserName(typed);
  if (!name.ok || !namePattern.test(name.value)) {
    await showGroups(request, typed, [
      'The name may have up to 64 letters, digits and . _ @ + - only, and must begin with a letter or digit.',
    ]);
    return;
  }
  if (!(await deps.users.createGroup(name.value))) {
    await showGroups(request, typed, ['There is a group of this name already.']);
    return;
  }
  await record(request, { kind: 'group-created', group: name.value });
  goTo(ctx, groupAddress(name.value), 'group-created');
}
