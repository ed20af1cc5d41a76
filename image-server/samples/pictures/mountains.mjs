import { createCanvas, paint } from '../canvas.mjs';
import { noise, rough } from '../noise.mjs';

const ridges = [0.46, 0.55, 0.66, 0.78, 0.9];

/** An evening over five ranges of hills. */
export function drawMountains(width, height) {
  const canvas = createCanvas(width, height);
  const crests = ridges.map((base, depth) =>
    Float64Array.from({ length: width }, (_, x) => {
      const along = (x / width) * (3 + depth * 1.7) + depth * 9;
      return (base - (rough(along, depth, 40 + depth, 7) - 0.45) * (0.34 - depth * 0.04)) * height;
    }),
  );
  paint(canvas, (x, y) => {
    const depth = crests.findLastIndex((crest) => y >= crest[x]);
    const grain = (noise(x / 2, y / 2, 7) - 0.5) * 10;
    if (depth < 0) {
      const sky = y / height / 0.6;
      const sun = Math.max(0, 1 - Math.hypot(x - width * 0.68, y - height * 0.36) / (height * 0.5));
      const cloud = rough((x / width) * 6, (y / height) * 18, 11, 5) * sky * 46;
      return [
        60 + sky * 170 + sun * sun * 90 + cloud,
        70 + sky * 80 + sun * sun * 100 + cloud,
        130 + sky * 10 + sun * 30 + cloud,
      ].map((value) => value + grain / 3);
    }
    const near = (depth + 1) / ridges.length;
    const below = Math.min(1, (y - crests[depth][x]) / (height * 0.16));
    const wood = rough((x / width) * 90, (y / height) * 60, 90 + depth, 4) * 60 * near;
    const haze = (1 - near) * 110 + below * (1 - near) * 60;
    return [28 + haze * 1.15 + wood * 0.5, 36 + haze * 0.95 + wood * 0.9, 52 + haze * 0.95 + wood * 0.35].map(
      (value) => value + grain,
    );
  });
  return canvas;
}
