import type { OpenFile } from '../files/open-file.js';
import { pixelsOf } from '../master/original.js';
import { type ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import { fitInto } from '../../../auth/src/core/image/view-size.js';
import { planDecode } from '../render/decode-plan.js';

/** `needed`: iipsrv can not show the file; `helpful`: it can, at a price; `none`: nothing would be faster. */
export type Need = 'needed' | 'helpful' | 'none';

const proofEdge = 64;
/** A JPEG 2000 of a few tiles is not worth the disk. */
const smallPixels = 600_000;

const judged = new WeakMap<OpenFile, Need>();

/** What a derivative would be to a file. */
export function judgeNeed(file: OpenFile): Need {
  const need = judged.get(file) ?? judge(file);
  judged.set(file, need);
  return need;
}

function judge({ image, original }: OpenFile): Need {
  if (image === null) return 'needed';
  if (planDecode(image.master, wholeSmall(original)) === null) return 'needed';
  return original.format === 'jp2' && pixelsOf(original) > smallPixels ? 'helpful' : 'none';
}

/** The whole picture in the size of a thumbnail: the hardest question to a file without smaller copies of itself. */
export function wholeSmall(picture: { readonly width: number; readonly height: number }): ImagePlan {
  const { width, height } = picture;
  const edge = Math.min(proofEdge, Math.max(width, height));
  return {
    region: { x: 0, y: 0, width, height },
    whole: true,
    ...fitInto({ width, height }, { width: edge, height: edge }),
    max: false,
    mirror: false,
    rotation: 0,
    quality: 'default',
    format: 'jpg',
  };
}
