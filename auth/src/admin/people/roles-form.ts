import { readFolderNames } from '../../core/image/read-folder.js';
import { listUnknownFolders } from '../../core/image/unknown-folders.js';
import { type AdminRoles, sayRoles } from '../../core/identity/standing.js';
import { html, type Html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { goTo, sendAdminPage } from '../page.js';
import { isOvertaken, sayOvertaken } from '../overtaken.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';
import { findPerson, personAddress } from './find-person.js';

/** What somebody who is no administrator may do here. */
export function renderRolesForm(
  here: string,
  formToken: string,
  now: AdminRoles,
  typed: { readonly auditor: boolean; readonly text: string } | null = null,
  problems: readonly string[] = [],
): Html {
  const auditor = typed?.auditor ?? now.auditor;
  const box = auditor
    ? html`<input type="checkbox" id="auditor" name="auditor" value="yes" checked />`
    : html`<input type="checkbox" id="auditor" name="auditor" value="yes" />`;
  return html`<form method="post" action="${here}/roles" class="narrow">
    <input type="hidden" name="form_token" value="${formToken}" />
    <input type="hidden" name="before" value="${sayRoles(now)}" />
    <div class="choice">${box}<label for="auditor">Auditor: reads every page, changes nothing</label></div>
    <label for="role-folders"
      >Manager of these folders <span class="quiet">(one in a line, as /maps; gives no more than they have)</span></label
    >
    <textarea id="role-folders" name="folders" rows="3" spellcheck="false" ${describedBy(problems)}>
${typed?.text ?? now.folders.map((folder) => `/${folder}`).join('\n')}</textarea
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
  const before = await deps.roles.find(person.id);
  const auditor = form.get('auditor') === 'yes';
  const after: AdminRoles = { auditor, folders: folders.ok ? folders.value : [] };
  const overtaken = isOvertaken(form, sayRoles(before)) && sayRoles(before) !== sayRoles(after);
  const problems = [
    ...(folders.ok ? [] : folders.error),
    ...(overtaken ? [sayOvertaken(sayRoles(before))] : []),
  ];
  if (problems.length > 0) {
    const typed = { auditor, text: lines.join('\n') };
    const body = html`${renderProblems(problems)}
      ${renderRolesForm(here, deps.formGuard.issue(ctx), before, typed, problems)}
      <p><a href="${here}">Back to ${person.name}</a></p>`;
    const status = overtaken ? 409 : 422;
    sendAdminPage(request, { title: 'Nothing was changed', section: 'people', body, status });
    return;
  }
  if (sayRoles(before) !== sayRoles(after)) {
    await deps.roles.save(person.id, after);
    await record(request, {
      kind: 'roles-changed',
      user: person.name,
      before: sayRoles(before),
      after: sayRoles(after),
    });
  }
  const unknown = await listUnknownFolders(deps.images, after.folders);
  goTo(ctx, here, unknown.length === 0 ? 'roles-saved' : 'roles-saved-ahead');
}
