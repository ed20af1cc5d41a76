import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

/** Pixels of a picture: 3 bytes each, left to right, top to bottom. */
export function createCanvas(width, height) {
  return { width, height, pixels: new Uint8ClampedArray(width * height * 3) };
}

/** Sets every pixel: `colour(x, y)` returns [r, g, b], 0 to 255. */
export function paint(canvas, colour) {
  const { width, height, pixels } = canvas;
  let at = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [r, g, b] = colour(x, y);
      pixels[at] = r;
      pixels[at + 1] = g;
      pixels[at + 2] = b;
      at += 3;
    }
  }
}

/** Fills a rectangle, cut off at the edges of the picture. */
export function fillRect(canvas, left, top, width, height, [r, g, b]) {
  for (let y = Math.max(0, top); y < Math.min(canvas.height, top + height); y += 1) {
    for (let x = Math.max(0, left); x < Math.min(canvas.width, left + width); x += 1) {
      const at = (y * canvas.width + x) * 3;
      canvas.pixels[at] = r;
      canvas.pixels[at + 1] = g;
      canvas.pixels[at + 2] = b;
    }
  }
}

/** Writes the picture as a binary PPM file. */
export async function writePpm(canvas, file) {
  const stream = createWriteStream(file);
  stream.write(`P6\n${canvas.width} ${canvas.height}\n255\n`);
  stream.end(Buffer.from(canvas.pixels.buffer));
  await once(stream, 'close');
}
