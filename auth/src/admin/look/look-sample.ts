import type { PageLook } from '../../core/look/page-look.js';
import { languageNames } from '../../core/texts/catalogue.js';
import { html, type Html } from '../../http/html.js';
import { renderBrand } from '../../http/pages/head.js';

/** Pages that can be looked at as a whole: what their address is called, and what people call them. */
export const previewPages = {
  'sign-in': 'Sign-in',
  terms: 'Terms',
  refusal: 'Refusal',
} as const;

function renderScheme(look: PageLook, scheme: 'light' | 'dark'): Html {
  return html`<figure class="window">
    <figcaption class="quiet">On ${scheme} pages</figcaption>
    <div class="frame as-${scheme}" inert>
      <div class="head">${renderBrand(look)}</div>
      <div class="sheet">
        <p>Words, a <a href="/">link</a> and a button.</p>
        <p class="actions"><span class="button">Sign in</span> <span class="button plain">Cancel</span></p>
      </div>
    </div>
  </figure>`;
}

/** A look on light and on dark pages, and the way to whole pages in every language. */
export function renderLookSamples(look: PageLook): Html {
  return html`<h2>Preview</h2>
    <div class="pair">${renderScheme(look, 'light')} ${renderScheme(look, 'dark')}</div>
    <ul class="access">
      ${Object.entries(previewPages).map(
        ([page, name]) =>
          html`<li>
            ${name}:
            ${Object.entries(languageNames).map(
              ([tag, language]) =>
                html`<a href="/auth/admin/look/${page}?in=${tag}" lang="${tag}" aria-label="${name}, ${language}">${language}</a> `,
            )}
          </li>`,
      )}
    </ul>`;
}
