import { type ImagePlan, planOnMaster } from '../../../auth/src/core/image/image-plan.js';
import type { Rectangle } from '../../../auth/src/core/image/region.js';
import type { PixelSize } from '../../../auth/src/core/image/view-size.js';
import { ok, type Result } from '../../../auth/src/core/result.js';
import { decode, type Raw } from './finish.js';
import { checkJpeg } from './jpeg.js';
import type { RenderProblem } from './render.js';

/** What a tier is made of: pixels of the whole, and a name that changes with the file. */
export interface TierMaster {
  readonly name: string;
  readonly master: PixelSize;
}

/** Makes a picture of the master itself. */
export type RenderMaster<I extends TierMaster> = (
  image: I,
  plan: ImagePlan,
) => Promise<Result<Buffer, RenderProblem>>;

/** What a tier shows of an image: its own pixels, and whether they are grey. */
export interface TierView {
  readonly view: PixelSize;
  readonly gray: boolean;
}

/** A part of a tier's own image: always cut the same way, so that every pixel of a tier has one value only. */
export interface TierBlock {
  /** Where it lies, in pixels of the tier's image. */
  readonly place: Rectangle;
  readonly jpeg: Buffer;
  readonly profile: Buffer;
  readonly raw: Raw;
}

/** Gives a block by its column and row. */
export type TierBlocks<I extends TierMaster> = (
  image: I,
  tier: TierView,
  column: number,
  row: number,
) => Promise<Result<TierBlock, RenderProblem>>;

/** Pixels of the tier's image. Large enough for a 400 pixel tier to be one block, small enough for the tiles' lane. */
export const blockEdge = 512;

type Made = Promise<Result<TierBlock, RenderProblem>>;

/** @param capacity bytes of decoded pixels that are remembered */
export function createTierBlocks<I extends TierMaster>(
  render: RenderMaster<I>,
  capacity: number,
): TierBlocks<I> {
  const known = new Map<string, { readonly made: Made; bytes: number }>();
  let held = 0;

  function forget(key: string): void {
    held -= known.get(key)?.bytes ?? 0;
    known.delete(key);
  }

  async function make(image: I, tier: TierView, place: Rectangle): Made {
    const { width, height } = place;
    const plan = {
      region: place,
      whole: false,
      width,
      height,
      max: false,
      mirror: false,
      rotation: 0,
      quality: tier.gray ? 'gray' : 'default',
      format: 'jpg',
    } as const;
    const rendered = await render(image, planOnMaster(plan, tier.view, image.master));
    if (!rendered.ok) return rendered;
    const profile = checkJpeg(rendered.value)?.profile ?? Buffer.alloc(0);
    return ok({ place, jpeg: rendered.value, profile, raw: await decode(rendered.value) });
  }

  async function remember(key: string, made: Made): Promise<void> {
    const result = await made.catch(() => null);
    const entry = known.get(key);
    if (entry?.made !== made) return;
    if (result?.ok !== true) {
      forget(key);
      return;
    }
    entry.bytes = result.value.raw.data.length + result.value.jpeg.length;
    held += entry.bytes;
    for (const oldest of known.keys()) {
      if (held <= capacity) break;
      if (oldest !== key) forget(oldest);
    }
  }

  return async (image, tier, column, row) => {
    const { width, height } = tier.view;
    const key = [image.name, width, height, tier.gray, column, row].join(' ');
    const entry = known.get(key);
    if (entry !== undefined) {
      known.delete(key);
      known.set(key, entry);
      return entry.made;
    }
    const [x, y] = [column * blockEdge, row * blockEdge];
    const place = { x, y, width: Math.min(blockEdge, width - x), height: Math.min(blockEdge, height - y) };
    const made = make(image, tier, place);
    known.set(key, { made, bytes: 0 });
    void remember(key, made);
    return made;
  };
}
