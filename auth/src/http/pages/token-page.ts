import type { Html } from '../html.js';
import { html, scriptJson } from '../html.js';

export interface TokenPageProps {
  /** What is posted to the embedding page, or null where there is nobody to post to. */
  readonly message: unknown;
  readonly origin: string | null;
  readonly nonce: string;
  /** Milliseconds to wait before posting: slows a viewer that asks again and again (viewers.md 0.6). */
  readonly delay: number;
  readonly language: string;
  readonly title: string;
  /** Said in the frame itself, for people who open the address by hand. */
  readonly text: string;
}

/** The token service's page (A1-43 to A1-47, A2-22): posts one message to exactly the origin that asked. */
export function renderTokenPage(props: TokenPageProps): Html {
  const { message, origin, nonce, delay, language, title, text } = props;
  const post = html`window.parent.postMessage(${scriptJson(message)},${scriptJson(origin)});`;
  const script = delay === 0 ? post : html`setTimeout(function(){${post}},${delay});`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p>${text}</p>
        </main>
        ${
          origin !== null &&
          html`<script nonce="${nonce}">
            ${script}
          </script>`
        }
      </body>
    </html> `;
}
