import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';

/** What is wrong with what was entered; nothing for an empty list. It has the focus, so that it is read and seen first. */
export function renderProblems(problems: readonly string[]): Html | false {
  return (
    problems.length > 0 &&
    html`<div class="notice bad" role="alert" id="problems" tabindex="-1" autofocus>
      <ul>
        ${problems.map((text) => html`<li>${text}</li>`)}
      </ul>
    </div>`
  );
}

/** Ties a field to the list of what is wrong with the form: screen readers read it with the field. */
export function describedBy(problems: readonly string[]): Html | false {
  return problems.length > 0 && html`aria-describedby="problems"`;
}

/** Something to mind, or what was done. */
export function renderNotice(kind: 'good' | 'bad' | 'mind', body: Html | string): Html {
  const role = kind === 'bad' ? 'alert' : 'status';
  return html`<p class="notice ${kind}" role="${role}">${body}</p>`;
}
