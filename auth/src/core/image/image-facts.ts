import type { ImagePath } from './image-path.js';

/** File formats that the image server opens. */
export type ImageFormat = 'jp2' | 'tiff';

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
