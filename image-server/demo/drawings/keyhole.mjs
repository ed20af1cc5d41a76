import { circle, n, path, rect } from '../svg.mjs';

/** A keyhole with light behind it. */
export function drawKeyhole({ width: w, height: h, palette, unit }) {
  const [cx, cy, r] = [w / 2, h * 0.4, Math.min(w, h) * 0.14];
  const rings = Array.from({ length: 14 }, (_, index) =>
    circle(cx, cy + r * 0.6, r * (5.4 - index * 0.33), `fill="${palette.hsl(0, 35, 14 + index * 2.4)}"`),
  );
  const hole = `M${n(cx - r * 0.45)} ${n(cy + r * 0.8)}L${n(cx - r * 0.9)} ${n(cy + r * 3)}H${n(cx + r * 0.9)}L${n(cx + r * 0.45)} ${n(cy + r * 0.8)}Z`;
  const rivets = [
    [0.08, 0.08],
    [0.92, 0.08],
    [0.08, 0.92],
    [0.92, 0.92],
  ].map(([x, y]) =>
    circle(w * x, h * y, 3 * unit, `fill="${palette.second}" stroke="${palette.ink}" stroke-width="6"`),
  );
  return [
    rect(0, 0, w, h, `fill="${palette.hsl(0, 35, 12)}"`),
    ...rings,
    circle(cx, cy, r, 'fill="#ffe9a8"'),
    path(hole, 'fill="#ffe9a8"'),
    ...rivets,
  ].join('');
}
