import { parseAddress } from '../../core/policy/ip-address.js';
import { parseRange, rangeContains, type IpRange } from '../../core/policy/ip-range.js';
import type { Place } from '../../core/policy/model.js';
import { ok } from '../../core/result.js';
import { html, type Html } from '../../http/html.js';
import { renderNotice } from '../pages/problem-list.js';
import { countOf } from '../say-time.js';
import type { DefinitionPages, FormProps } from './definition-pages.js';

function renderFields({ values }: FormProps): Html {
  return html`<label for="place-ranges">Addresses, one range per line</label>
    <textarea id="place-ranges" name="ranges" class="code short" rows="5" spellcheck="false" autocapitalize="none" placeholder="192.0.2.16/28
2001:db8:5::/64">
${values.get('ranges') ?? ''}</textarea
    >
    <p class="quiet">
      The addresses from which this place’s computers reach you: those of its router where they share one, never 192.168.… or
      10.… of a network somewhere else. Ask whoever runs the network.
    </p>`;
}

/** The ranges that can be read; what is wrong with others is told when it is saved. */
function rangesOf({ ranges }: Place): readonly IpRange[] {
  return ranges.flatMap((text) => {
    const range = parseRange(text);
    return range.ok ? [range.value] : [];
  });
}

function sayCount(ranges: readonly IpRange[]): string {
  const four = ranges.filter(({ first }) => first.family === 4);
  const six = ranges.filter(({ first }) => first.family === 6);
  const count = four.reduce((sum, { bits }) => sum + 2 ** (128 - bits), 0);
  const networks = six.reduce((sum, { bits }) => sum + 2 ** Math.max(0, 64 - bits), 0);
  return [
    ...(four.length > 0 ? [countOf(count, 'IPv4 address', 'IPv4 addresses')] : []),
    ...(six.length > 0 ? [countOf(networks, 'IPv6 network', 'IPv6 networks')] : []),
  ].join(' and ');
}

function say(place: Place): string {
  const count = sayCount(rangesOf(place));
  const listed = place.ranges.slice(0, 3).join(', ');
  return `${listed}${place.ranges.length > 3 ? ' …' : ''}${count === '' ? '' : ` (${count})`}`;
}

/** More addresses than any reading room has: a mistyped prefix, most likely. */
const manyAddresses = 65_536;

/** Places: where somebody sits, told by the address that they come from. */
export const placePages: DefinitionPages<'place'> = {
  kind: 'place',
  path: 'places',
  title: 'Places',
  intro: html`<p>
    A place is a reading room, a campus, an office: wherever people come from addresses that you know. Every single request is
    judged by its address, and nothing of it is remembered when somebody goes home.
  </p>`,
  say,
  renderFields,
  write: ({ ranges }) => new Map([['ranges', ranges.join('\n')]]),
  read(form, name) {
    const lines = (form.get('ranges') ?? '').split(/[\s,;]+/).filter((line) => line !== '');
    return ok({ name, ranges: [...new Set(lines)] });
  },
  async preview({ ctx }, _rules, place) {
    const ranges = rangesOf(place);
    const text = ctx.get('X-Gate-Client');
    const own = parseAddress(text);
    const isIn = own !== null && ranges.some((range) => rangeContains(range, own));
    const isLarge = ranges.some(({ first, bits }) =>
      first.family === 4 ? 2 ** (128 - bits) > manyAddresses : bits < 40,
    );
    const body = html`<p>This place has ${sayCount(ranges)}.</p>
      ${
        own !== null &&
        renderNotice(
          isIn ? 'good' : 'mind',
          html`Your address now, <code>${text}</code>, is ${isIn ? '' : html`<strong>not</strong> `}in it.`,
        )
      }
      ${isLarge && renderNotice('mind', 'That is very many addresses. Is the number behind the slash right?')}`;
    return Promise.resolve(body);
  },
};
