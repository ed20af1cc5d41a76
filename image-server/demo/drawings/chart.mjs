import { circle, n, path, rect, text } from '../svg.mjs';

/** Bars, a curve and a ring of figures that count nothing. */
export function drawChart({ width: w, height: h, palette, random, unit, title }) {
  const colours = [
    palette.strong,
    palette.accent,
    palette.second,
    palette.mid,
    palette.hsl(-70, 50, 45),
    palette.hsl(90, 50, 40),
  ];
  const [left, top, right, bottom] = [w * 0.1, h * 0.16, w * 0.94, h * 0.62];
  const parts = [
    rect(0, 0, w, h, 'fill="#fffdf8"'),
    text(title, w / 2, h * 0.09, 5 * unit, `text-anchor="middle" font-weight="700" fill="${palette.ink}"`),
  ];
  for (let line = 0; line <= 5; line += 1) {
    const y = bottom - ((bottom - top) * line) / 5;
    parts.push(
      path(`M${n(left)} ${n(y)}H${n(right)}`, `stroke="${palette.ink}" stroke-opacity=".3" stroke-width="2"`),
    );
    parts.push(
      text(
        String(line * 20),
        left - unit,
        y + unit * 0.7,
        2.2 * unit,
        `text-anchor="end" fill="${palette.ink}"`,
      ),
    );
  }
  const points = [];
  const bars = 12;
  const step = (right - left) / bars;
  for (let bar = 0; bar < bars; bar += 1) {
    const size = random.between(0.12, 0.95) * (bottom - top);
    const x = left + step * bar;
    parts.push(
      rect(x + step * 0.15, bottom - size, step * 0.7, size, `fill="${colours[bar % 2 === 0 ? 0 : 3]}"`),
    );
    parts.push(
      text(
        String(1850 + bar * 10),
        x + step / 2,
        bottom + 3 * unit,
        2.2 * unit,
        `text-anchor="middle" fill="${palette.ink}"`,
      ),
    );
    points.push([x + step / 2, bottom - random.between(0.2, 0.9) * (bottom - top)]);
  }
  parts.push(
    path(
      `M${points.map(([x, y]) => `${n(x)} ${n(y)}`).join('L')}`,
      `fill="none" stroke="${palette.accent}" stroke-width="${n(unit * 0.5)}"`,
    ),
  );
  for (const [x, y] of points)
    parts.push(
      circle(x, y, unit * 0.8, `fill="#fff" stroke="${palette.accent}" stroke-width="${n(unit * 0.4)}"`),
    );
  const [cx, cy, r] = [w * 0.26, h * 0.83, h * 0.11];
  let from = 0;
  colours.forEach((colour, index) => {
    const to = index === colours.length - 1 ? 1 : from + random.between(0.08, 0.22);
    const [a, b] = [from * 2 * Math.PI, to * 2 * Math.PI];
    parts.push(
      path(
        `M${n(cx)} ${n(cy)}L${n(cx + r * Math.cos(a))} ${n(cy + r * Math.sin(a))}A${n(r)} ${n(r)} 0 ${to - from > 0.5 ? 1 : 0} 1 ${n(cx + r * Math.cos(b))} ${n(cy + r * Math.sin(b))}Z`,
        `fill="${colour}" stroke="#fffdf8" stroke-width="4"`,
      ),
    );
    const y = h * 0.74 + index * 3.6 * unit;
    parts.push(rect(w * 0.5, y - 2 * unit, 2.2 * unit, 2.2 * unit, `fill="${colour}"`));
    parts.push(
      text(
        `${['Maps', 'Letters', 'Plans', 'Portraits', 'Books', 'Sundries'][index]}, ${Math.round((to - from) * 100)} of 100`,
        w * 0.5 + 4 * unit,
        y,
        2.6 * unit,
        `fill="${palette.ink}"`,
      ),
    );
    from = to;
  });
  parts.push(circle(cx, cy, r * 0.5, 'fill="#fffdf8"'));
  return parts.join('');
}
