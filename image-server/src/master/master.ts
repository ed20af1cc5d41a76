import type { ImageFormat } from '../../../auth/src/core/image/image-facts.js';
import type { PixelSize } from '../../../auth/src/core/image/view-size.js';

/** What a master file is by its own header, as far as iipsrv 1.1 must be steered by it. */
export interface Master extends PixelSize {
  readonly format: ImageFormat;
  /** Pixels of the file's own tiles; an untiled JP2 has one as large as the image. */
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** 1 (grey), 2 (grey and alpha), 3 (colour), 4 (colour and alpha). */
  readonly channels: number;
  /** Bits per channel: 1, 8 or up to 16. */
  readonly bits: number;
  /** A JP2 whose wavelet loses nothing. */
  readonly reversible?: boolean;
  /** Sizes that the file holds *and* iipsrv finds in it, full size first, each as iipsrv 1.1 reckons it. */
  readonly levels: readonly PixelSize[];
  /** How many levels iipsrv believes in, among them some that don't exist and must never be asked for. */
  readonly believedLevels: number;
}

/** Why a file can't be served. */
export interface MasterProblem {
  readonly code: 'unreadable' | 'unsupported' | 'truncated';
  /** For the scan report: says what is wrong with the file, never where it is. */
  readonly message: string;
}

/** A file that iipsrv would show wrongly, or not at all. */
export function unsupported(message: string): { readonly ok: false; readonly error: MasterProblem } {
  return { ok: false, error: { code: 'unsupported', message } };
}

/** A file whose structure makes no sense. */
export function unreadable(message: string): { readonly ok: false; readonly error: MasterProblem } {
  return { ok: false, error: { code: 'unreadable', message } };
}

/** A file that ends too early. */
export function truncated(message: string): { readonly ok: false; readonly error: MasterProblem } {
  return { ok: false, error: { code: 'truncated', message } };
}
