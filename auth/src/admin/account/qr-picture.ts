import { generate } from 'lean-qr';
import { type Html, html } from '../../http/html.js';

/** Light modules around the code, as scanners want them. */
const margin = 4;

/** A text as QR code: black on white in light and dark, since many scanners read nothing else. */
export function qrPicture(text: string, name: string): Html {
  const code = generate(text);
  const size = code.size + 2 * margin;
  const squares: string[] = [];
  for (let y = 0; y < code.size; y += 1)
    for (let x = 0; x < code.size; x += 1)
      if (code.get(x, y)) squares.push(`M${x + margin} ${y + margin}h1v1h-1z`);
  return html`<svg
    class="qr"
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 ${size} ${size}"
    role="img"
    aria-label="${name}"
    shape-rendering="crispEdges"
  >
    <rect width="${size}" height="${size}" fill="#fff" />
    <path d="${squares.join('')}" fill="#000" />
  </svg>`;
}
