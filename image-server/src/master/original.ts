import type { ImageFormat } from '../../../auth/src/core/image/image-facts.js';
import type { PixelSize } from '../../../auth/src/core/image/view-size.js';

/** As Exif counts them: 1 is upright, 5 to 8 are turned by a quarter. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** A picture as its own header tells of it, as far as making a derivative needs. Its size is the upright one. */
export interface Original extends PixelSize {
  readonly format: ImageFormat;
  readonly orientation: Orientation;
  /** Samples of one pixel in the file. */
  readonly channels: number;
  readonly bits: number;
  /** False: what is in the file was already compressed with loss. */
  readonly lossless: boolean;
  /** Bytes that its decoder must hold at once beside a few rows: progressive JPEG, interlaced PNG, WebP. */
  readonly heldBytes: number;
  /** Pictures in the file; the first one is shown. */
  readonly pages: number;
}

const most = 8;

/** The orientation that a file names; what makes no sense counts as upright. */
export function toOrientation(value: number | undefined): Orientation {
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= most
    ? (value as Orientation)
    : 1;
}

/** The upright size of what is stored in this orientation. */
export function uprightSize(stored: PixelSize, orientation: Orientation): PixelSize {
  return orientation >= 5 ? { width: stored.height, height: stored.width } : stored;
}

/** Pixels of a picture. */
export function pixelsOf({ width, height }: PixelSize): number {
  return width * height;
}
