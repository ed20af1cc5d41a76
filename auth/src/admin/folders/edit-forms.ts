import { canonicalText } from '../../core/canonical-text.js';
import { findOwnRule } from '../../core/policy/edit-folder.js';
import type { FolderRule } from '../../core/policy/model.js';
import { languageNames } from '../../core/texts/catalogue.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import { audienceField, dateField, nameField, tierField } from './fields.js';
import { renderAppearance } from './appearance-form.js';
import { renderTemplates } from './templates-form.js';
import { editForm, type EditFormsProps } from './edit-form.js';
import { sayGrantee, sayLimit, sayPeriod } from './say-access.js';

function removal(props: EditFormsProps, op: string, what: unknown, label: string): Html {
  return editForm(
    props,
    op,
    html`<input type="hidden" name="what" value="${canonicalText(what)}" /><button
        type="submit"
        class="plain small"
        aria-label="Remove: ${label}"
      >
        Remove
      </button>`,
    'inline',
  );
}

function renderGrants(props: EditFormsProps, own: FolderRule | null): Html {
  const { inherited, write } = props;
  const grants = own?.grants ?? inherited;
  const isOwn = own !== null && own.grants !== null;
  const rows = grants.map(
    (grant) =>
      html`<tr>
        <td>${sayGrantee(grant)}</td>
        <td>${grant.tier}</td>
        <td>${sayPeriod(grant, write)}</td>
        <td class="act">${isOwn && removal(props, 'remove-grant', grant, sayGrantee(grant))}</td>
      </tr>`,
  );
  return html`<p>
      ${
        isOwn
          ? 'This folder has grants of its own; they replace those of the folders above.'
          : 'This folder takes the grants of the folders above. Adding one copies them here first; from then on they are this folder’s own.'
      }
    </p>
    ${
      grants.length === 0
        ? html`<p class="quiet">No grants: nobody sees anything.</p>`
        : html`<div class="scroll" tabindex="0" role="region" aria-label="Grants">
            <table>
              <thead>
                <tr>
                  <th scope="col">Who</th>
                  <th scope="col">Sees</th>
                  <th scope="col">When</th>
                  <th scope="col">${isOwn ? 'Action' : 'Inherited'}</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>
          </div>`
    }`;
}

function renderCeilings(props: EditFormsProps, own: FolderRule | null): Html {
  const ceilings = own?.ceilings ?? [];
  if (ceilings.length === 0) return html`<p class="quiet">No limit is set at this folder.</p>`;
  return html`<ul class="tree">
    ${ceilings.map((ceiling) => {
      const words = sayLimit({ ceiling, pattern: 'this folder', verdict: 'lies-on' }, props.write);
      return html`<li><span>${words}</span> ${removal(props, 'remove-ceiling', ceiling, words)}</li>`;
    })}
  </ul>`;
}

/** The reason of a limit in the languages that are not the default. */
function renderOtherReasons(language: string): Html {
  const others = Object.entries(languageNames).filter(([tag]) => tag !== language);
  return html`<details>
    <summary>The reason in other languages</summary>
    ${others.map(
      ([tag, name]) =>
        html`<label for="limit-reason-${tag}" lang="${tag}">${name}</label
          ><input type="text" id="limit-reason-${tag}" name="reason.${tag}" maxlength="300" lang="${tag}" />`,
    )}
  </details>`;
}

/** Everything that can be changed at a folder; each leads to a plan before anything is saved. */
export function renderEditForms(props: EditFormsProps): Html {
  const { rules, folder, groups } = props;
  const { policy } = rules;
  const own = findOwnRule(policy, folder);
  const people = { policy, groups, withAnyone: true };
  return html`<h2>Change it</h2>
    <p class="quiet">Whatever you choose, you first see how many images open or close. Nothing is saved before.</p>
    ${renderTemplates(props)}
    <h2>Grants</h2>
    ${renderGrants(props, own)}
    <details>
      <summary>Add a grant</summary>
      ${editForm(
        props,
        'add-grant',
        html`<div class="fields">
            ${audienceField('grant', 'who', 'Who', people)} ${tierField('grant', 'tier', 'Sees', policy, 'full')}
            ${dateField('grant', 'from', 'From (optional)')} ${dateField('grant', 'until', 'Until (optional)')}
            ${
              policy.agreements.length > 0 &&
              nameField(
                'grant',
                'agree',
                'After accepting',
                policy.agreements.map((agreement) => agreement.name),
                'nothing',
              )
            }
          </div>
          <button type="submit">Show what would change</button>`,
      )}
    </details>
    ${
      own !== null &&
      own.grants !== null &&
      folder !== '' &&
      editForm(
        props,
        'inherit-grants',
        html`<button type="submit" class="plain">Take the grants of the folder above instead</button>`,
      )
    }
    <h2>Limits</h2>
    <p class="quiet">A limit cuts every grant here and in all folders below, whatever they say: an embargo, say.</p>
    ${renderCeilings(props, own)}
    <details>
      <summary>Add a limit</summary>
      ${editForm(
        props,
        'add-ceiling',
        html`<div class="fields">
            ${tierField('limit', 'max', 'At most', policy, 'closed')} ${dateField('limit', 'from', 'From (optional)')}
            ${dateField('limit', 'until', 'Until (optional)')}
            ${audienceField('limit', 'except', 'Except for', { ...people, withAnyone: false })}
          </div>
          <label for="limit-reason">Reason, shown to visitors (optional)</label>
          <input type="text" id="limit-reason" name="reason" maxlength="300" lang="${props.language}" />
          ${renderOtherReasons(props.language)}
          <button type="submit">Show what would change</button>`,
      )}
    </details>
    ${renderAppearance(props, own)}`;
}
