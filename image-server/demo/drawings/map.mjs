import { rough } from '../../samples/noise.mjs';
import { traceContours } from '../contours.mjs';
import { placeName } from '../names.mjs';
import { circle, n, path, rect, text, through } from '../svg.mjs';

const cell = 20;

function makeLand(width, height, seed) {
  const columns = Math.ceil(width / cell) + 1;
  const rows = Math.ceil(height / cell) + 1;
  const heights = new Float64Array(columns * rows);
  for (let y = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1) {
      const fall = Math.hypot(x / columns - 0.42, (y / rows - 0.45) * 0.8) * 1.1;
      heights[y * columns + x] = rough(x / 70, y / 70, seed, 6) * 1.5 - fall - 0.17;
    }
  return {
    columns,
    rows,
    heights,
    at: (x, y) => heights[Math.round(y / cell) * columns + Math.round(x / cell)],
  };
}

const ringsOf = (land, level) =>
  traceContours(land.heights, land.columns, land.rows, level)
    .map((ring) =>
      through(
        ring.map(([x, y]) => [x * cell, y * cell]),
        true,
      ),
    )
    .join('');

function layers(land, palette) {
  const parts = [];
  for (let step = 0; step < 5; step += 1)
    parts.push(
      path(
        ringsOf(land, -0.05 + step * 0.05),
        `fill="${palette.hsl(0, 42, 74 + step * 3)}" fill-rule="evenodd"`,
      ),
    );
  const greens = [
    '#d7dfae',
    '#cdd49b',
    '#dcd59d',
    '#e2cd93',
    '#dcbb83',
    '#cfa274',
    '#bd8a68',
    '#a8765f',
    '#efe9e2',
  ];
  greens.forEach((colour, step) => {
    parts.push(path(ringsOf(land, 0.2 + step * 0.07), `fill="${colour}" fill-rule="evenodd"`));
  });
  for (let step = 1; step < 36; step += 1)
    parts.push(
      path(
        ringsOf(land, 0.2 + step * 0.0175),
        `fill="none" stroke="#8a6a4a" stroke-opacity=".7" stroke-width="${step % 4 === 0 ? 3.2 : 1.3}"`,
      ),
    );
  parts.push(path(ringsOf(land, 0.2), `fill="none" stroke="${palette.ink}" stroke-width="6"`));
  return parts.join('');
}

function settlement(x, y, random) {
  const houses = [];
  for (let count = random.whole(12, 50); count > 0; count -= 1)
    houses.push(
      rect(
        random.between(-90, 90),
        random.between(-60, 60),
        random.between(7, 16),
        random.between(7, 16),
        'fill="#7c2f26"',
      ),
    );
  const name = text(
    placeName(random),
    0,
    -80,
    54,
    'text-anchor="middle" font-weight="600" fill="#2c1d14" stroke="#f6f0df" stroke-width="8" paint-order="stroke"',
  );
  return `<g transform="translate(${n(x)} ${n(y)})">${houses.join('')}${circle(0, 0, 13, 'fill="#fff" stroke="#2c1d14" stroke-width="5"')}${name}</g>`;
}

function marks(width, height, land, random) {
  const parts = [];
  for (let count = 0; count < 1500; count += 1) {
    const [x, y] = [random.between(30, width - 30), random.between(30, height - 30)];
    const level = land.at(x, y);
    if (level < 0.17)
      parts.push(
        text(String(Math.round((0.22 - level) * 90)), x, y, 26, 'fill="#3b5a78" text-anchor="middle"'),
      );
    else if (level > 0.24 && level < 0.42)
      parts.push(
        path(`M${n(x)} ${n(y)}l-12 0l12 -26l12 26Zm-2 0v8h4v-8`, 'fill="#5d7c46" fill-opacity=".75"'),
      );
  }
  for (let count = 0; count < 34;) {
    const [x, y] = [random.between(200, width - 200), random.between(150, height - 150)];
    count += 1;
    if (land.at(x, y) > 0.23 && land.at(x, y) < 0.5) parts.push(settlement(x, y, random));
  }
  return parts.join('');
}

function grid(width, height, palette) {
  const parts = [];
  for (let x = 1; x * 600 < width; x += 1) {
    parts.push(
      path(`M${x * 600} 0V${n(height)}`, `stroke="${palette.ink}" stroke-opacity=".35" stroke-width="2"`),
    );
    parts.push(text(String.fromCharCode(64 + x), x * 600 - 300, 50, 44, `fill="${palette.ink}"`));
  }
  for (let y = 1; y * 600 < height; y += 1) {
    parts.push(
      path(`M0 ${y * 600}H${n(width)}`, `stroke="${palette.ink}" stroke-opacity=".35" stroke-width="2"`),
    );
    parts.push(text(String(y), 14, y * 600 - 290, 44, `fill="${palette.ink}"`));
  }
  return parts.join('');
}

function compass(x, y, size, palette) {
  const ray = (angle, length, colour) =>
    `<g transform="rotate(${angle})">${path(`M0 0L${n(size * 0.09)} ${n(-size * 0.12)}L0 ${n(-length)}Z`, `fill="${colour}"`)}${path(`M0 0L${n(-size * 0.09)} ${n(-size * 0.12)}L0 ${n(-length)}Z`, `fill="${palette.paper}" stroke="${colour}" stroke-width="3"`)}</g>`;
  const rays = [45, 135, 225, 315].map((angle) => ray(angle, size * 0.6, palette.mid));
  rays.push(...[0, 90, 180, 270].map((angle) => ray(angle, size, palette.ink)));
  const rings = [0.66, 0.72].map((part) =>
    circle(0, 0, size * part, `fill="none" stroke="${palette.ink}" stroke-width="4"`),
  );
  return `<g transform="translate(${n(x)} ${n(y)})">${rings.join('')}${rays.join('')}${text('N', 0, -size * 1.06, size * 0.28, `text-anchor="middle" font-weight="700" fill="${palette.ink}"`)}</g>`;
}

/** A sea chart of islands that are nowhere: contour lines, soundings, woods, places with houses; detail down to single pixels. */
export const drawMap =
  (seed) =>
  ({ width, height, palette, random, title }) => {
    const land = makeLand(width, height, seed);
    const cartouche = [
      rect(
        width - 2000,
        height - 860,
        1760,
        520,
        `fill="${palette.paper}" stroke="${palette.ink}" stroke-width="10"`,
      ),
      rect(width - 1970, height - 830, 1700, 460, `fill="none" stroke="${palette.ink}" stroke-width="3"`),
      text(
        title,
        width - 1120,
        height - 620,
        170,
        `text-anchor="middle" font-weight="700" fill="${palette.ink}"`,
      ),
      text(
        'from no survey, in fathoms and feet',
        width - 1120,
        height - 480,
        90,
        `text-anchor="middle" font-style="italic" fill="${palette.ink}"`,
      ),
    ];
    return [
      rect(0, 0, width, height, `fill="${palette.hsl(0, 42, 70)}"`),
      layers(land, palette),
      grid(width, height, palette),
      marks(width, height, land, random),
      compass(width - 620, 760, 480, palette),
      ...cartouche,
    ].join('');
  };
