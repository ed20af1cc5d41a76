import type { PageLook } from '../../core/look/page-look.js';
import { type Html, html } from '../html.js';

/** The head of every page that has our look: one style sheet, one more where a colour was chosen, no script. */
export function renderHead(title: string, { institution, style }: PageLook): Html {
  return html`<head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${institution}</title>
        <link rel="stylesheet" href="/assets/gatehouse.css" />
        ${style !== null && html`<link rel="stylesheet" href="${style}" />`}
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>`;
}

/** Whose page this is: logo and name, and the way to the start page. The name says all that the picture does. */
export function renderBrand({ institution, logo }: PageLook): Html {
  return html`<a href="/" class="brand"
    >${
      logo !== null &&
      html`<img src="${logo.address}" alt="" width="${logo.width}" height="${logo.height}" class="logo" />`
    }${institution}</a
  >`;
}
