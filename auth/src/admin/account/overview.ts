import { isDisplayName, isEmailAddress } from '../../core/identity/profile.js';
import { isLanguage, languageNames } from '../../core/texts/catalogue.js';
import { type Html, html } from '../../http/html.js';
import { forgetLanguage, rememberLanguage } from '../../http/language.js';
import { noteOwnChange } from '../../http/note-sign-in.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';
import { goToAccount, sendAccountPage } from './account-page.js';
import type { AccountRequest } from './account-request.js';
import { renderWhen } from './say-when.js';

interface Profile {
  readonly displayName: string;
  readonly email: string;
}

/** "As my browser asks" first, then every language under its own name. */
function renderLanguages({ user, speak }: AccountRequest): readonly Html[] {
  const chosen = user.language ?? '';
  const all = [['', speak('account.languageBrowser')], ...Object.entries(languageNames)] as const;
  return all.map(([tag = '', name = '']) =>
    tag === chosen
      ? html`<option value="${tag}" selected>${name}</option>`
      : html`<option value="${tag}">${name}</option>`,
  );
}

function show(request: AccountRequest, profile: Profile, problems: readonly string[]): void {
  const { ctx, deps, user, speak } = request;
  const body = html`<dl>
      <dt>${speak('account.name')}</dt>
      <dd>${user.name}</dd>
      <dt>${speak('account.groups')}</dt>
      <dd>${user.groups.length === 0 ? speak('account.noGroups') : user.groups.join(', ')}</dd>
      <dt>${speak('account.lastSignIn')}</dt>
      <dd>${user.lastSignInAt === null ? speak('account.never') : renderWhen(request, user.lastSignInAt)}</dd>
    </dl>
    <h2>${speak('account.profile')}</h2>
    ${renderProblems(problems)}
    <form method="post" action="/account/profile" class="narrow">
      <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
      <label for="display-name">${speak('account.displayName')}</label>
      <input
        type="text"
        id="display-name"
        name="display_name"
        value="${profile.displayName}"
        autocomplete="name"
        required
        maxlength="200"
        ${describedBy(problems)}
      />
      <label for="email">${speak('account.emailOptional')}</label>
      <input type="email" id="email" name="email" value="${profile.email}" autocomplete="email" maxlength="254" ${describedBy(problems)} />
      <label for="language">${speak('account.language')}</label>
      <select id="language" name="language">
        ${renderLanguages(request)}
      </select>
      <div class="actions"><button type="submit">${speak('account.save')}</button></div>
    </form>`;
  const status = problems.length === 0 ? 200 : 422;
  sendAccountPage(request, { title: speak('account.title'), section: 'overview', body, status });
}

/** A person's own page. */
export async function accountPage(request: AccountRequest): Promise<void> {
  const { displayName, email } = request.user;
  show(request, { displayName, email: email ?? '' }, []);
}

async function saveLanguage({ ctx, deps, user }: AccountRequest, language: string): Promise<void> {
  if (language === (user.language ?? '')) return;
  await deps.users.setLanguage(user.id, language === '' ? null : language);
  if (language === '') forgetLanguage(ctx);
  else rememberLanguage(ctx, language);
}

export async function saveProfile(request: AccountRequest): Promise<void> {
  const { ctx, deps, user, form, speak } = request;
  const displayName = (form.get('display_name') ?? '').trim();
  const email = (form.get('email') ?? '').trim();
  const problems = [
    ...(isDisplayName(displayName) ? [] : [speak('account.nameMissing')]),
    ...(email === '' || isEmailAddress(email) ? [] : [speak('account.emailWrong')]),
  ];
  if (problems.length > 0) {
    show(request, { displayName, email }, problems);
    return;
  }
  if (displayName !== user.displayName || email !== (user.email ?? '')) {
    await deps.users.setProfile(user.id, { displayName, email: email === '' ? null : email });
    await noteOwnChange(ctx, deps, user, 'profile');
  }
  const language = form.get('language') ?? '';
  if (language === '' || isLanguage(language)) await saveLanguage(request, language);
  goToAccount(request, '', 'saved');
}
