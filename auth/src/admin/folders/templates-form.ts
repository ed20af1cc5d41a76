import { html, type Html } from '../../http/html.js';
import { editForm, type EditFormsProps } from './edit-form.js';
import { dateField, nameField, tierField } from './fields.js';
import { templates } from './templates.js';

/** The usual cases, as one choice. */
export function renderTemplates(props: EditFormsProps): Html {
  const { policy } = props.rules;
  const choices = Object.entries(templates).map(
    ([key, words]) =>
      html`<div class="choice">
        <input type="radio" name="template" value="${key}" id="template-${key}" required />
        <label for="template-${key}"><strong>${words.name}</strong> – ${words.meaning}</label>
      </div>`,
  );
  const limited = policy.tiers.length > 0;
  return html`<details>
    <summary>Use a template</summary>
    ${editForm(
      props,
      'template',
      html`<fieldset>
          <legend>Replace the grants of this folder by</legend>
          ${choices}
        </fieldset>
        <div class="fields">
          ${
            limited
              ? tierField('template', 'tier', 'Preview', policy, null)
              : html`<p class="quiet">Preview: 400 px. The tier “preview” will be made.</p>`
          }
          ${nameField('template', 'group', 'Group', props.groups, 'choose …')}
          ${nameField(
            'template',
            'place',
            'Place',
            policy.places.map((place) => place.name),
            'choose …',
          )}
          ${dateField('template', 'date', 'Date')}
        </div>
        <button type="submit">Show what would change</button>`,
    )}
  </details>`;
}
