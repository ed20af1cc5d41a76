import type { PageLook } from '../../core/look/page-look.js';
import { renderBrand, renderHead } from '../../http/pages/head.js';
import type { Speak } from '../../core/texts/catalogue.js';
import type { TextKey } from '../../core/texts/english.js';
import { renderLookLinks } from '../../http/pages/look-links.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';

/** The entries of the navigation: address below `/account/` and name. */
const sections = {
  overview: ['', 'account.overview'],
  password: ['password', 'password.title'],
  security: ['security', 'security.title'],
  sessions: ['sessions', 'sessions.title'],
  data: ['data', 'data.title'],
} as const satisfies Record<string, readonly [string, TextKey]>;

export type AccountSection = keyof typeof sections;

export interface AccountLayoutProps {
  readonly language: string;
  readonly speak: Speak;
  readonly title: string;
  readonly look: PageLook;
  /** Where the navigation stands; null: nowhere. */
  readonly section: AccountSection | null;
  /** Without: for somebody who has to set up a second factor first. */
  readonly navigation: boolean;
  readonly administrator: boolean;
  readonly body: Html;
  readonly notice: string | null;
  readonly userName: string;
  readonly formToken: string;
}

function renderNavigation({ speak, section, administrator }: AccountLayoutProps): Html {
  const keys = Object.keys(sections) as readonly AccountSection[];
  return html`<nav aria-label="${speak('account.nav')}">
    <ul>
      ${keys.map((key) => {
        const [path, name] = sections[key];
        return key === section
          ? html`<li><a href="/account/${path}" aria-current="page">${speak(name)}</a></li>`
          : html`<li><a href="/account/${path}">${speak(name)}</a></li>`;
      })}
      ${administrator && html`<li><a href="/auth/admin/">${speak('account.administration')}</a></li>`}
    </ul>
  </nav>`;
}

/** The frame of people's own pages; the same look as the administration's. */
export function renderAccountLayout(props: AccountLayoutProps): Html {
  const { language, speak, title, look, body, notice, userName, formToken } = props;
  return html`<!doctype html>
    <html lang="${language}">
      ${renderHead(title, look)}
      <body class="admin account">
        <a class="skip" href="#content">${speak('account.skip')}</a>
        <header>
          ${renderBrand(look)} <span class="quiet">· ${speak('account.nav')}</span>
          ${props.navigation && renderNavigation(props)}
        </header>
        <main id="content">
          <h1>${title}</h1>
          ${notice !== null && html`<p class="notice good" role="status">${notice}</p>`} ${body}
        </main>
        <footer>
          <form method="post" action="/account/sign-out">
            <input type="hidden" name="form_token" value="${formToken}" />
            <span>${speak('account.signedInAs', { name: userName })}</span>
            <button type="submit" class="plain small">${speak('login.signOut')}</button>
          </form>
          ${renderLookLinks(look, speak)}
        </footer>
      </body>
    </html> `;
}
