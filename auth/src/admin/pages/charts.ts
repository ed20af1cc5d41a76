import { scaleBand, scaleLinear } from 'd3-scale';
import { html, type Html } from '../../http/html.js';

export interface Bar {
  /** Said by screen readers and on hovering: `20 Nov: 3`. */
  readonly label: string;
  readonly value: number;
}

const width = 320;
const height = 64;

/** Bars side by side, one for each day or hour, drawn here; the numbers are said too. `more` stands below. */
export function renderBars(
  title: string,
  kind: 'good' | 'bad',
  bars: readonly Bar[],
  more: Html | false = false,
): Html {
  const x = scaleBand(
    bars.map((_, index) => index),
    [0, width],
  ).padding(0.2);
  const y = scaleLinear([0, Math.max(1, ...bars.map(({ value }) => value))], [0, height - 4]);
  const total = bars.reduce((sum, { value }) => sum + value, 0);
  return html`<figure class="chart">
    <figcaption>${title} <strong>${total.toLocaleString('en')}</strong></figcaption>
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}: ${total}" preserveAspectRatio="none">
      <line class="axis" x1="0" x2="${width}" y1="${height - 1}" y2="${height - 1}" />
      ${bars.map(({ label, value }, index) => {
        const tall = value === 0 ? 0 : Math.max(2, y(value));
        return html`<rect class="${kind}" x="${(x(index) ?? 0).toFixed(2)}" y="${(height - 1 - tall).toFixed(2)}" width="${x.bandwidth().toFixed(2)}" height="${tall.toFixed(2)}"><title>${label}: ${value}</title></rect>`;
      })}
    </svg>
    ${more}
  </figure>`;
}

export interface Part {
  readonly label: string;
  readonly value: number;
  readonly kind: 'open' | 'part' | 'closed';
}

/** Parts of a whole as one bar, and as words. */
export function renderParts(title: string, parts: readonly Part[]): Html {
  const total = Math.max(
    1,
    parts.reduce((sum, { value }) => sum + value, 0),
  );
  const x = scaleLinear([0, total], [0, width]);
  let from = 0;
  const drawn = parts.map(({ label, value, kind }) => {
    const rect = html`<rect class="${kind}" x="${x(from).toFixed(2)}" y="0" width="${x(value).toFixed(2)}" height="18"><title>${label}: ${value}</title></rect>`;
    from += value;
    return rect;
  });
  return html`<figure class="chart">
    <figcaption>${title}</figcaption>
    <svg viewBox="0 0 ${width} 18" role="img" aria-label="${title}" preserveAspectRatio="none">${drawn}</svg>
    <ul class="legend">
      ${parts.map(
        ({ label, value, kind }) =>
          html`<li><span class="dot ${kind}" aria-hidden="true"></span>${label}: <strong>${value.toLocaleString('en')}</strong></li>`,
      )}
    </ul>
  </figure>`;
}
