import type { Job } from '../decoder/job.js';
import { openPicture } from './open-picture.js';

/** Makes one picture of an original that has no derivative yet, as Image API 4.3 orders it. */
export async function preview({
  source,
  original,
  plan,
  jpegQuality,
}: Job & { readonly kind: 'preview' }): Promise<Buffer> {
  const opened = await openPicture(source, original, true);
  let { picture } = opened;
  // Without a cut, JPEG and WebP are decoded at the size that is needed.
  if (!plan.whole) {
    const { x, y, width, height } = plan.region;
    picture = picture.extract({ left: x, top: y, width, height });
  }
  picture = picture.resize(plan.width, plan.height, { fit: 'fill' });
  // A pipeline of sharp has an order of its own, so what is done to the small picture gets one of its own.
  const small = await picture.png({ compressionLevel: 0 }).toBuffer();
  return finish(small, plan, opened.grey, jpegQuality);
}

async function finish(
  small: Buffer,
  plan: (Job & { readonly kind: 'preview' })['plan'],
  grey: boolean,
  quality: number,
): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const bare = plan.quality === 'gray' || plan.quality === 'bitonal';
  let picture = sharp(small, { limitInputPixels: false, ignoreIcc: bare });
  if (plan.mirror || plan.rotation !== 0) {
    const flopped = await picture.keepIccProfile().flop(plan.mirror).png({ compressionLevel: 0 }).toBuffer();
    picture = sharp(flopped, { limitInputPixels: false, ignoreIcc: bare }).rotate(plan.rotation);
  }
  if (bare) picture = picture.grayscale();
  if (plan.quality === 'bitonal') picture = picture.threshold(128);
  picture = picture.toColourspace(bare || grey ? 'b-w' : 'srgb');
  if (!bare) picture = picture.keepIccProfile();
  return picture.jpeg({ quality }).toBuffer();
}
