import { decideFolder } from '../../core/policy/decide.js';
import { parsePattern } from '../../core/policy/rule-pattern.js';
import { anonymous } from '../../core/policy/visitor.js';
import { html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { folderAddress } from '../folders/folder-address.js';
import { renderBadge } from '../folders/folder-page.js';
import { listSubfolders } from '../folders/list-subfolders.js';
import { readRules } from '../folders/rules-of.js';
import { dateWriter, publicView } from '../folders/say-access.js';
import { sendAdminPage } from '../page.js';
import { findPerson, personAddress } from './find-person.js';

const shown = 300;

/** What one person may see: every folder that a rule speaks of, and the folders at the top. */
export async function personAccessPage(request: AdminRequest): Promise<void> {
  const { deps } = request;
  const person = await findPerson(request);
  const rules = await readRules(deps);
  const now = deps.clock();
  const write = dateWriter(rules.policy.timezone);
  const top = await listSubfolders(deps.images, rules.policy, '', 1);
  const ruled = rules.policy.folders.flatMap(({ pattern }) => {
    const parsed = parsePattern(pattern);
    return parsed.ok && parsed.value.exact !== null ? [parsed.value.exact] : [];
  });
  const folders = [...new Set(['', ...top.names, ...ruled])].toSorted();
  const somebody = { ...anonymous, user: { name: person.name, groups: person.groups } };
  const rows = folders.slice(0, shown).map((folder) => {
    const own = decideFolder(rules.compiled, somebody, folder, now);
    const open = decideFolder(rules.compiled, anonymous, folder, now);
    return html`<tr>
      <td><a href="${folderAddress(folder)}">/${folder}</a></td>
      <td>${renderBadge(publicView(own, write))}</td>
      <td>${renderBadge(publicView(open, write))}</td>
      <td>
        <a href="/auth/admin/why?url=${encodeURIComponent(folder)}&amp;user=${encodeURIComponent(person.name)}"
          aria-label="Why? In /${folder}">Why?</a
        >
      </td>
    </tr>`;
  });
  const body = html`<p>
      As of now, with no agreement accepted and at no place. Folders that are not listed are as the folder above them.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="What this person may see">
      <table>
        <thead>
          <tr>
            <th scope="col">Folder</th>
            <th scope="col">${person.name}</th>
            <th scope="col">The public</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>
    </div>
    ${folders.length > shown && html`<p class="quiet">The first ${shown} of ${folders.length} folders. Ask Why? about others.</p>`}
    <p><a href="${personAddress(person.name)}">Back to ${person.name}</a></p>`;
  sendAdminPage(request, { title: `What ${person.displayName} may see`, section: 'people', body });
}
