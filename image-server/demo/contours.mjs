/**
 * Lines of equal height on a grid, as closed rings (marching squares). Outside the grid everything is lower, so rings close
 * along its edge. `heights` holds `columns * rows` numbers; points come in grid units.
 */
export function traceContours(heights, columns, rows, level) {
  const at = (x, y) => (x < 0 || y < 0 || x >= columns || y >= rows ? -1e3 : heights[y * columns + x]);
  const width = columns + 2;
  const along = (a, b) => (a <= -1e3 || b <= -1e3 ? 0.5 : (level - a) / (b - a));
  const links = new Map();
  const points = new Map();
  const join = (from, to) => {
    links.set(from, [...(links.get(from) ?? []), to]);
    links.set(to, [...(links.get(to) ?? []), from]);
  };
  for (let y = -1; y < rows; y += 1) {
    for (let x = -1; x < columns; x += 1) {
      const corners = [at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)];
      const crossed = [];
      const cross = (key, a, b, point) => {
        if (a >= level === b >= level) return;
        points.set(key, point(along(a, b)));
        crossed.push(key);
      };
      const top = ((y + 1) * width + x + 1) * 2;
      const [a, b, c, d] = corners;
      cross(top, a, b, (t) => [x + t, y]);
      cross(top + 3, b, c, (t) => [x + 1, y + t]);
      cross(top + width * 2, d, c, (t) => [x + t, y + 1]);
      cross(top + 1, a, d, (t) => [x, y + t]);
      if (crossed.length >= 2) join(crossed[0], crossed[1]);
      if (crossed.length === 4) join(crossed[2], crossed[3]);
    }
  }
  return collectRings(links, points);
}

function collectRings(links, points) {
  const rings = [];
  const seen = new Set();
  for (const start of links.keys()) {
    if (seen.has(start)) continue;
    const ring = [];
    for (let here = start; here !== undefined; here = links.get(here).find((next) => !seen.has(next))) {
      seen.add(here);
      ring.push(points.get(here));
    }
    if (ring.length > 3) rings.push(ring);
  }
  return rings;
}
