import { viewSize } from '../../core/image/view-size.js';
import type { Tier } from '../../core/policy/model.js';
import { err, ok } from '../../core/result.js';
import { html, type Html } from '../../http/html.js';
import { nameField } from '../folders/fields.js';
import type { DefinitionPages, FormProps } from './definition-pages.js';
import { findSample, sampleAddress } from './tier-sample.js';

function sayTier({ maxEdge, quality }: Pick<Tier, 'maxEdge' | 'quality'>): string {
  const size = maxEdge === null ? 'in full size' : `at most ${maxEdge.toLocaleString('en')} pixels long`;
  return `the whole image, ${size}, ${quality === 'gray' ? 'grey' : 'in colour'}`;
}

function renderFields({ values, policy, exists }: FormProps): Html {
  const gray = values.get('quality') === 'gray';
  return html`<div class="fields">
      <div>
        <label for="tier-edge">Long edge, pixels <span class="quiet">(empty: full size)</span></label>
        <input type="number" id="tier-edge" name="max_edge" min="1" max="1000000" value="${values.get('max_edge') ?? ''}" />
      </div>
      <div>
        <label for="tier-quality">Colour</label>
        <select id="tier-quality" name="quality">
          ${gray ? html`<option value="color">In colour</option>` : html`<option value="color" selected>In colour</option>`}
          ${gray ? html`<option value="gray" selected>Grey</option>` : html`<option value="gray">Grey</option>`}
        </select>
      </div>
      ${
        !exists &&
        policy.tiers.length > 0 &&
        nameField(
          'tier',
          'after',
          'Better than',
          policy.tiers.map(({ name }) => name),
          'the best of all',
        )
      }
    </div>
    ${
      !exists &&
      policy.tiers.length > 0 &&
      html`<p class="quiet">
        The order counts only between tiers of which neither shows all that the other does: a large grey one and a small one in
        colour, say.
      </p>`
    }`;
}

/** Tiers: how much of an image somebody gets to see. */
export const tierPages: DefinitionPages<'tier'> = {
  kind: 'tier',
  path: 'tiers',
  title: 'Tiers',
  intro: html`<p>
    A tier says how much of an image somebody gets: its size, and whether in colour. Grants and limits of folders name tiers.
    “Everything” and “closed” are always there. Beyond its size a tier shows nothing: there is no zooming in further.
  </p>`,
  say: sayTier,
  renderFields,
  write: ({ maxEdge, quality }) =>
    new Map([
      ['max_edge', maxEdge === null ? '' : String(maxEdge)],
      ['quality', quality],
    ]),
  read(form, name) {
    const text = (form.get('max_edge') ?? '').trim();
    if (!/^\d{0,7}$/.test(text))
      return err(['Long edge: write a whole number of pixels, or leave it empty.']);
    const quality = form.get('quality') === 'gray' ? 'gray' : 'color';
    return ok({ name, maxEdge: text === '' ? null : Number(text), quality });
  },
  async preview(request, rules, tier) {
    const sample = await findSample(request, rules.compiled, tier);
    if (sample === null)
      return html`<p class="quiet">
        None of the first images is open to you as far as this tier shows it, so there is no sample picture here.
      </p>`;
    const shown = viewSize(sample, tier.maxEdge);
    return html`<figure class="sample">
      <img class="seen" src="${sampleAddress(sample.path, tier)}" alt="A sample picture as the tier ${tier.name} shows it" />
      <figcaption class="quiet">
        <code>${sample.path}</code> has ${sample.width} × ${sample.height} pixels; in this tier
        ${shown.width} × ${shown.height}${tier.quality === 'gray' ? ', grey' : ''}.
        ${Math.max(shown.width, shown.height) > 1000 ? 'Made smaller for this page.' : ''}
      </figcaption>
    </figure>`;
  },
};
