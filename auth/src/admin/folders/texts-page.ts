import { managesFolder } from '../../core/identity/standing.js';
import { compilePolicy } from '../../core/policy/compile.js';
import { editFolder, findOwnRule } from '../../core/policy/edit-folder.js';
import type { FolderRule, SignInTexts } from '../../core/policy/model.js';
import { findRules, nearest } from '../../core/policy/walk.js';
import { html, type Html } from '../../http/html.js';
import type { AdminRequest, Form } from '../admin-request.js';
import { sendAdminPage } from '../page.js';
import { postButton } from '../pages/post-button.js';
import { renderNotice, renderProblems } from '../pages/problem-list.js';
import { proposeRules } from '../rules/propose-rules.js';
import { languageFields } from '../settings/language-fields.js';
import { folderName, readFolder, textsAddress } from './folder-address.js';
import { renderCrumbs } from './folder-page.js';
import { requireFolder } from './require-folder.js';
import { readRules, type RunningRules } from './rules-of.js';
import { checkSignIn, readSignIn, signInFields, writeSignIn } from './sign-in-fields.js';
import { renderSignInSample } from './sign-in-sample.js';

function inheritedOf<T>(rules: RunningRules, folder: string, part: (rule: FolderRule) => T | null): T | null {
  return nearest(findRules(rules.compiled, folder, 'folder'), part);
}

function languagesOf(signIn: SignInTexts | null, defaultLanguage: string): readonly string[] {
  const written = signInFields.flatMap(({ name }) => Object.keys(signIn?.[name] ?? {}));
  return [...new Set([defaultLanguage, ...written])];
}

function renderForm(request: AdminRequest, rules: RunningRules, folder: string, values: Form): Html {
  const { ctx, deps } = request;
  const action = textsAddress(folder);
  const formToken = deps.formGuard.issue(ctx);
  const own = findOwnRule(rules.policy, folder)?.signIn ?? null;
  return html`<h2>Change them</h2>
    <p class="quiet">
      What you leave empty stays as we word it, in all six languages. A folder below with texts of its own takes none from here.
      You first see what would change.
    </p>
    <form method="post" action="${action}" class="wide-form">
      <input type="hidden" name="form_token" value="${formToken}" />
      <input type="hidden" name="based_on" value="${rules.number}" />
      ${languageFields('sign-in', signInFields, values, deps.config.defaultLanguage)}
      <button type="submit">Show what would change</button>
    </form>
    ${
      own !== null &&
      postButton({
        action,
        formToken,
        label: folder === '' ? 'Take our words again' : 'Take the texts of the folders above instead',
        fields: { op: 'inherit', based_on: String(rules.number) },
        kind: 'plain',
      })
    }`;
}

function showTexts(
  request: AdminRequest,
  rules: RunningRules,
  folder: string,
  refused: { readonly values: Form; readonly problems: readonly string[] } | null,
): void {
  const { deps, standing } = request;
  const own = findOwnRule(rules.policy, folder)?.signIn ?? null;
  const signIn = inheritedOf(rules, folder, (rule) => rule.signIn);
  const isText = inheritedOf(rules, folder, (rule) => rule.managed) === 'text';
  const languages = languagesOf(signIn, deps.config.defaultLanguage);
  const body = html`${renderCrumbs(folder)} ${renderProblems(refused?.problems ?? [])}
    <p>
      What viewers say to people who are refused here, before and after the sign-in.
      ${
        own !== null
          ? 'This folder has texts of its own.'
          : signIn !== null
            ? 'This folder takes the texts of a folder above; they are filled in below. Changing them here makes them its own.'
            : 'No texts were written for it, so ours are shown.'
      }
      ${folder === '' ? 'Texts of this folder count everywhere where no folder has its own.' : ''}
    </p>
    ${renderSignInSample(request, rules.compiled, folder, languages)}
    ${
      isText
        ? renderNotice(
            'mind',
            html`The rules of this folder are managed as text. <a href="/auth/admin/rules">Change them there.</a>`,
          )
        : managesFolder(standing, folder) &&
          renderForm(request, rules, folder, refused?.values ?? writeSignIn(signIn))
    }`;
  sendAdminPage(request, {
    title: `Texts of ${folder === '' ? 'all folders' : folderName(folder)}`,
    section: 'folders',
    body,
    status: refused === null ? 200 : 422,
  });
}

/** The texts that visitors read when a folder is closed to them. */
export async function textsPage(request: AdminRequest): Promise<void> {
  const folder = readFolder(request.ctx, 'texts');
  requireFolder(request.standing, folder, 'read');
  showTexts(request, await readRules(request.deps), folder, null);
}

/** Takes the form: shows what the texts look like, publishes them once that is confirmed. */
export async function changeTexts(request: AdminRequest): Promise<void> {
  const { ctx, deps, form, standing } = request;
  const folder = readFolder(ctx, 'texts');
  requireFolder(standing, folder, 'change');
  const rules = await readRules(deps);
  const patterns = inheritedOf(rules, folder, (rule) => rule.signIn)?.patterns ?? null;
  const signIn = form.get('op') === 'inherit' ? null : readSignIn(form, patterns);
  const edited = editFolder(rules.policy, folder, { kind: 'set-sign-in', signIn });
  if (inheritedOf(rules, folder, (rule) => rule.managed) === 'text' || !edited.ok) {
    const problems = ['The rules of this folder are managed as text; change them there.'];
    showTexts(request, rules, folder, { values: form, problems });
    return;
  }
  const problems = checkSignIn(signIn);
  if (problems.length > 0) {
    showTexts(request, rules, folder, { values: form, problems });
    return;
  }
  const outcome = await proposeRules(request, {
    rules,
    after: edited.value,
    action: textsAddress(folder),
    back: textsAddress(folder),
    isWhole: false,
    note: `/${folder}: texts of the sign-in`,
    title: `Change the texts of /${folder}`,
    preview: renderSignInSample(
      request,
      compilePolicy(edited.value),
      folder,
      languagesOf(signIn, deps.config.defaultLanguage),
    ),
  });
  if (outcome === 'overtaken') await changeTexts(request);
}
