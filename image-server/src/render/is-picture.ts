import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import type { CheckedJpeg } from './jpeg.js';

/** Whether this is as large as promised, and grey where it must be: a tier may rest on that. */
export function isPicture(jpeg: CheckedJpeg, { width, height, rotation, quality }: ImagePlan): boolean {
  const upright = rotation === 0 || rotation === 180;
  const grey = quality === 'gray' || quality === 'bitonal';
  return (
    jpeg.width === (upright ? width : height) &&
    jpeg.height === (upright ? height : width) &&
    (!grey || jpeg.channels === 1)
  );
}
