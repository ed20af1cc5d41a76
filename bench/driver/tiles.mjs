/** Every tile of 256 pixels of an image at the scales 1, 2, 4 and 8 that is whole, as the text of region and size. */
export function tilesOf({ width, height }) {
  const tiles = [];
  for (const scale of [1, 2, 4, 8]) {
    const edge = 256 * scale;
    for (let y = 0; y + edge <= height; y += edge) {
      for (let x = 0; x + edge <= width; x += edge) tiles.push({ x, y, edge });
    }
  }
  return tiles;
}

/** Random regions at the scales 1, 2, 4 and 8, each as often, none twice: what people look at, who come from far to near. */
export function regionsOf({ width, height }, count, scales = 4) {
  const found = new Map();
  while (found.size < count) {
    const edge = 256 * 2 ** (found.size % scales);
    const place = (most) => 64 * Math.floor((Math.random() * (most - edge)) / 64);
    const tile = { x: place(width), y: place(height), edge };
    found.set(JSON.stringify(tile), tile);
  }
  return [...found.values()];
}

/** `region/size/rotation/quality.format` of Image API 2. */
export const tail = ({ x, y, edge }) => `${x},${y},${edge},${edge}/256,/0/default.jpg`;

/** The same, as the gateway asks iipsrv. */
export const iipTail = ({ x, y, edge }) => `${x},${y},${edge},${edge}/256,256/0/color.jpg`;
