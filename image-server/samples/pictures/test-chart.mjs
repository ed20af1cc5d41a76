import { createCanvas, fillRect, paint } from '../canvas.mjs';
import { writeText } from '../lettering.mjs';

const bars = [
  [235, 235, 235],
  [235, 235, 16],
  [16, 235, 235],
  [16, 235, 16],
  [235, 16, 235],
  [235, 16, 16],
  [16, 16, 235],
];

/** Colour bars, grey steps, fine lines and a name: for eyes and for measuring. */
export function drawTestChart(width, height) {
  const canvas = createCanvas(width, height);
  paint(canvas, (x, y) => {
    if (y < height * 0.45) return bars[Math.trunc((x / width) * bars.length)];
    if (y < height * 0.6) return Array(3).fill(Math.trunc((x / width) * 16) * 17);
    if (y < height * 0.72) return Array(3).fill((x / width) * 255);
    const period = 2 + Math.trunc((x / width) * 12);
    return Array(3).fill(Math.trunc((x + y) / period) % 2 === 0 ? 255 : 0);
  });
  fillRect(
    canvas,
    Math.round(width * 0.1),
    Math.round(height * 0.16),
    Math.round(width * 0.8),
    Math.round(height * 0.16),
    [24, 24, 32],
  );
  writeText(
    canvas,
    'Gatehouse sample',
    Math.round(width * 0.15),
    Math.round(height * 0.21),
    Math.round(width / 140),
    [250, 250, 240],
  );
  return canvas;
}
