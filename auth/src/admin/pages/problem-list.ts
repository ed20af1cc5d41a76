import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';

/** What is wrong with what was entered; nothing for an empty list. */
export function renderProblems(problems: readonly string[]): Html | false {
  return (
    problems.length > 0 &&
    html`<div class="notice bad" role="alert">
      <ul>
        ${problems.map((text) => html`<li>${text}</li>`)}
      </ul>
    </div>`
  );
}

/** Something to mind, or what was done. */
export function renderNotice(kind: 'good' | 'bad' | 'mind', body: Html | string): Html {
  const role = kind === 'bad' ? 'alert' : 'status';
  return html`<p class="notice ${kind}" role="${role}">${body}</p>`;
}
