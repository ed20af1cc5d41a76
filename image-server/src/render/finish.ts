import sharp, { type Sharp } from 'sharp';
import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import type { PixelSize } from '../../../auth/src/core/image/view-size.js';
import { checkJpeg, withProfile } from './jpeg.js';

/** Decoded pixels, one byte per channel. */
export interface Raw extends PixelSize {
  readonly channels: 1 | 2 | 3 | 4;
  readonly data: Buffer;
}

sharp.cache(false);
sharp.concurrency(1);

/** The pixels of a JPEG, their numbers as they are. */
export async function decode(jpeg: Buffer): Promise<Raw> {
  const { data, info } = await sharp(withoutProfile(jpeg)).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** Without its profile, so that sharp leaves the numbers alone; the answer gets the profile back. */
function withoutProfile(jpeg: Buffer): Buffer {
  const profile = checkJpeg(jpeg)?.profile ?? Buffer.alloc(0);
  const at = profile.length === 0 ? -1 : jpeg.indexOf(profile);
  return at === -1 ? jpeg : Buffer.concat([jpeg.subarray(0, at), jpeg.subarray(at + profile.length)]);
}

/** One buffer for all strips, filled one after the other: a large picture must not lie in memory twice. */
async function join(jpegs: readonly Buffer[]): Promise<Raw> {
  const [first, ...others] = jpegs;
  if (first === undefined) throw new RangeError('nothing to join');
  const top = await decode(first);
  if (others.length === 0) return top;
  const height = jpegs.reduce((sum, jpeg) => sum + (checkJpeg(jpeg)?.height ?? 0), 0);
  const data = Buffer.allocUnsafe(top.width * height * top.channels);
  let filled = top.data.copy(data);
  for (const jpeg of others) {
    // oxlint-disable-next-line no-await-in-loop
    const strip = await decode(jpeg);
    if (strip.width !== top.width || strip.channels !== top.channels) {
      throw new RangeError('strips do not fit together');
    }
    filled += strip.data.copy(data, filled);
  }
  return { ...top, height, data };
}

/** Pixels of a raw image, as sharp wants them told. */
function openRaw({ data, width, height, channels }: Raw): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
}

/**
 * Makes the picture of the plan out of strips (top to bottom): joined, scaled to the exact size, mirrored, then turned
 * (Image API 4.3), in the quality that was asked for.
 */
export async function finishPicture(
  jpegs: readonly Buffer[],
  plan: ImagePlan,
  jpegQuality: number,
): Promise<Buffer> {
  const profile = checkJpeg(jpegs[0] ?? Buffer.alloc(0))?.profile ?? Buffer.alloc(0);
  return finishRaw(await join(jpegs), plan, jpegQuality, profile);
}

/** The same from pixels: exactly those of the plan's region, or fewer. */
export async function finishRaw(
  whole: Raw,
  plan: ImagePlan,
  jpegQuality: number,
  profile: Buffer,
): Promise<Buffer> {
  const scaled = openRaw(whole).resize(plan.width, plan.height, { fit: 'fill' });
  const { data, info } = await scaled.raw().toBuffer({ resolveWithObject: true });
  let turned = openRaw({ data, width: info.width, height: info.height, channels: info.channels });
  if (plan.mirror) turned = turned.flop();
  if (plan.rotation !== 0) turned = turned.rotate(plan.rotation);
  if (plan.quality === 'gray') turned = turned.grayscale().toColourspace('b-w');
  if (plan.quality === 'bitonal') turned = turned.grayscale().threshold(128).toColourspace('b-w');
  const encoded = await turned.jpeg({ quality: jpegQuality }).toBuffer();
  const keeps = plan.quality === 'default' || plan.quality === 'color';
  return keeps ? withProfile(encoded, profile) : encoded;
}
