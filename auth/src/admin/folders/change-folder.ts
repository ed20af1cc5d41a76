import { findOwnRule, editFolder, type FolderEditProblem } from '../../core/policy/edit-folder.js';
import { findEffectiveAccess } from '../../core/policy/effective-access.js';
import { findRules, nearest } from '../../core/policy/walk.js';
import { html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { sendAdminPage } from '../page.js';
import { renderProblems } from '../pages/problem-list.js';
import { proposeRules } from '../rules/propose-rules.js';
import { folderAddress, readFolder } from './folder-address.js';
import { renderCrumbs } from './folder-page.js';
import { requireFolder } from './require-folder.js';
import { readEdit } from './read-edit.js';
import { readRules } from './rules-of.js';

const words: Readonly<Record<FolderEditProblem, string>> = {
  gone: 'What you wanted to remove is no longer there. Somebody else may have removed it.',
  'there-already': 'This is there already.',
  'managed-as-text': 'The rules of this folder are managed as text; change them there.',
};

function sayNo(request: AdminRequest, folder: string, problems: readonly string[]): void {
  const body = html`${renderCrumbs(folder)} ${renderProblems(problems)}
    <p><a href="${folderAddress(folder)}">Back to the folder</a></p>`;
  sendAdminPage(request, { title: 'Nothing was changed', section: 'folders', body, status: 422 });
}

/** Takes a form of a folder's page: shows the plan first, publishes once it is confirmed. */
export async function changeFolder(request: AdminRequest): Promise<void> {
  const { ctx, deps, form, standing } = request;
  const folder = readFolder(ctx);
  requireFolder(standing, folder, 'change');
  const rules = await readRules(deps);
  if (nearest(findRules(rules.compiled, folder, 'folder'), (rule) => rule.managed) === 'text') {
    sayNo(request, folder, [words['managed-as-text']]);
    return;
  }
  const own = findOwnRule(rules.policy, folder);
  const read = readEdit(form, {
    policy: rules.policy,
    inherited: findEffectiveAccess(rules.compiled, folder, deps.clock()).grants,
    language: deps.config.defaultLanguage,
    own: { grants: own?.grants ?? [], ceilings: own?.ceilings ?? [] },
  });
  if (!read.ok) {
    sayNo(request, folder, read.error);
    return;
  }
  const edited = editFolder(read.value.policy, folder, read.value.edit);
  if (!edited.ok) {
    sayNo(request, folder, [words[edited.error]]);
    return;
  }
  const outcome = await proposeRules(request, {
    rules,
    after: edited.value,
    action: folderAddress(folder),
    back: folderAddress(folder),
    isWhole: false,
    note: `/${folder}: ${read.value.note}`,
    title: `Change /${folder}`,
    ...(standing.administrator ? {} : { managed: folder }),
  });
  if (outcome === 'overtaken') await changeFolder(request);
}
