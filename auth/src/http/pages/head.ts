import { type Html, html } from '../html.js';

/** The head of every page that has our look: one style sheet, no script. */
export function renderHead(title: string, institution: string): Html {
  return html`<head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${institution}</title>
        <link rel="stylesheet" href="/assets/gatehouse.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>`;
}
