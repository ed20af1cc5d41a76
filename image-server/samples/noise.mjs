// Value noise from an integer hash: the same pixels on every machine, no random source.

/** A number in 0..1 that depends on a lattice point only. */
export function lattice(x, y, seed) {
  let h = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(seed, 2246822519);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise in 0..1 at any point. */
export function noise(x, y, seed) {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const u = (x - column) ** 2 * (3 - 2 * (x - column));
  const v = (y - row) ** 2 * (3 - 2 * (y - row));
  const above = lattice(column, row, seed) * (1 - u) + lattice(column + 1, row, seed) * u;
  const below = lattice(column, row + 1, seed) * (1 - u) + lattice(column + 1, row + 1, seed) * u;
  return above * (1 - v) + below * v;
}

/** Several octaves of noise, still in 0..1: rough where octaves are many. */
export function rough(x, y, seed, octaves) {
  let sum = 0;
  let weight = 0.5;
  let scale = 1;
  for (let octave = 0; octave < octaves; octave += 1) {
    sum += noise(x * scale, y * scale, seed + octave) * weight;
    weight /= 2;
    scale *= 2;
  }
  return sum;
}
