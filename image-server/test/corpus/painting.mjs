// Pictures for tests: always the same, with something in every corner, so that a turn or a swap of colours shows.
import sharp from 'sharp';

/** RGB pixels: soft in two directions, with a chequer of blue. */
export function paint(width, height, seed = 0) {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      data[at] = (x * 230) / width + 12;
      data[at + 1] = (y * 200) / height + 20 + (seed % 23);
      data[at + 2] = 70 + 60 * Math.sin(x / 37 + seed) * Math.cos(y / 41) + (x > width / 2 ? 40 : 0);
    }
  }
  return data;
}

export function open(width, height, seed = 0) {
  return sharp(paint(width, height, seed), { raw: { width, height, channels: 3 } });
}
