import { placeName } from '../names.mjs';
import { circle, n, path, rect, text } from '../svg.mjs';

const letters = 'αβγδεζηθικλμνξοπρστυφχψω';

function sphere(cx, cy, radius) {
  const rings = [0.25, 0.5, 0.75, 1].map((part) =>
    circle(cx, cy, radius * part, 'fill="none" stroke="#8fb0d8" stroke-opacity=".5" stroke-width="3"'),
  );
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const angle = (hour / 24) * 2 * Math.PI;
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const line = path(
      `M${n(cx + x * radius * 0.06)} ${n(cy + y * radius * 0.06)}L${n(cx + x * radius)} ${n(cy + y * radius)}`,
      'stroke="#8fb0d8" stroke-opacity=".35" stroke-width="2"',
    );
    return (
      line +
      text(
        `${hour}h`,
        cx + x * radius * 1.04,
        cy + y * radius * 1.04 + 15,
        44,
        'fill="#c9dcf5" text-anchor="middle"',
      )
    );
  });
  return rings.join('') + hours.join('');
}

function constellation(cx, cy, random) {
  const stars = [[cx, cy]];
  for (let count = random.whole(3, 6); count > 0; count -= 1) {
    const [x, y] = stars.at(-1);
    stars.push([x + random.between(-190, 190), y + random.between(-190, 190)]);
  }
  const lines = path(
    `M${stars.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}`,
    'fill="none" stroke="#ffe9b0" stroke-opacity=".75" stroke-width="4"',
  );
  const dots = stars.map(
    ([x, y], index) =>
      circle(x, y, random.between(9, 20), 'fill="#fffbe8"') +
      text(letters[index], x + 26, y + 10, 34, 'fill="#ffe9b0" font-style="italic"'),
  );
  return (
    lines +
    dots.join('') +
    text(
      placeName(random).toUpperCase(),
      cx,
      cy - 60,
      46,
      'fill="#ffd98a" letter-spacing="8" text-anchor="middle"',
    )
  );
}

/** A chart of two skies that nobody ever saw; every star has a number that only the full image lets one read. */
export function drawStars({ width, height, random }) {
  const radius = Math.min(width / 4, height / 2) * 0.9;
  const parts = [
    '<defs><radialGradient id="night"><stop offset="0" stop-color="#24457c"/><stop offset="1" stop-color="#0b1a38"/></radialGradient></defs>',
    rect(0, 0, width, height, 'fill="#0b1730"'),
  ];
  for (const cx of [width * 0.25, width * 0.75]) {
    const cy = height / 2;
    parts.push(circle(cx, cy, radius, 'fill="url(#night)"'), sphere(cx, cy, radius));
    for (let count = 0; count < 1400; count += 1) {
      const [angle, far] = [random.between(0, 2 * Math.PI), Math.sqrt(random.next()) * radius * 0.98];
      const [x, y] = [cx + Math.cos(angle) * far, cy + Math.sin(angle) * far];
      parts.push(circle(x, y, 1.5 + random.next() ** 6 * 11, 'fill="#f4f7ff"'));
      if (count % 3 === 0) parts.push(text(String(100 + count), x + 9, y + 5, 15, 'fill="#8fb0d8"'));
    }
    for (let count = 0; count < 11; count += 1) {
      const [angle, far] = [(count / 11) * 2 * Math.PI, radius * random.between(0.3, 0.78)];
      parts.push(constellation(cx + Math.cos(angle) * far, cy + Math.sin(angle) * far, random));
    }
  }
  return parts.join('');
}
