import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import { err, ok, type Result } from '../../../auth/src/core/result.js';
import type { RenderSource, Source } from '../derivatives/render-source.js';
import { finishPicture } from '../render/finish.js';
import { isPicture } from '../render/is-picture.js';
import { checkJpeg } from '../render/jpeg.js';
import type { Gate, RenderProblem } from '../render/render.js';
import { fetchJpeg } from './fetch-jpeg.js';
import { formatRemoteAddress, type RemoteServer } from './remote-address.js';

/** nginx gives up after nine seconds. */
const patienceMs = 8000;

/**
 * Shows pictures by another image server (`IMAGE_SERVER_URL`), which is asked for a region in an exact size and for
 * nothing else; turning, mirroring and greys are made here, so that they are true whatever it can do. What is no
 * whole JPEG of that size is no picture.
 */
export function createRemoteSource(server: RemoteServer, gate: Gate, jpegQuality: number): RenderSource {
  async function show({ subject }: Source, plan: ImagePlan): Promise<Result<Buffer, RenderProblem>> {
    const fetched = await fetchJpeg(formatRemoteAddress(server, subject.path, plan.region, plan), patienceMs);
    if (!fetched.ok) return fetched;
    const { width, height, bytes } = fetched.value;
    if (width !== plan.width || height !== plan.height) return err('unusable');
    const isAsIs =
      !plan.mirror && plan.rotation === 0 && (plan.quality === 'default' || plan.quality === 'color');
    if (isAsIs) return ok(bytes);
    const finished = await finishPicture([bytes], plan, jpegQuality);
    const checked = checkJpeg(finished);
    return checked !== null && isPicture(checked, plan) ? ok(finished) : err('unusable');
  }

  return async (source, plan) => {
    const admitted = await gate(plan.width * plan.height, async () => show(source, plan));
    return admitted.ok ? admitted.value : admitted;
  };
}
