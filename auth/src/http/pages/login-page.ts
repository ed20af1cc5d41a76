import type { Speak } from '../../core/texts/catalogue.js';
import type { PageLook } from '../../core/look/page-look.js';
import { renderMarkdown } from '../markdown.js';
import type { PageVoice } from '../send-page.js';
import type { Html } from '../html.js';
import { html } from '../html.js';
import { renderLayout } from './layout.js';
import { renderSecondStepForm } from './second-step-form.js';

/** What every page of the sign-in window is made of. */
export interface WindowProps extends PageVoice {
  /** Shown to somebody who only looks at it. */
  readonly sample?: boolean;
  readonly look: PageLook;
  /** Where forms go, with the scope that was asked for. */
  readonly action: string;
  readonly formToken: string;
  /** The viewer's site, or '' where there is none. */
  readonly origin: string;
  /** Where the person goes afterwards, or ''. */
  readonly back: string;
}

export interface LoginPageProps extends WindowProps {
  readonly name: string;
  readonly problem: string | null;
  /** The way in by passkey, or null. */
  readonly passkey: Html | null;
  /** The institution's own words; null: none. */
  readonly note: string | null;
}

/** The fields that every form of the window carries along. */
export function hiddenFields({ formToken, origin, back }: WindowProps): Html {
  return html`<input type="hidden" name="form_token" value="${formToken}" />
    ${origin !== '' && html`<input type="hidden" name="origin" value="${origin}" />`}
    ${back !== '' && html`<input type="hidden" name="return" value="${back}" />`}`;
}

/** Where a window goes that nothing came of. */
export function cancelPath(back: string): string {
  return back === '' ? '/iiif-login/cancel' : `/iiif-login/cancel?return=${encodeURIComponent(back)}`;
}

/** The sign-in form: the page's first form, without any script (contract 3). */
export function renderLoginPage(props: LoginPageProps): Html {
  const { speak, origin } = props;
  const { institution } = props.look;
  const intro =
    origin === ''
      ? speak('login.intro', { institution })
      : speak('login.introOrigin', { institution, origin });
  const body = html`<p>${intro}</p>
    ${props.note !== null && html`<section dir="auto">${renderMarkdown(props.note)}</section>`}
    ${props.problem !== null && html`<p class="notice bad" role="alert" id="problem">${props.problem}</p>`}
    <form method="post" action="${props.action}">
      ${hiddenFields(props)}
      <label for="username">${speak('login.name')}</label>
      <input
        type="text"
        id="username"
        name="username"
        value="${props.name}"
        autocomplete="username"
        autocapitalize="none"
        spellcheck="false"
        required
        autofocus
        maxlength="200"
      />
      <label for="password">${speak('login.password')}</label>
      <input
        type="password"
        id="password"
        name="password"
        autocomplete="current-password"
        required
        maxlength="1024"
      />
      <div class="actions">
        <button type="submit">${speak('login.button')}</button>
        <a class="button plain" href="${cancelPath(props.back)}">${speak('login.cancel')}</a>
      </div>
    </form>
    ${props.passkey}`;
  return renderLayout({ ...props, title: speak('login.title'), body });
}

/** The second step, for members of groups that ask for it. */
export function renderSecondStepPage(
  props: WindowProps,
  step: { readonly ticket: string; readonly name: string; readonly problem: string | null },
): Html {
  const { speak, action } = props;
  const cancel = cancelPath(props.back);
  const body = renderSecondStepForm({ ...step, speak, action, hidden: hiddenFields(props), cancel });
  // No menu of languages: its links would lead back to the first step.
  return renderLayout({ ...props, menu: null, title: speak('factor.title'), body });
}

/** For somebody who has no second factor yet and needs one: only the account pages can set it up. */
export function renderFactorMissingPage(props: WindowProps): Html {
  const { speak } = props;
  const body = html`<p class="notice bad" role="alert">${speak('factor.missing')}</p>
    <p><a class="button" href="/account/security">${speak('factor.toAccount')}</a></p>`;
  return renderLayout({ ...props, menu: null, title: speak('factor.title'), body });
}

export interface ContinuePageProps extends WindowProps {
  readonly displayName: string;
  /** This account was refused what the person wants to see. */
  readonly wrongAccount: boolean;
  /** False where going on with this account leads straight back here. */
  readonly mayContinue: boolean;
  /** To the reasons, for whom they are. */
  readonly why: Html | null;
}

/** Going on is the first choice, unless this account was just refused: then another account is. */
function renderChoices({ speak, wrongAccount, mayContinue }: ContinuePageProps): Html {
  const proceed = html`<button type="submit" class="${wrongAccount ? 'plain' : ''}" name="choice" value="continue">
    ${speak('login.continue')}
  </button>`;
  const change = html`<button type="submit" class="${wrongAccount ? '' : 'plain'}" name="choice" value="switch">
    ${speak('login.otherAccount')}
  </button>`;
  if (!mayContinue) return change;
  return wrongAccount ? html`${change} ${proceed}` : html`${proceed} ${change}`;
}

/** For somebody who is signed in already: one click that names the viewer's site (contract 3, A2-16). */
export function renderContinuePage(props: ContinuePageProps): Html {
  const { speak, origin, displayName } = props;
  const body = html`${
    props.wrongAccount
      ? html`<p class="notice bad" role="alert">${speak('reason.otherAccount', { name: displayName })}</p>`
      : html`<p>${speak('login.signedIn', { name: displayName })}</p>`
  }
    ${origin !== '' && props.mayContinue && html`<p>${speak('login.continueOrigin', { origin })}</p>`}
    <form method="post" action="${props.action}">
      ${hiddenFields(props)}
      <div class="actions">
        ${renderChoices(props)}
        <a class="button plain" href="${cancelPath(props.back)}">${speak('login.cancel')}</a>
      </div>
    </form>
    ${props.why}
    <p class="quiet"><a href="/iiif-logout">${speak('login.signOut')}</a></p>`;
  return renderLayout({ ...props, title: speak('login.title'), body });
}

export interface DonePageProps {
  readonly language: string;
  readonly speak: Speak;
  readonly look: PageLook;
  readonly message: string;
  readonly nonce: string;
}

/** The last page of a window: tries to close it, and says so if it can't (A1-35). */
export function renderDonePage({ language, speak, look, message, nonce }: DonePageProps): Html {
  const body = html`<p class="notice good" role="status">${message}</p>
    <p><a href="/">${speak('done.home')}</a></p>
    <script nonce="${nonce}">
      window.close();
    </script>`;
  return renderLayout({ language, title: speak('done.title'), look, body });
}

/** Asks before signing out, where the request may have come from another page (contract 3, logout). */
export function renderLogoutPage(props: WindowProps): Html {
  const { speak } = props;
  const { institution } = props.look;
  const body = html`<p>${speak('logout.confirm', { institution })}</p>
    <form method="post" action="${props.action}">
      ${hiddenFields(props)}
      <div class="actions"><button type="submit">${speak('login.signOut')}</button></div>
    </form>`;
  return renderLayout({ ...props, title: speak('logout.title'), body });
}
