import { type ImageLimits, isWithinLimits } from './resolve-size.js';
import { otherEdge, type PixelSize } from './view-size.js';

/** Edge of the tiles that info.json names, in pixels. */
const tileEdge = 256;

/** What an info.json says of tiles and sizes (Image API §5.3, §5.4). */
export interface TileClaim {
  readonly tiles: readonly {
    readonly width: number;
    readonly height: number;
    readonly scaleFactors: readonly number[];
  }[];
  /** The whole image at each scale factor, smallest first. */
  readonly sizes: readonly PixelSize[];
}

/** Powers of two until the whole image fits into one tile. */
function scaleFactors(image: PixelSize, deepest: number): number[] {
  const factors = [1];
  for (let factor = 1; Math.max(image.width, image.height) > tileEdge * factor && factor * 2 <= deepest;) {
    factor *= 2;
    factors.push(factor);
  }
  return factors;
}

/**
 * What may be claimed of an image, nothing that does not work.
 * @param deepest largest scale factor that works; null: every one
 */
export function claimTiles(image: PixelSize, limits: ImageLimits, deepest: number | null): TileClaim {
  const factors = scaleFactors(image, deepest ?? Number.MAX_SAFE_INTEGER);
  const sizes = factors
    .toReversed()
    .map((factor) => Math.ceil(image.width / factor))
    // The height that a request for this width resolves to.
    .map((width) => ({ width, height: otherEdge(width, image.width, image.height) }))
    .filter((size) => isWithinLimits(size, limits));
  return { tiles: [{ width: tileEdge, height: tileEdge, scaleFactors: factors }], sizes };
}

/** Whether an edge is what rounding, in whatever direction, makes of the whole edge at this factor. */
function isEdgeAt(edge: number, whole: number, factor: number): boolean {
  const exact = whole / factor;
  return edge >= Math.floor(exact) && edge <= Math.ceil(exact);
}

/**
 * Whether a viewer could take the whole image at this size for a tile or a level of the pyramid (contract 5: no
 * picture may stand in for those). In doubt yes: one edge is enough.
 */
export function isTileOrLevelSize(image: PixelSize, size: PixelSize): boolean {
  if (size.width === tileEdge || size.height === tileEdge) return true;
  for (let factor = 1; factor <= Math.max(image.width, image.height); factor *= 2) {
    if (isEdgeAt(size.width, image.width, factor) || isEdgeAt(size.height, image.height, factor)) return true;
  }
  return false;
}
