import { createCanvas, paint } from '../canvas.mjs';

/** Rings of two stones thrown into water. */
export function drawWaves(width, height) {
  const canvas = createCanvas(width, height);
  paint(canvas, (x, y) => {
    const left = Math.hypot(x - width * 0.3, y - height * 0.4);
    const right = Math.hypot(x - width * 0.74, y - height * 0.62);
    const swell = Math.sin(left / 19) / (1 + left / 900) + Math.sin(right / 23) / (1 + right / 900);
    return [38 + 28 * swell + y / 60, 104 + 42 * swell + y / 70, 142 + 48 * swell];
  });
  return canvas;
}
