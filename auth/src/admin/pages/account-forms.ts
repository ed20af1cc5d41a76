import { newPasswordFields } from './new-password-fields.js';
import { describedBy, renderProblems } from './problem-list.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import type { Speak } from '../../core/texts/catalogue.js';

const hiddenToken = (formToken: string): Html =>
  html`<input type="hidden" name="form_token" value="${formToken}" />`;

export interface AccountFormProps {
  readonly formToken: string;
  readonly name: string;
  readonly problems: readonly string[];
  readonly speak: Speak;
}

/** The sign-in of the account and administration pages, which have a session of their own. */
export function renderSignInForm({ formToken, name, problems, speak }: AccountFormProps): Html {
  return html`<p>${speak('account.signInIntro')}</p>
    ${renderProblems(problems)}
    <form method="post" action="/account/sign-in">
      ${hiddenToken(formToken)}
      <label for="username">${speak('login.name')}</label>
      <input
        type="text"
        id="username"
        name="username"
        value="${name}"
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        required
        autofocus
        maxlength="200"
        ${describedBy(problems)}
      />
      <label for="password">${speak('login.password')}</label>
      <input
        type="password"
        id="password"
        name="password"
        autocomplete="current-password"
        required
        maxlength="1024"
        ${describedBy(problems)}
      />
      <div class="actions"><button type="submit">${speak('login.button')}</button></div>
    </form>`;
}

/** The first administrator's account, from the one-time set-up link. */
export function renderSetupForm({ formToken, name, problems, speak }: AccountFormProps): Html {
  return html`<p>${speak('setup.intro')}</p>
    ${renderProblems(problems)}
    <form method="post">
      ${hiddenToken(formToken)}
      <label for="username">${speak('login.name')}</label>
      <input
        type="text"
        id="username"
        name="username"
        value="${name}"
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        required
        autofocus
        maxlength="128"
        ${describedBy(problems)}
      />
      ${newPasswordFields({ password: speak('setup.password'), repeat: speak('password.repeat') }, false, problems)}
      <div class="actions"><button type="submit">${speak('setup.button')}</button></div>
    </form>`;
}

/** A new password, from a one-time invitation or reset link. */
export function renderPasswordForm({ formToken, name, problems, speak }: AccountFormProps): Html {
  return html`<p>${speak('password.chooseFor', { name })}</p>
    ${renderProblems(problems)}
    <form method="post">
      ${hiddenToken(formToken)}
      <input type="hidden" name="username" value="${name}" autocomplete="username" />
      ${newPasswordFields({ password: speak('password.new'), repeat: speak('password.repeat') }, true, problems)}
      <div class="actions"><button type="submit">${speak('password.set')}</button></div>
    </form>`;
}
