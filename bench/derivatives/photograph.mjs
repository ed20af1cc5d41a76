// Something like a photographed page: noise at every scale, as strong per octave (1/f); strokes of a pen; a sensor's noise.
// Always the same pixels. photograph.mjs WIDTH HEIGHT FILE.ppm
import { closeSync, openSync, writeSync } from 'node:fs';

const [width, height, file] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];
let state = 1;
const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5;

/** A row of smooth noise at a time, with a point every `step` pixels. */
function octave(step, weight) {
  const columns = Math.ceil(width / step) + 1;
  const points = () => Float32Array.from({ length: columns }, () => next() * weight);
  let [above, below] = [points(), points()];
  return (y, row) => {
    const down = (y % step) / step;
    if (down === 0 && y > 0) [above, below] = [below, points()];
    for (let column = 0, x = 0; x < width; column += 1) {
      const from = above[column] + (below[column] - above[column]) * down;
      const rise = (above[column + 1] + (below[column + 1] - above[column + 1]) * down - from) / step;
      for (let across = 0; across < step && x < width; across += 1, x += 1) row[x] += from + rise * across;
    }
  };
}

/** How dark the ink is at each pixel: lines that wander, in rows as writing is. */
function drawStrokes() {
  const ink = new Uint8Array(width * height);
  const lineHeight = 110;
  for (let top = lineHeight; top + lineHeight < height; top += lineHeight) {
    for (let x = lineHeight; x + lineHeight < width; x += 18 + Math.floor((next() + 0.5) * 40)) {
      let [penX, penY, angle] = [x, top + next() * 30, next() * 6];
      const radius = 2 + Math.round((next() + 0.5) * 3);
      for (let steps = 0; steps < 45; steps += 1) {
        angle += next() * 0.9;
        [penX, penY] = [penX + Math.cos(angle) * 1.5, penY + Math.sin(angle) * 1.5];
        for (let dy = -radius; dy <= radius; dy += 1) {
          for (let dx = -radius; dx <= radius; dx += 1) {
            if (dx * dx + dy * dy > radius * radius) continue;
            const at = Math.round(penY + dy) * width + Math.round(penX + dx);
            if (ink[at] < 150) ink[at] = 150 - 8 * (dx * dx + dy * dy > 4);
          }
        }
      }
    }
  }
  return ink;
}

const steps = [1024, 512, 256, 128, 64, 32, 16, 8, 4, 2];
const light = steps.map((step) => octave(step, 34));
const tint = [0, 1].map(() => steps.slice(0, 6).map((step) => octave(step, 16)));
const ink = drawStrokes();
const [bright, red, blue] = [0, 1, 2].map(() => new Float32Array(width));
const pixels = Buffer.alloc(width * 3);
const sensor = () => (next() + next()) * 9;
const byte = (value) => Math.max(0, Math.min(255, value));
const out = openSync(file, 'w');
writeSync(out, `P6\n${width} ${height}\n255\n`);
for (let y = 0; y < height; y += 1) {
  for (const row of [bright, red, blue]) row.fill(0);
  for (const add of light) add(y, bright);
  for (const add of tint[0]) add(y, red);
  for (const add of tint[1]) add(y, blue);
  for (let x = 0; x < width; x += 1) {
    const level = 165 + bright[x] - ink[y * width + x] * 0.7;
    pixels[3 * x] = byte(level + red[x] + 12 + sensor());
    pixels[3 * x + 1] = byte(level + sensor());
    pixels[3 * x + 2] = byte(level + blue[x] - 22 + sensor());
  }
  writeSync(out, pixels);
}
closeSync(out);
