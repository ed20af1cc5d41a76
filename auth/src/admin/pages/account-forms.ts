import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';

function problemList(problems: readonly string[]): Html | false {
  return (
    problems.length > 0 &&
    html`<div class="notice bad" role="alert">
      <ul>
        ${problems.map((text) => html`<li>${text}</li>`)}
      </ul>
    </div>`
  );
}

const hiddenToken = (formToken: string): Html =>
  html`<input type="hidden" name="form_token" value="${formToken}" />`;

export interface AccountFormProps {
  readonly formToken: string;
  readonly name: string;
  readonly problems: readonly string[];
}

/** The sign-in of the account and administration pages, which have a session of their own. */
export function renderSignInForm({ formToken, name, problems }: AccountFormProps): Html {
  return html`<p>These pages ask you to sign in apart from the viewers, for your safety.</p>
    ${problemList(problems)}
    <form method="post" action="/account/sign-in">
      ${hiddenToken(formToken)}
      <label for="username">User name</label>
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
      />
      <label for="password">Password</label>
      <input
        type="password"
        id="password"
        name="password"
        autocomplete="current-password"
        required
        maxlength="1024"
      />
      <div class="actions"><button type="submit">Sign in</button></div>
    </form>`;
}

/** The first administrator's account, from the one-time set-up link. */
export function renderSetupForm({ formToken, name, problems }: AccountFormProps): Html {
  return html`<p>This link makes the first administrator. It works once.</p>
    ${problemList(problems)}
    <form method="post">
      ${hiddenToken(formToken)}
      <label for="username">User name</label>
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
      />
      <label for="password">Password (8 characters or more, 15 are good)</label>
      <input
        type="password"
        id="password"
        name="password"
        autocomplete="new-password"
        required
        minlength="8"
        maxlength="128"
      />
      <label for="repeat">The same password again</label>
      <input type="password" id="repeat" name="repeat" autocomplete="new-password" required maxlength="128" />
      <div class="actions"><button type="submit">Create the administrator</button></div>
    </form>`;
}

/** A new password, from a one-time invitation or reset link. */
export function renderPasswordForm({ formToken, name, problems }: AccountFormProps): Html {
  return html`<p>Choose a password for <strong>${name}</strong>. This link works once.</p>
    ${problemList(problems)}
    <form method="post">
      ${hiddenToken(formToken)}
      <input type="hidden" name="username" value="${name}" autocomplete="username" />
      <label for="password">Password (8 characters or more, 15 are good)</label>
      <input
        type="password"
        id="password"
        name="password"
        autocomplete="new-password"
        required
        minlength="8"
        maxlength="128"
        autofocus
      />
      <label for="repeat">The same password again</label>
      <input type="password" id="repeat" name="repeat" autocomplete="new-password" required maxlength="128" />
      <div class="actions"><button type="submit">Set the password</button></div>
    </form>`;
}
