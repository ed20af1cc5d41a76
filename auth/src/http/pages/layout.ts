import { renderHead } from './head.js';
import { languageNames, type Speak } from '../../core/texts/catalogue.js';
import type { Html } from '../html.js';
import { html } from '../html.js';

export interface LayoutProps {
  readonly language: string;
  readonly title: string;
  readonly institution: string;
  readonly body: Html;
  /** With `menu`, the page offers the other languages: its query without a language (see `PageVoice`). */
  readonly speak?: Speak;
  readonly menu?: string | null;
  /** `narrow` for windows with one form. */
  readonly width?: 'narrow' | 'wide';
}

/** Links, not a form: the sign-in form is the page's first form (contract 3), and it works without any script. */
function renderLanguages(query: string, current: string, speak: Speak): Html {
  const kept = query === '' ? '' : `${query}&`;
  const items = Object.entries(languageNames).map(([tag, name]) =>
    tag === current
      ? html`<li lang="${tag}" aria-current="true">${name}</li>`
      : html`<li><a href="?${kept}lang=${tag}" lang="${tag}" hreflang="${tag}" rel="nofollow">${name}</a></li>`,
  );
  return html`<footer><nav aria-label="${speak('language.choose')}"><ul class="languages">${items}</ul></nav></footer>`;
}

/** The frame of every page: one style sheet, no script of its own. */
export function renderLayout(props: LayoutProps): Html {
  const { language, title, institution, body, width = 'narrow', speak, menu = null } = props;
  return html`<!doctype html>
    <html lang="${language}">
      ${renderHead(title, institution)}
      <body class="${width}">
        <header><a href="/">${institution}</a></header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
        ${speak !== undefined && menu !== null && renderLanguages(menu, language, speak)}
      </body>
    </html> `;
}
