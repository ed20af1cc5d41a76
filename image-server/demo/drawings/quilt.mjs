import { circle, n, path, rect } from '../svg.mjs';

const bright = ['#e4312b', '#f39c12', '#f7d436', '#27a552', '#1787c9', '#6b3fa0', '#e55d9a', '#15b1a5'];

function block(size, random) {
  const [a, b, c] = [random.pick(bright), random.pick(bright), random.pick(bright)];
  const half = size / 2;
  const kinds = [
    () =>
      path(`M0 0H${n(size)}L0 ${n(size)}Z`, `fill="${b}"`) + circle(half, half, size * 0.2, `fill="${c}"`),
    () =>
      path(`M${n(half)} 0L${n(size)} ${n(half)}L${n(half)} ${n(size)}L0 ${n(half)}Z`, `fill="${b}"`) +
      rect(half * 0.7, half * 0.7, half * 0.6, half * 0.6, `fill="${c}"`),
    () =>
      [0.48, 0.36, 0.24, 0.12]
        .map((part, index) => circle(half, half, size * part, `fill="${index % 2 === 0 ? b : c}"`))
        .join(''),
    () =>
      Array.from({ length: 4 }, (_, stripe) =>
        rect(0, (stripe * size) / 4, size, size / 8, `fill="${stripe % 2 === 0 ? b : c}"`),
      ).join(''),
  ];
  return rect(0, 0, size, size, `fill="${a}"`) + random.pick(kinds)();
}

/** Patchwork in every colour: what is left of it in grey is easy to see. */
export function drawQuilt({ width, height, random }) {
  const size = width / 8;
  const parts = [];
  for (let y = 0; y < height; y += size)
    for (let x = 0; x < width; x += size) {
      parts.push(`<g transform="translate(${n(x)} ${n(y)})">${block(size, random)}</g>`);
      parts.push(
        rect(
          x + 5,
          y + 5,
          size - 10,
          size - 10,
          'fill="none" stroke="#fff" stroke-width="3" stroke-dasharray="12 9"',
        ),
      );
    }
  return parts.join('');
}
