import type { PageLook } from '../../core/look/page-look.js';
import { renderBrand, renderHead } from './head.js';
import { renderLookLinks } from './look-links.js';
import { languageNames, speakIn, type Speak } from '../../core/texts/catalogue.js';
import type { Html } from '../html.js';
import { html } from '../html.js';

export interface LayoutProps {
  readonly language: string;
  readonly title: string;
  readonly look: PageLook;
  readonly body: Html;
  /** With `menu`, the page offers the other languages: its query without a language (see `PageVoice`). */
  readonly speak?: Speak;
  readonly menu?: string | null;
  /** `narrow` for windows with one form. */
  readonly width?: 'narrow' | 'wide';
  /** Shown to somebody who only looks at it: nothing on it can be used. */
  readonly sample?: boolean;
}

/** Links, not a form: the sign-in form is the page's first form (contract 3), and it works without any script. */
function renderLanguages(query: string, current: string, speak: Speak): Html {
  const kept = query === '' ? '' : `${query}&`;
  const items = Object.entries(languageNames).map(([tag, name]) =>
    tag === current
      ? html`<li lang="${tag}" aria-current="true">${name}</li>`
      : html`<li><a href="?${kept}lang=${tag}" lang="${tag}" hreflang="${tag}" rel="nofollow">${name}</a></li>`,
  );
  return html`<nav aria-label="${speak('language.choose')}"><ul class="languages">${items}</ul></nav>`;
}

/** The frame of every page: one style sheet, no script of its own. */
export function renderLayout(props: LayoutProps): Html {
  const { language, title, look, body, width = 'narrow', menu = null, sample = false } = props;
  const speak = props.speak ?? speakIn(language);
  const links = renderLookLinks(look, speak);
  const languages = props.speak !== undefined && menu !== null && renderLanguages(menu, language, speak);
  const content = sample
    ? html`<div inert>${body}</div>
        <p class="quiet" lang="en">
          A preview: nothing on it can be used. <a href="/auth/admin/look">Back to the look</a>
        </p>`
    : body;
  return html`<!doctype html>
    <html lang="${language}">
      ${renderHead(title, look)}
      <body class="${width}">
        <header>${renderBrand(look)}</header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
        ${(links !== false || languages !== false) && html`<footer>${languages} ${links}</footer>`}
      </body>
    </html> `;
}
