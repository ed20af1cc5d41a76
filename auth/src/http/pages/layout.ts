import type { Html } from '../html.js';
import { html } from '../html.js';

export interface LayoutProps {
  readonly language: string;
  readonly title: string;
  readonly institution: string;
  readonly body: Html;
  /** `narrow` for windows with one form. */
  readonly width?: 'narrow' | 'wide';
}

/** The frame of every page: one style sheet, no script of its own. */
export function renderLayout({ language, title, institution, body, width = 'narrow' }: LayoutProps): Html {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · ${institution}</title>
        <link rel="stylesheet" href="/assets/gatehouse.css" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      </head>
      <body class="${width}">
        <header><a href="/">${institution}</a></header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `;
}
