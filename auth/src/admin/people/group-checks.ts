import type { Group } from '../../core/identity/user.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import type { Form } from '../admin-request.js';

const prefix = 'group:';

/** A box to tick for every group. */
export function renderGroupChecks(groups: readonly Group[], ticked: readonly string[]): Html {
  if (groups.length === 0)
    return html`<p class="quiet">No groups yet. <a href="/auth/admin/groups">Make one.</a></p>`;
  return html`<fieldset>
    <legend>Groups</legend>
    <div class="checks">
      ${groups.map(({ name }, index) => {
        const id = `group-${index}`;
        const box = ticked.includes(name)
          ? html`<input type="checkbox" id="${id}" name="${prefix}${name}" value="on" checked />`
          : html`<input type="checkbox" id="${id}" name="${prefix}${name}" value="on" />`;
        return html`<div class="choice">${box}<label for="${id}">${name}</label></div>`;
      })}
    </div>
  </fieldset>`;
}

/** The groups that were ticked. */
export function readGroupChecks(form: Form): readonly string[] {
  return [...form.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}

const before = 'had:';

/** The groups as they were when the page was made, so that what others change meanwhile is kept. */
export function renderGroupsBefore(groups: readonly string[]): readonly Html[] {
  return groups.map((name) => html`<input type="hidden" name="${before}${name}" value="on" />`);
}

/** The same, from the form. */
export function readGroupsBefore(form: Form): readonly string[] {
  return [...form.keys()].filter((key) => key.startsWith(before)).map((key) => key.slice(before.length));
}
