import sharp, { type Sharp } from 'sharp';
import { type Original, pixelsOf } from '../master/original.js';
import { BadFile } from './explain-failure.js';

sharp.cache(false);
sharp.concurrency(1);
// Nothing but what the headers were read for: no SVG, no HEIF, no format of anybody's scanner.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadTiff'],
});

/** A picture with its colours brought to what a derivative holds: grey or RGB, 8 bits, opaque. */
export interface OpenPicture {
  readonly picture: Sharp;
  readonly grey: boolean;
}

/** Pixels up to which a turned picture is turned in memory. */
export const turnedInMemory = 48_000_000;

/** Opens a file, upright, with its colours. @throws BadFile where it is not what its header said. */
export async function openPicture(
  file: string,
  original: Original,
  sequential: boolean,
): Promise<OpenPicture> {
  const options = { limitInputPixels: false, failOn: 'error', page: 0, sequentialRead: sequential } as const;
  const found = await sharp(file, options).metadata();
  const { width, height } = found.autoOrient;
  if (width !== original.width || height !== original.height)
    throw new BadFile(
      `its header says ${original.width} x ${original.height} pixels, its pixels are ${width} x ${height}`,
    );
  if (pixelsOf(found) !== pixelsOf(original)) throw new BadFile('its header contradicts itself');
  const grey = found.channels <= 2 && (found.space === 'b-w' || found.space === 'grey16');
  const keepsProfile = fits(found.icc, grey ? 'GRAY' : 'RGB ');
  // A profile of other colours than the pixels' (but CMYK) is nobody's, and a broken one is none.
  const usable = keepsProfile || (found.space === 'cmyk' && fits(found.icc, 'CMYK'));
  let picture = sharp(file, { ...options, ignoreIcc: !usable }).autoOrient();
  if (found.hasAlpha) picture = picture.flatten({ background: '#ffffff' });
  picture = picture.toColourspace(grey ? 'b-w' : 'srgb');
  if (keepsProfile && found.space !== 'lab') picture = picture.keepIccProfile();
  return { picture, grey };
}

/** Whether this is an ICC profile (ICC.1 7.2) of a colour space. */
function fits(profile: Buffer | undefined, space: string): boolean {
  return (
    profile !== undefined &&
    profile.length > 128 &&
    profile.toString('latin1', 36, 40) === 'acsp' &&
    profile.toString('latin1', 16, 20) === space
  );
}
