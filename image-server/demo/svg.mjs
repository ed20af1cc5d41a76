const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text inside an element or attribute. */
export const escapeXml = (text) => String(text).replace(/[&<>"]/g, (character) => entities[character]);

/** A number as short as the eye allows. */
export const n = (value) => String(Math.round(value * 10) / 10);

/** `d` of a path through points. */
export const through = (points, closed = false) =>
  `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}${closed ? 'Z' : ''}`;

/** A line of text; `more` is further attributes. */
export function text(words, x, y, size, more = '') {
  return `<text x="${n(x)}" y="${n(y)}" font-size="${n(size)}" ${more}>${escapeXml(words)}</text>`;
}

export const circle = (x, y, r, more = '') => `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" ${more}/>`;
export const rect = (x, y, w, h, more = '') =>
  `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" ${more}/>`;
export const path = (d, more = '') => `<path d="${d}" ${more}/>`;

/** Colours of one folder: everything in it is of one hue. */
export function paletteOf(hue) {
  const hsl = (turn, saturation, light) => {
    const h = (((hue + turn) % 360) + 360) % 360;
    const a = (saturation / 100) * Math.min(light / 100, 1 - light / 100);
    const part = (shift) => {
      const k = (shift + h / 30) % 12;
      const value = light / 100 - a * Math.max(-1, Math.min(k - 3, 9 - k, 1));
      return Math.round(255 * value)
        .toString(16)
        .padStart(2, '0');
    };
    return `#${part(0)}${part(8)}${part(4)}`;
  };
  return {
    hsl,
    paper: hsl(0, 35, 95),
    soft: hsl(0, 40, 82),
    mid: hsl(0, 45, 58),
    strong: hsl(0, 55, 38),
    ink: hsl(0, 35, 16),
    accent: hsl(165, 60, 45),
    second: hsl(40, 65, 52),
  };
}
