import { escapeXml, n, paletteOf, rect, text } from './svg.mjs';

/**
 * A whole picture: the drawing in a frame on paper, below it the folder's name in large letters, the title and what the folder
 * shows, so that nobody needs the address to tell which picture this is.
 */
export function plate({ folder, title, note, hue, width, height, draw }, random) {
  const palette = paletteOf(hue);
  const unit = Math.min(width, height) / 100;
  const margin = 4 * unit;
  const caption = 15 * unit;
  const inner = { width: width - 2 * margin, height: height - 2 * margin - caption };
  const base = height - margin;
  const name = Math.min(7.5, 90 / folder.length) * unit;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="EB Garamond, WenQuanYi Micro Hei, DejaVu Serif, serif">
<defs><clipPath id="frame">${rect(0, 0, inner.width, inner.height)}</clipPath></defs>
${rect(0, 0, width, height, `fill="${palette.paper}"`)}
<g transform="translate(${n(margin)} ${n(margin)})" clip-path="url(#frame)">${draw({ ...inner, palette, random, unit, title })}</g>
${rect(margin, margin, inner.width, inner.height, `fill="none" stroke="${palette.ink}" stroke-width="${n(unit * 0.25)}"`)}
${text(folder, margin, base - 4.2 * unit, name, `font-weight="700" fill="${palette.strong}"`)}
${text(title, width - margin, base - 6.2 * unit, 3.6 * unit, `text-anchor="end" font-style="italic" fill="${palette.ink}"`)}
${text(note, margin, base, 2.5 * unit, `fill="${palette.ink}"`)}
${text('Gatehouse demo · CC0', width - margin, base, 2 * unit, `text-anchor="end" fill="${palette.mid}"`)}
<title>${escapeXml(`${folder}: ${title}`)}</title>
</svg>
`;
}
