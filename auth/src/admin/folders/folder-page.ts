import { decideFolder } from '../../core/policy/decide.js';
import { findOwnRule } from '../../core/policy/edit-folder.js';
import { findEffectiveAccess } from '../../core/policy/effective-access.js';
import { mayReadAll } from '../../core/identity/standing.js';
import { anonymous } from '../../core/policy/visitor.js';
import { listUnknownFolders, sayUnknownFolder } from '../../core/image/unknown-folders.js';
import { findRules, nearest } from '../../core/policy/walk.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { sendAdminPage } from '../page.js';
import { renderNotice } from '../pages/problem-list.js';
import { countOf } from '../say-time.js';
import { renderEditForms } from './edit-forms.js';
import { folderAddress, folderName, readFolder } from './folder-address.js';
import { listSubfolders } from './list-subfolders.js';
import { requireFolder } from './require-folder.js';
import { renderRuleAsText } from './rule-as-text.js';
import { readRules } from './rules-of.js';
import { dateWriter, type PublicView, publicView, sayAccess } from './say-access.js';

/** What the public sees, as a small label. */
export function renderBadge({ kind, symbol, words }: PublicView): Html {
  return html`<span class="badge ${kind}"><span aria-hidden="true">${symbol}</span> ${words}</span>`;
}

/** The way from the root to a folder. */
export function renderCrumbs(folder: string): Html {
  const parts = folder === '' ? [] : folder.split('/');
  const folders = ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
  return html`<nav class="crumbs" aria-label="Where you are">
    ${folders.map((one, index) =>
      index === folders.length - 1
        ? html`<strong>${folderName(one)}</strong>`
        : html`<a href="${folderAddress(one)}">${folderName(one)}</a> / `,
    )}
  </nav>`;
}

/** One level of the tree, and the rules of this folder. */
export async function folderPage(request: AdminRequest): Promise<void> {
  const { ctx, deps, query, standing } = request;
  const folder = readFolder(ctx);
  requireFolder(standing, folder, 'read');
  const now = deps.clock();
  const rules = await readRules(deps);
  const write = dateWriter(rules.policy.timezone);
  const [level, images, groups, unknown] = await Promise.all([
    listSubfolders(deps.images, rules.policy, folder, Number(query.get('page') ?? '1')),
    deps.images.listFolder(folder),
    deps.users.listGroups(),
    listUnknownFolders(deps.images, [folder]),
  ]);
  const access = findEffectiveAccess(rules.compiled, folder, now);
  const view = publicView(decideFolder(rules.compiled, anonymous, folder, now), write);
  const managed = nearest(findRules(rules.compiled, folder, 'folder'), (rule) => rule.managed) === 'text';
  const children = level.names.map((name) => {
    const child = folder === '' ? name : `${folder}/${name}`;
    const own = findOwnRule(rules.policy, child) !== null;
    return html`<li>
      <a href="${folderAddress(child)}">${name}</a>
      <span
        >${own && html`<span class="quiet">own rules</span> `}${renderBadge(
          publicView(decideFolder(rules.compiled, anonymous, child, now), write),
        )}</span
      >
    </li>`;
  });
  const here = folderAddress(folder);
  const body = html`${renderCrumbs(folder)}
    ${unknown.map((one) => renderNotice('mind', sayUnknownFolder(one)))}
    <h2>Who sees what here</h2>
    <p>The public: ${renderBadge(view)}</p>
    <ul class="access">
      ${sayAccess(access, write).map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
    <p class="quiet">
      ${
        access.grantsFrom === null
          ? 'No rule speaks of this folder, so it is closed.'
          : `These grants are set at ${access.grantsFrom}.`
      }
      ${images.length === 0 ? 'No image lies directly in this folder.' : `${countOf(images.length, 'image')} directly in this folder.`}
    </p>
    <p class="actions">
      ${
        images.length > 0 &&
        html`<a class="button small" href="/auth/admin/images?folder=${encodeURIComponent(folder)}"
          >Images of this folder</a
        >`
      }
      ${mayReadAll(standing) && html`<a href="/auth/admin/rules">All rules as text, and their history</a>`}
    </p>
    ${renderRuleAsText(rules.policy, folder, mayReadAll(standing))}
    <h2>Folders in it</h2>
    ${
      children.length === 0
        ? html`<p class="quiet">No folders.</p>`
        : html`<ul class="tree">
            ${children}
          </ul>`
    }
    ${
      level.pages > 1 &&
      html`<p class="pages">
        ${level.page > 1 && html`<a href="${here}?page=${level.page - 1}" rel="prev">Previous</a>`}
        <span>Page ${level.page} of ${level.pages}, ${countOf(level.total, 'folder')}</span>
        ${level.page < level.pages && html`<a href="${here}?page=${level.page + 1}" rel="next">Next</a>`}
      </p>`
    }
    ${
      managed
        ? renderNotice(
            'mind',
            html`The rules of this folder are managed as text.
              <a href="/auth/admin/rules">Change them there.</a>`,
          )
        : renderEditForms({
            action: here,
            formToken: deps.formGuard.issue(ctx),
            rules,
            folder,
            inherited: access.grants,
            groups: groups.map((group) => group.name),
            language: deps.config.defaultLanguage,
            write,
          })
    }`;
  sendAdminPage(request, {
    title: folder === '' ? 'Folders' : folderName(folder),
    section: 'folders',
    body,
  });
}
