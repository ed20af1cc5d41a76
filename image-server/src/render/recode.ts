import sharp from 'sharp';
import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import { err, ok, type Result } from '../../../auth/src/core/result.js';
import { checkJpeg } from './jpeg.js';
import type { Gate, RenderProblem } from './render.js';

/** Gives a finished JPEG in the format of its plan. */
export type Recode = (jpeg: Buffer, plan: ImagePlan) => Promise<Result<Buffer, RenderProblem>>;

/** Some 40 ms a million pixels for PNG; harder work gains a few per cent. */
const png = { compressionLevel: 4, adaptiveFiltering: false } as const;
const webp = { quality: 88, effort: 2 } as const;

async function encode(jpeg: Buffer, { format, quality }: ImagePlan, isGrey: boolean): Promise<Buffer> {
  const decoded = sharp(jpeg, { limitInputPixels: false }).keepIccProfile();
  // Black and white as they were before JPEG blurred them.
  const picture = quality === 'bitonal' ? decoded.threshold(128) : decoded;
  const coloured = isGrey ? picture.toColourspace('b-w') : picture;
  return format === 'webp' ? coloured.webp(webp).toBuffer() : coloured.png(png).toBuffer();
}

/**
 * PNG and WebP of the very pixels that the JPEG of the same request shows: no request gets at more by its format, and
 * whoever asks for the large ones waits with the other large pictures.
 */
export function createRecode(gate: Gate): Recode {
  return async (jpeg, plan) => {
    if (plan.format === 'jpg') return ok(jpeg);
    const checked = checkJpeg(jpeg);
    if (checked === null) return err('unusable');
    const { width, height, channels } = checked;
    const admitted = await gate(width * height, async () => encode(jpeg, plan, channels === 1));
    if (!admitted.ok) return admitted;
    const made = await sharp(admitted.value, { limitInputPixels: false }).metadata();
    return made.width === width && made.height === height ? admitted : err('unusable');
  };
}
