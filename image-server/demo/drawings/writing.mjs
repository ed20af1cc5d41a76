import { circle, n, path, rect, text } from '../svg.mjs';

// Widths of letters relative to the size, about as EB Garamond has them: enough to break lines by.
const narrow = new Set("iljt.,;:!|'’()[] f");
const wide = new Set('mwMWQOGDHNUA—');
const widthOf = (words, size) =>
  [...words].reduce((sum, letter) => sum + (narrow.has(letter) ? 0.28 : wide.has(letter) ? 0.76 : 0.47), 0) *
  size;

/** Breaks words into lines of at most `width`. */
export function breakLines(words, size, width) {
  const lines = [];
  let line = '';
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer, size) > width && line !== '') {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** Lines of text from `y` downwards. */
export function paragraph(words, x, y, size, width, more) {
  const lines = breakLines(words, size, width);
  const body = lines.map((line, index) => text(line, x, y + index * size * 1.36, size, more)).join('');
  return { body, bottom: y + lines.length * size * 1.36 };
}

/** A page of a printed book: running title, initial, text, number. */
export const drawPage =
  (number, words) =>
  ({ width: w, height: h, palette, unit }) => {
    const size = 5.2 * unit;
    const [left, measure] = [w * 0.12, w * 0.76];
    const ink = `fill="${palette.ink}"`;
    const [first = '', rest = ''] = [words.slice(0, 1), words.slice(1)];
    const initial = 19.5 * unit;
    const top = h * 0.18;
    const besideLines = breakLines(rest, size, measure - initial * 1.1).slice(0, 3);
    const after = rest.split(/\s+/).slice(besideLines.join(' ').split(' ').length).join(' ');
    const beside = besideLines
      .map((line, index) =>
        text(line, left + initial * 1.1, top + size * 0.75 + index * size * 1.36, size, ink),
      )
      .join('');
    const below = paragraph(after, left, top + size * 0.75 + 3 * size * 1.36, size, measure, ink);
    const ornament = [-2, -1, 0, 1, 2].map(
      (step) =>
        `<g transform="translate(${n(w / 2 + step * 5 * unit)} ${n(below.bottom + 5 * unit)}) rotate(45)">${rect(-unit, -unit, 2 * unit, 2 * unit, `fill="${step % 2 === 0 ? palette.strong : palette.soft}"`)}</g>`,
    );
    return [
      rect(0, 0, w, h, 'fill="#fbf7ec"'),
      text(
        'THE KEEPER OF THE GATE',
        w / 2,
        h * 0.1,
        2.6 * unit,
        `text-anchor="middle" letter-spacing="${n(unit * 0.5)}" ${ink}`,
      ),
      path(`M${n(left)} ${n(h * 0.125)}H${n(left + measure)}`, `stroke="${palette.ink}" stroke-width="3"`),
      rect(left, top - size * 0.2, initial, initial, `fill="${palette.strong}"`),
      text(
        first,
        left + initial / 2,
        top - size * 0.2 + initial * 0.83,
        initial * 0.98,
        'text-anchor="middle" fill="#fbf7ec" font-weight="600"',
      ),
      beside,
      below.body,
      ...ornament,
      text(String(number), w / 2, h * 0.95, 3.4 * unit, `text-anchor="middle" ${ink}`),
    ].join('');
  };

/** A letter in a flowing hand, with a seal. */
export const drawLetter =
  (place, words) =>
  ({ width: w, height: h, palette, unit }) => {
    const hand = `font-style="italic" fill="${palette.hsl(200, 45, 25)}"`;
    const size = 4.2 * unit;
    const body = paragraph(words, w * 0.13, h * 0.3, size, w * 0.72, hand);
    const [x, y] = [w * 0.76, Math.min(h * 0.86, body.bottom + 14 * unit)];
    const rays = Array.from(
      { length: 24 },
      (_, ray) =>
        `<g transform="translate(${n(x)} ${n(y)}) rotate(${ray * 15})">${circle(0, -8 * unit, 1.7 * unit, 'fill="#9c2a22"')}</g>`,
    );
    return [
      rect(0, 0, w, h, 'fill="#f5ecd6"'),
      path(`M0 ${n(h / 3)}H${n(w)}M0 ${n((h * 2) / 3)}H${n(w)}`, 'stroke="#d8c9a3" stroke-width="6"'),
      text(place, w * 0.87, h * 0.12, 3.6 * unit, `text-anchor="end" ${hand}`),
      text('Dear friend,', w * 0.13, h * 0.22, 5 * unit, hand),
      body.body,
      text('Yours, M.', w * 0.16, body.bottom + 8 * unit, 5 * unit, hand),
      ...rays,
      circle(x, y, 8.4 * unit, 'fill="#b0342a"'),
      text('G', x, y + 3.4 * unit, 10 * unit, 'text-anchor="middle" fill="#7f1f19" font-weight="700"'),
    ].join('');
  };

/** The front page of a paper that nobody printed. */
export const drawNewspaper =
  (headline, words) =>
  ({ width: w, height: h, palette, unit }) => {
    const ink = `fill="${palette.ink}"`;
    const parts = [
      rect(0, 0, w, h, 'fill="#efe9dc"'),
      text('The Evening Gate', w / 2, h * 0.1, 10 * unit, `text-anchor="middle" font-weight="700" ${ink}`),
      path(
        `M${n(w * 0.05)} ${n(h * 0.125)}H${n(w * 0.95)}M${n(w * 0.05)} ${n(h * 0.155)}H${n(w * 0.95)}`,
        `stroke="${palette.ink}" stroke-width="4"`,
      ),
      text(
        'No. 1 · price: nothing · not before its time',
        w / 2,
        h * 0.147,
        2.2 * unit,
        `text-anchor="middle" ${ink}`,
      ),
    ];
    const head = paragraph(headline, w * 0.05, h * 0.22, 6.4 * unit, w * 0.86, `font-weight="700" ${ink}`);
    parts.push(head.body);
    const columns = 3;
    const column = (w * 0.9) / columns;
    for (let index = 0; index < columns; index += 1) {
      const x = w * 0.05 + index * column;
      let y = head.bottom + 2 * unit;
      if (index === 1) {
        parts.push(
          rect(x, y - 2 * unit, column * 0.92, 24 * unit, `fill="${palette.soft}"`),
          circle(x + column * 0.46, y + 9 * unit, 7 * unit, `fill="${palette.strong}"`),
          rect(x + column * 0.46 - 2 * unit, y + 9 * unit, 4 * unit, 11 * unit, `fill="${palette.strong}"`),
        );
        y += 27 * unit;
      }
      for (let round = index; y < h * 0.96; round += 1) {
        const part = paragraph(words[round % words.length], x, y, 2.3 * unit, column * 0.9, ink);
        parts.push(part.body);
        y = part.bottom + 1.2 * unit;
      }
    }
    return parts.join('');
  };
