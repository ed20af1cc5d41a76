// Something like a photograph: noise at every scale, the finer the weaker. photograph.mjs WIDTH HEIGHT FILE.ppm
import { writeFileSync } from 'node:fs';

const [width, height, file] = [Number(process.argv[2]), Number(process.argv[3]), process.argv[4]];
let state = 1;
const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32 - 0.5;
const sums = new Float32Array(width * height * 3);
for (let step = 256; step >= 1; step /= 2) {
  const columns = Math.ceil(width / step) + 1;
  const points = Float32Array.from({ length: columns * (Math.ceil(height / step) + 1) * 3 }, next);
  const weight = step ** 0.8;
  for (let y = 0; y < height; y += 1) {
    const [row, down] = [Math.floor(y / step), (y % step) / step];
    for (let x = 0; x < width; x += 1) {
      const [column, across] = [Math.floor(x / step), (x % step) / step];
      for (let channel = 0; channel < 3; channel += 1) {
        const at = (row * columns + column) * 3 + channel;
        const above = points[at] * (1 - across) + points[at + 3] * across;
        const below = points[at + columns * 3] * (1 - across) + points[at + columns * 3 + 3] * across;
        sums[(y * width + x) * 3 + channel] += (above * (1 - down) + below * down) * weight;
      }
    }
  }
}
const pixels = Buffer.alloc(sums.length);
for (let index = 0; index < sums.length; index += 1) pixels[index] = Math.max(0, Math.min(255, 128 + sums[index] * 1.2));
writeFileSync(file, Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), pixels]));
