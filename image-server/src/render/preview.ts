import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import { err, ok, type Result } from '../../../auth/src/core/result.js';
import type { Log } from '../log.js';
import type { Decoder } from '../decoder/decoder.js';
import { type Original, pixelsOf } from '../master/original.js';
import { checkJpeg } from './jpeg.js';
import { isPicture } from './is-picture.js';
import { createLane, type Lane, type LaneState } from './lanes.js';
import type { RenderProblem } from './render.js';

/** Makes a picture straight from an original that iipsrv can't open. `too_much`: it would take too long. */
export type Preview = (
  file: string,
  original: Original,
  plan: ImagePlan,
) => Promise<Result<Buffer, RenderProblem>>;

/** Decoded within a second or so, whatever part of it is asked for. */
const bearablePixels = 64_000_000;
/** A JPEG is decoded at an eighth of its size for a small picture of the whole. */
const shrunkPixels = 300_000_000;
const heldBytes = 250_000_000;
const processorSeconds = 5;

/** Whether a plan can be carried out on the original itself while somebody waits. */
export function isBearable(original: Original, plan: ImagePlan): boolean {
  if (original.format === 'jp2' || original.heldBytes > heldBytes) return false;
  const shrinks =
    plan.whole && original.format === 'jpeg' && original.heldBytes === 0 && plan.width * 8 <= original.width;
  return pixelsOf(original) <= (shrinks ? shrunkPixels : bearablePixels);
}

/** @param decoders one process each; as many pictures are made at once */
export function createPreview(
  decoders: readonly Decoder[],
  queue: Lane['queue'],
  jpegQuality: number,
  log: Log,
): Preview & { readonly lane: () => LaneState } {
  const lane = createLane('previews', { width: decoders.length, queue });
  const free = [...decoders];
  const preview: Preview = async (file, original, plan) => {
    if (!isBearable(original, plan)) return err('too_much');
    const admitted = await lane.enter(async (): Promise<Result<Buffer, RenderProblem>> => {
      const decoder = free.pop();
      if (decoder === undefined) return err('busy');
      try {
        const outcome = await decoder.run(
          { kind: 'preview', source: file, original, plan, jpegQuality },
          processorSeconds,
        );
        if (!outcome.ok) {
          log('warn', 'preview_failed', { problem: outcome.problem, reason: outcome.message });
          return err(outcome.problem === 'time' ? 'timeout' : 'unusable');
        }
        // What comes over the channel is a Uint8Array.
        const jpeg = checkJpeg(Buffer.from(outcome.jpeg ?? []));
        return jpeg !== null && isPicture(jpeg, plan) ? ok(jpeg.bytes) : err('unusable');
      } finally {
        free.push(decoder);
      }
    });
    return admitted.ok ? admitted.value : admitted;
  };
  return Object.assign(preview, { lane: lane.state });
}
