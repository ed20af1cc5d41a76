import { type ImagePlan, planOnMaster } from '../../../auth/src/core/image/image-plan.js';
import type { Rectangle } from '../../../auth/src/core/image/region.js';
import { err, ok, type Result } from '../../../auth/src/core/result.js';
import { finishRaw, type Raw } from './finish.js';
import type { RenderProblem } from './render.js';
import {
  blockEdge,
  type TierBlock,
  type RenderMaster,
  type TierBlocks,
  type TierMaster,
  type TierView,
} from './tier-blocks.js';

/** Makes the picture of a plan, which speaks of the tier's own pixels. */
export type RenderView<I extends TierMaster> = (
  image: I,
  plan: ImagePlan,
  tier: TierView,
) => Promise<Result<Buffer, RenderProblem>>;

/** Long edge up to which every answer is made of the tier's own pixels, small ones too. */
const smallView = 2048;

/** Of larger tiers, answers at this scale are made from the master: they reach no deeper than half the tier. */
const coarse = 4;

/**
 * A reduced tier is an image of its own: its pixels are reckoned once, in fixed blocks, and every answer is made of them.
 * Were each answer scaled from the master, many at slightly different steps would add up to more than the tier allows
 * (issue 3, "tiers that can't be stitched back"): each would sample the master elsewhere.
 */
export function createRenderView<I extends TierMaster>(
  render: RenderMaster<I>,
  blocks: TierBlocks<I>,
  jpegQuality: number,
): RenderView<I> {
  return async (image, asked, tier) => {
    const { master } = image;
    const quality = tier.gray && asked.quality !== 'bitonal' ? 'gray' : asked.quality;
    const plan = { ...asked, quality };
    const isReduced = tier.view.width < master.width || tier.view.height < master.height;
    if (!isReduced || isCoarse(plan, tier)) return render(image, planOnMaster(plan, tier.view, master));
    const found = await collect(plan.region, async (column, row) => blocks(image, tier, column, row));
    if (!found.ok) return found;
    const [first] = found.value;
    if (first === undefined) return err('unusable');
    if (found.value.length === 1 && isBlockItself(plan, first, tier)) return ok(first.jpeg);
    const cut = cutOut(plan.region, found.value);
    return cut === null ? err('unusable') : ok(await finishRaw(cut, plan, jpegQuality, first.profile));
  };
}

function isCoarse({ region, width, height }: ImagePlan, { view }: TierView): boolean {
  return (
    Math.max(view.width, view.height) > smallView &&
    region.width >= coarse * width &&
    region.height >= coarse * height
  );
}

function isBlockItself(plan: ImagePlan, { place }: TierBlock, { gray }: TierView): boolean {
  const { region, width, height, mirror, rotation, quality } = plan;
  const sameColours = gray ? quality === 'gray' : quality === 'default' || quality === 'color';
  const upright = !mirror && rotation === 0;
  const all =
    region.x === place.x && region.y === place.y && width === place.width && height === place.height;
  return sameColours && upright && all && region.width === width && region.height === height;
}

/** The blocks that a region touches; the first that can't be made ends it. */
async function collect(
  { x, y, width, height }: Rectangle,
  blockAt: (column: number, row: number) => Promise<Result<TierBlock, RenderProblem>>,
): Promise<Result<readonly TierBlock[], RenderProblem>> {
  const found: TierBlock[] = [];
  for (let row = Math.floor(y / blockEdge); row * blockEdge < y + height; row += 1) {
    for (let column = Math.floor(x / blockEdge); column * blockEdge < x + width; column += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one picture occupies one worker
      const block = await blockAt(column, row);
      if (!block.ok) return block;
      found.push(block.value);
    }
  }
  return ok(found);
}

/** The region's pixels out of its blocks; null where these don't fit together. */
function cutOut(region: Rectangle, blocks: readonly TierBlock[]): Raw | null {
  const channels = blocks[0]?.raw.channels ?? 3;
  const data = Buffer.alloc(region.width * region.height * channels);
  for (const { place, raw } of blocks) {
    if (raw.channels !== channels) return null;
    const left = Math.max(region.x, place.x);
    const right = Math.min(region.x + region.width, place.x + place.width);
    const bottom = Math.min(region.y + region.height, place.y + place.height);
    for (let y = Math.max(region.y, place.y); y < bottom; y += 1) {
      const from = ((y - place.y) * raw.width + left - place.x) * channels;
      const to = ((y - region.y) * region.width + left - region.x) * channels;
      raw.data.copy(data, to, from, from + (right - left) * channels);
    }
  }
  return { data, width: region.width, height: region.height, channels };
}
