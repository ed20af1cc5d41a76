import type { FolderRule } from '../../core/policy/model.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import { textsAddress } from './folder-address.js';
import { editForm, type EditFormsProps } from './edit-form.js';

function choice(name: string, label: string, words: Readonly<Record<string, string>>, chosen: string): Html {
  return html`<div>
    <label for="look-${name}">${label}</label>
    <select id="look-${name}" name="${name}">
      ${Object.entries(words).map(([value, text]) =>
        value === chosen
          ? html`<option value="${value}" selected>${text}</option>`
          : html`<option value="${value}">${text}</option>`,
      )}
    </select>
  </div>`;
}

/** What people are told who may see nothing here. */
export function renderAppearance(props: EditFormsProps, own: FolderRule | null): Html {
  const hidden = own?.hidden ?? null;
  return html`<h2>For people who may see nothing</h2>
    <details>
      <summary>Names, hiding, whom to ask</summary>
      ${editForm(
        props,
        'appearance',
        html`<div class="fields">
            ${choice(
              'manifest',
              'Manifest',
              {
                '': 'as the folder above',
                open: 'with all names',
                skeleton: 'sizes only, no names',
                closed: 'only a notice',
              },
              own?.manifest ?? '',
            )}
            ${choice(
              'hidden',
              'The folder',
              {
                '': 'as the folder above',
                no: 'is shown as closed',
                yes: 'is hidden as if it did not exist',
              },
              hidden === null ? '' : hidden ? 'yes' : 'no',
            )}
          </div>
          <label for="look-contact">Whom to ask for access <span class="quiet">(address or e-mail; optional)</span></label>
          <input type="text" id="look-contact" name="contact" value="${own?.contact ?? ''}" maxlength="500" />
          <button type="submit">Show what would change</button>`,
      )}
    </details>
    <p><a href="${textsAddress(props.folder)}">The texts that visitors read when they are refused</a></p>`;
}
