import { html } from '../../http/html.js';
import { sayDuration } from '../../http/language.js';
import type { AskAgain } from '../fresh-sign-in.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';
import { sendAccountPage } from './account-page.js';
import type { AccountRequest } from './account-request.js';

/** Asks for the password again on a page of the account part, in the person's language. */
export function askAgainOnAccountPage(request: AccountRequest): AskAgain {
  const { speak, language } = request;
  const words = {
    none: [],
    wrong: [speak('account.againWrong')],
    busy: [speak('login.busy')],
  } as const;
  return ({ status, problem, hidden, field }) => {
    const problems =
      typeof problem === 'number'
        ? [speak('login.wait', { wait: sayDuration(language, problem) })]
        : words[problem];
    const body = html`<p>${speak('account.againIntro')}</p>
      ${renderProblems(problems)}
      <form method="post" action="${request.ctx.path}" class="narrow">
        ${hidden}
        <label for="password-again">${speak('password.current')}</label>
        <input
          type="password"
          id="password-again"
          name="${field}"
          autocomplete="current-password"
          required
          autofocus
          maxlength="1024"
          ${describedBy(problems)}
        />
        <div class="actions">
          <button type="submit">${speak('account.goOn')}</button
          ><a href="/account/">${speak('account.leave')}</a>
        </div>
      </form>`;
    sendAccountPage(request, { title: speak('account.again'), section: null, body, status });
  };
}
