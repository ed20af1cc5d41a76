import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import type { Rectangle } from '../../../auth/src/core/image/region.js';
import type { PixelSize } from '../../../auth/src/core/image/view-size.js';
import type { Master } from '../master/master.js';
import type { IipQuestion } from './iip-query.js';
import { type IipView, reckonView } from './iip-view.js';

/**
 * How to get a picture out of iipsrv. `direct`: its answer is the picture. `pieces`: it decodes strips, unturned and
 * in the image's own colours, top to bottom; we join and finish them.
 */
export type DecodePlan =
  | { readonly kind: 'direct'; readonly question: IipQuestion; readonly pixels: number }
  | { readonly kind: 'pieces'; readonly questions: readonly IipQuestion[]; readonly pixels: number };

/** Pixels decoded in one question: OpenJPEG takes 15 bytes for each. */
const maxPiecePixels = 16_000_000;

/** Pixels decoded for one picture: we take 3 bytes for each. */
export const maxDecodedPixels = 120_000_000;

/** Above this, one pixel of stretch is too small to be seen. */
const stretchableEdge = 32;

/** Finds the cheapest safe way. Null: the file has so few levels that too much would have to be decoded. */
export function planDecode(master: Master, plan: ImagePlan): DecodePlan | null {
  const view = reckonView(master, plan.region, plan);
  if (view !== null && isDirect(master, plan, view)) {
    const quality = plan.quality === 'gray' ? 'gray' : 'color';
    const { region, mirror, rotation } = plan;
    const size = { width: plan.width, height: plan.height };
    return {
      kind: 'direct',
      question: { region, size, mirror, rotation, quality },
      pixels: view.width * view.height,
    };
  }
  for (let level = deepestLevel(master, plan); level >= 0; level -= 1) {
    const questions = cutIntoPieces(master, plan.region, level);
    if (questions !== null) {
      const pixels = questions.reduce((sum, { size }) => sum + size.width * size.height, 0);
      return pixels > maxDecodedPixels ? null : { kind: 'pieces', questions, pixels };
    }
  }
  return null;
}

function isDirect(master: Master, plan: ImagePlan, view: IipView): boolean {
  // iipsrv takes its threshold from a level that may not exist, and turns only three-channel images grey.
  const colours = plan.quality !== 'bitonal' && (plan.quality !== 'gray' || [1, 3].includes(master.channels));
  return (
    colours &&
    view.width * view.height <= maxPiecePixels &&
    isSharp(view.width, plan.width) &&
    isSharp(view.height, plan.height)
  );
}

function isSharp(decoded: number, wanted: number): boolean {
  return wanted <= decoded || (wanted === decoded + 1 && wanted >= stretchableEdge);
}

function deepestLevel(master: Master, { region, width, height }: ImagePlan): number {
  let level = 0;
  while (
    level + 1 < master.levels.length &&
    Math.floor(region.width / 2 ** (level + 1)) >= width &&
    Math.floor(region.height / 2 ** (level + 1)) >= height
  ) {
    level += 1;
  }
  return level;
}

/** Strips of the region, each so that iipsrv decodes it on this level; null if one of them would go wrong. */
function cutIntoPieces(master: Master, region: Rectangle, level: number): readonly IipQuestion[] | null {
  const scale = 2 ** level;
  const rows = Math.max(1, Math.floor(maxPiecePixels / Math.ceil(region.width / scale))) * scale;
  const questions: IipQuestion[] = [];
  for (let done = 0; done < region.height; done += rows) {
    const strip = { ...region, y: region.y + done, height: Math.min(rows, region.height - done) };
    const size: PixelSize = {
      width: Math.max(1, Math.floor(strip.width / scale)),
      height: Math.max(1, Math.floor(strip.height / scale)),
    };
    const view = reckonView(master, strip, size);
    if (view === null || view.level !== level) return null;
    if (!isSharp(view.width, size.width) || !isSharp(view.height, size.height)) return null;
    questions.push({ region: strip, size, mirror: false, rotation: 0, quality: 'color' });
  }
  return questions;
}
