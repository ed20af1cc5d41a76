import { readFolderNames } from '../../core/image/read-folder.js';
import { type AdminRoles, sayRoles } from '../../core/identity/standing.js';
import { html, type Html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { goTo, sendAdminPage } from '../page.js';
import { renderProblems } from '../pages/problem-list.js';
import { findPerson, personAddress } from './find-person.js';

/** What somebody who is no administrator may do here. */
export function renderRolesForm(here: string, formToken: string, { auditor, folders }: AdminRoles): Html {
  const box = auditor
    ? html`<input type="checkbox" id="auditor" name="auditor" value="yes" checked />`
    : html`<input type="checkbox" id="auditor" name="auditor" value="yes" />`;
  return html`<form method="post" action="${here}/roles" class="narrow">
    <input type="hidden" name="form_token" value="${formToken}" />
    <div class="choice">${box}<label for="auditor">Auditor: reads every page, changes nothing</label></div>
    <label for="role-folders"
      >Manager of these folders <span class="quiet">(one in a line, as /maps; gives no more than they have)</span></label
    >
    <textarea id="role-folders" name="folders" rows="3" spellcheck="false">
${folders.map((folder) => `/${folder}`).join('\n')}</textarea
    >
    <button type="submit" class="plain">Save the roles</button>
  </form>`;
}

/** Saves what somebody may do on these pages. */
export async function changeRoles(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const person = await findPerson(request);
  const here = personAddress(person.name);
  const lines = (form.get('folders') ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
  const folders = readFolderNames(lines);
  if (!folders.ok) {
    const body = html`${renderProblems(folders.error)}
      <p><a href="${here}">Back to ${person.name}</a></p>`;
    sendAdminPage(request, { title: 'Nothing was changed', section: 'people', body, status: 422 });
    return;
  }
  const before = await deps.roles.find(person.id);
  const after: AdminRoles = { auditor: form.get('auditor') === 'yes', folders: folders.value };
  if (sayRoles(before) !== sayRoles(after)) {
    await deps.roles.save(person.id, after);
    await record(request, {
      kind: 'roles-changed',
      user: person.name,
      before: sayRoles(before),
      after: sayRoles(after),
    });
  }
  goTo(ctx, here, 'roles-saved');
}
