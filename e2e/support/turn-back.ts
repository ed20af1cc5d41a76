import type { Pixels } from './pixels.js';

/** Undoes what an image request's rotation did (Image API: mirrored first, then turned clockwise). */
export function turnBack(pixels: Pixels, rotation: string): Pixels {
  const turns = Number(rotation.replace('!', '')) / 90;
  let upright = pixels;
  for (let i = 0; i < (4 - turns) % 4; i++) upright = quarterTurn(upright);
  return rotation.startsWith('!') ? mirror(upright) : upright;
}

function rearrange(
  { data }: Pixels,
  width: number,
  height: number,
  from: (x: number, y: number) => number,
): Pixels {
  const made = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = from(x, y) * 4;
      made.set(data.subarray(at, at + 4), (y * width + x) * 4);
    }
  return { width, height, data: made };
}

const quarterTurn = (pixels: Pixels): Pixels =>
  rearrange(pixels, pixels.height, pixels.width, (x, y) => (pixels.height - 1 - x) * pixels.width + y);
const mirror = (pixels: Pixels): Pixels =>
  rearrange(pixels, pixels.width, pixels.height, (x, y) => y * pixels.width + pixels.width - 1 - x);
