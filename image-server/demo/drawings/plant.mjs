import { circle, n, path, rect } from '../svg.mjs';

function leaf(x, y, angle, length, colour) {
  const d = `M0 0C${n(length * 0.3)} ${n(-length * 0.32)} ${n(length * 0.8)} ${n(-length * 0.24)} ${n(length)} 0C${n(length * 0.8)} ${n(length * 0.24)} ${n(length * 0.3)} ${n(length * 0.32)} 0 0Z`;
  return `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(angle)})">${path(d, `fill="${colour}"`)}${path(`M0 0H${n(length * 0.95)}`, 'stroke="#23331c" stroke-opacity=".5" stroke-width="2"')}</g>`;
}

function flower(x, y, size, palette, random) {
  const petals = random.whole(5, 9);
  const colour = random.pick([palette.second, palette.accent, palette.hsl(-60, 65, 60)]);
  const parts = Array.from(
    { length: petals },
    (_, index) =>
      `<ellipse cx="0" cy="${n(-size * 0.6)}" rx="${n(size * 0.28)}" ry="${n(size * 0.6)}" fill="${colour}" fill-opacity=".85" stroke="${palette.ink}" stroke-opacity=".4" stroke-width="2" transform="rotate(${n((index * 360) / petals)})"/>`,
  );
  return `<g transform="translate(${n(x)} ${n(y)})">${parts.join('')}${circle(0, 0, size * 0.24, `fill="${palette.ink}"`)}</g>`;
}

/** A plant of no species, as botanists drew them. */
export function drawPlant({ width, height, palette, random }) {
  const parts = [rect(0, 0, width, height, 'fill="#faf6ea"')];
  const ends = [];
  const grow = (x, y, angle, length, thick, depth) => {
    const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
    const [tx, ty] = [x + dx * length, y + dy * length];
    parts.push(
      path(
        `M${n(x)} ${n(y)}Q${n(x + dx * length * 0.5 - dy * length * 0.12)} ${n(y + dy * length * 0.5 + dx * length * 0.12)} ${n(tx)} ${n(ty)}`,
        `fill="none" stroke="#4d6a35" stroke-width="${n(thick)}" stroke-linecap="round"`,
      ),
    );
    const side = random.pick([-1, 1]);
    parts.push(
      leaf(
        x + dx * length * 0.55,
        y + dy * length * 0.55,
        (angle * 180) / Math.PI + side * random.between(30, 70),
        length * 0.55,
        random.pick(['#6f8f47', '#587a3a', '#86a35a']),
      ),
    );
    if (depth === 0) {
      ends.push([tx, ty]);
      return;
    }
    for (let count = depth > 3 ? 2 : random.whole(2, 3); count > 0; count -= 1)
      grow(
        tx,
        ty,
        angle + random.between(-0.55, 0.55),
        length * random.between(0.68, 0.84),
        thick * 0.66,
        depth - 1,
      );
  };
  grow(width / 2, height * 0.97, -Math.PI / 2, height * 0.24, width * 0.018, 5);
  for (const [x, y] of ends) parts.push(flower(x, y, width * random.between(0.014, 0.03), palette, random));
  return parts.join('');
}
