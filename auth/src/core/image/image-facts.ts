import type { ImagePath } from './image-path.js';

/** File formats that are images. The last four, and flat TIFF, are shown by way of a derivative. */
export type ImageFormat = 'jp2' | 'tiff' | 'jpeg' | 'png' | 'webp';

const names: Readonly<Record<ImageFormat, string>> = {
  jp2: 'JPEG 2000',
  tiff: 'TIFF',
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
};

/** A format as people call it. */
export function nameFormat(format: ImageFormat): string {
  return names[format];
}

/** Whether a word is one of the formats. */
export function isImageFormat(word: unknown): word is ImageFormat {
  return typeof word === 'string' && Object.hasOwn(names, word);
}

/** What is known of a master image, read through the image server when it was scanned. Sizes are pixels. */
export interface ImageFacts {
  readonly path: ImagePath;
  readonly width: number;
  readonly height: number;
  /** Resolution levels in the file, the full size included. */
  readonly levels: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly format: ImageFormat;
  /** Changes whenever the file does (mtime, size, inode): letters, digits and `-` only. */
  readonly version: string;
  /** Which mounted collection holds it: the administrator's, or the demo beside it. */
  readonly root: ImageRoot;
}

export type ImageRoot = 'images' | 'demo';

/** Whether a word is one of the collections. */
export function isImageRoot(word: unknown): word is ImageRoot {
  return word === 'images' || word === 'demo';
}
