import type { Html } from '../html.js';
import { html, scriptJson } from '../html.js';

export interface TokenPageProps {
  /** What is posted to the embedding page, or null where there is nobody to post to. */
  readonly message: unknown;
  readonly origin: string | null;
  readonly nonce: string;
  /** Milliseconds to wait before posting: slows a viewer that asks again and again (viewers.md 0.6). */
  readonly delay: number;
  /** Said in the frame itself, for people who open the address by hand. */
  readonly text: string;
}

/** The token service's page (A1-43 to A1-47, A2-22): posts one message to exactly the origin that asked. */
export function renderTokenPage({ message, origin, nonce, delay, text }: TokenPageProps): Html {
  const post = html`window.parent.postMessage(${scriptJson(message)},${scriptJson(origin)});`;
  const script = delay === 0 ? post : html`setTimeout(function(){${post}},${delay});`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Access token</title>
      </head>
      <body>
        <p>${text}</p>
        ${
          origin !== null &&
          html`<script nonce="${nonce}">
            ${script}
          </script>`
        }
      </body>
    </html> `;
}
