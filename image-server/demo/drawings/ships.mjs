import { circle, n, path, rect, text } from '../svg.mjs';

function ship(x, y, size, random, palette) {
  const hull = random.pick(['#7a2f24', '#24303d', '#3f5b3a', '#5b3a24']);
  const mast = (at, tall) =>
    rect(at - size * 0.01, -tall, size * 0.02, tall, 'fill="#3a2a1c"') +
    path(
      `M${n(at + size * 0.02)} ${n(-tall * 0.95)}Q${n(at + size * 0.3)} ${n(-tall * 0.6)} ${n(at + size * 0.02)} ${n(-tall * 0.2)}Z`,
      'fill="#f6efdf" stroke="#b9ab8c" stroke-width="3"',
    ) +
    path(
      `M${n(at)} ${n(-tall)}l${n(size * 0.12)} ${n(size * 0.03)}l${n(-size * 0.12)} ${n(size * 0.03)}Z`,
      `fill="${palette.accent}"`,
    );
  const masts = random.whole(1, 3);
  const parts = Array.from({ length: masts }, (_, index) =>
    mast(((index + 0.5) / masts - 0.5) * size * 0.7, size * random.between(0.6, 0.85)),
  );
  parts.push(
    path(
      `M${n(-size * 0.5)} ${n(-size * 0.06)}H${n(size * 0.55)}Q${n(size * 0.45)} ${n(size * 0.14)} ${n(size * 0.3)} ${n(size * 0.14)}H${n(-size * 0.36)}Z`,
      `fill="${hull}"`,
    ),
  );
  for (let port = -3; port <= 3; port += 1)
    parts.push(circle(port * size * 0.1, size * 0.03, size * 0.016, 'fill="#f3d98b"'));
  return `<g transform="translate(${n(x)} ${n(y)})">${parts.join('')}</g>`;
}

/** Ships before a harbour; `name` stands on the quay. */
export const drawShips =
  (name) =>
  ({ width: w, height: h, palette, random, unit }) => {
    const horizon = h * 0.52;
    const parts = [
      `<defs><linearGradient id="sky" x2="0" y2="1"><stop offset="0" stop-color="${palette.mid}"/><stop offset="1" stop-color="#fbe6c4"/></linearGradient></defs>`,
      rect(0, 0, w, horizon, 'fill="url(#sky)"'),
      circle(w * random.between(0.2, 0.8), h * 0.24, h * 0.07, 'fill="#fff4cf"'),
    ];
    for (let x = 0; x < w;) {
      const [wide, tall] = [w * random.between(0.03, 0.08), h * random.between(0.06, 0.2)];
      parts.push(rect(x, horizon - tall, wide, tall, `fill="${palette.strong}" fill-opacity=".85"`));
      if (random.next() < 0.5)
        parts.push(
          path(
            `M${n(x)} ${n(horizon - tall)}l${n(wide / 2)} ${n(-wide * 0.6)}l${n(wide / 2)} ${n(wide * 0.6)}Z`,
            `fill="${palette.ink}"`,
          ),
        );
      for (let pane = 0; pane < 6; pane += 1)
        parts.push(
          rect(
            x + wide * random.between(0.1, 0.8),
            horizon - tall * random.between(0.15, 0.9),
            wide * 0.1,
            wide * 0.14,
            'fill="#f6d98a"',
          ),
        );
      x += wide;
    }
    parts.push(rect(0, horizon, w, h - horizon, `fill="${palette.hsl(20, 45, 38)}"`));
    for (let count = 0; count < 260; count += 1) {
      const [x, y] = [random.between(0, w), random.between(horizon, h)];
      parts.push(
        path(
          `M${n(x)} ${n(y)}q${n(unit)} ${n(-unit * 0.5)} ${n(unit * 2)} 0t${n(unit * 2)} 0`,
          'fill="none" stroke="#fff" stroke-opacity=".35" stroke-width="4"',
        ),
      );
    }
    parts.push(
      ship(w * 0.3, h * 0.64, w * 0.26, random, palette),
      ship(w * 0.68, h * 0.78, w * 0.38, random, palette),
    );
    parts.push(rect(0, h * 0.9, w, h * 0.1, 'fill="#4a4038"'));
    parts.push(
      text(name, w / 2, h * 0.97, 5.5 * unit, 'text-anchor="middle" fill="#f6efdf" font-weight="700"'),
    );
    return parts.join('');
  };
