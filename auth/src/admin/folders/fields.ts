import type { Policy } from '../../core/policy/model.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';

function option(value: string, words: string): Html {
  return html`<option value="${value}">${words}</option>`;
}

/** A choice of whom a rule speaks of; `prefix` keeps ids of several forms apart. */
export function audienceField(
  prefix: string,
  name: string,
  label: string,
  { policy, groups, withAnyone }: { policy: Policy; groups: readonly string[]; withAnyone: boolean },
): Html {
  return html`<div>
      <label for="${prefix}-${name}">${label}</label>
      <select id="${prefix}-${name}" name="${name}">
        ${withAnyone ? option('anyone', 'Everyone') : option('', 'Nobody')} ${option('signed-in', 'Whoever is signed in')}
        ${groups.map((group) => option(`group:${group}`, `Group ${group}`))}
        ${policy.places.map((place) => option(`place:${place.name}`, `At ${place.name}`))}
        ${option('user', 'One person (name beside)')}
      </select>
    </div>
    <div>
      <label for="${prefix}-${name}-user">Person <span class="quiet">(user name)</span></label>
      <input type="text" id="${prefix}-${name}-user" name="${name}_user" maxlength="128" autocapitalize="none" spellcheck="false" />
    </div>`;
}

/** A choice of tier; `extra` is offered first. */
export function tierField(
  prefix: string,
  name: string,
  label: string,
  { tiers }: Policy,
  extra: 'full' | 'closed' | null,
): Html {
  return html`<div>
    <label for="${prefix}-${name}">${label}</label>
    <select id="${prefix}-${name}" name="${name}">
      ${extra === 'full' && option('full', 'Everything')}
      ${extra === 'closed' && option('closed', 'Nothing (closed)')}
      ${tiers.map((tier) => option(tier.name, `${tier.name}${tier.maxEdge === null ? '' : ` – ${tier.maxEdge} px`}${tier.quality === 'gray' ? ', grey' : ''}`))}
    </select>
  </div>`;
}

/** A choice among names; the empty one first. */
export function nameField(
  prefix: string,
  name: string,
  label: string,
  names: readonly string[],
  empty: string,
): Html {
  return html`<div>
    <label for="${prefix}-${name}">${label}</label>
    <select id="${prefix}-${name}" name="${name}">
      ${option('', empty)} ${names.map((one) => option(one, one))}
    </select>
  </div>`;
}

/** A day; empty for none. */
export function dateField(prefix: string, name: string, label: string): Html {
  return html`<div>
    <label for="${prefix}-${name}">${label}</label>
    <input type="date" id="${prefix}-${name}" name="${name}" />
  </div>`;
}
