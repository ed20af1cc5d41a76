import type { ImageFacts } from './image-facts.js';

/** `untiled`: shown by a tiled copy that is made of it; `slow`: shown as it is, at a price. */
export type ImageRemark = 'untiled' | 'slow';

/** An image that was looked into, with what only the scan report wants to know. */
export interface ScannedImage extends ImageFacts {
  /** The same for files of the same contents, as far as samples tell; null: not known. */
  readonly fingerprint?: string | null;
  readonly remark?: ImageRemark | null;
}

/** Pixels of an edge up to which nothing has to be smaller or in tiles. */
const smallEdge = 2048;
/** The smallest copy in the file should be no larger than this. */
const smallestEdge = 1024;
/** A tile of a JPEG 2000 is decoded for every pixel of it. */
const largestTile = 4096 * 4096;

/** What makes an image dear to serve; null: nothing. `flat`: the file itself has no tiles that can be shown. */
export function findRemark(
  image: Pick<ImageFacts, 'format' | 'width' | 'height' | 'levels' | 'tileWidth' | 'tileHeight'>,
  flat: boolean,
): ImageRemark | null {
  if (flat || image.format === 'jpeg' || image.format === 'png' || image.format === 'webp') return 'untiled';
  const edge = Math.max(image.width, image.height);
  if (edge <= smallEdge) return null;
  const smallest = edge / 2 ** (image.levels - 1);
  const tile = Math.min(image.tileWidth, image.width) * Math.min(image.tileHeight, image.height);
  return smallest > smallestEdge || tile > largestTile ? 'slow' : null;
}
