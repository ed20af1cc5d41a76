import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import { fitInto, type PixelSize } from '../../../auth/src/core/image/view-size.js';
import { locate } from '../files/locate.js';
import type { OpenImage } from '../files/open-image.js';
import type { Render } from '../render/render.js';
import { type Answer, refuse } from './answer.js';
import { parseFactsAddress } from './image-address.js';
import type { ImageRouteDeps } from './image-route.js';
import { answerLocateProblem, answerRenderProblem } from './render-answers.js';

const proofEdge = 64;

/** Answers `GET /facts/{root}/{image}`: what a scan needs to know, of files that have been seen to render. */
export async function answerFacts(target: string, deps: ImageRouteDeps): Promise<Answer> {
  const address = parseFactsAddress(target);
  if (address === null)
    return refuse(400, 'bad_address', 'ask for /facts/images/{image} or /facts/demo/{image}');
  const located = await locate(deps.folders, address.root, address.path);
  if (!located.ok && located.error === 'denied') {
    return refuse(415, 'unreadable', 'the image server may not read this file: see IMAGE_UID and IMAGE_GID');
  }
  if (!located.ok) return answerLocateProblem(located.error);
  const opened = await deps.openImages(located.value);
  if (!opened.ok) return refuse(415, opened.error.code, opened.error.message);
  const problem = await findDamage(opened.value, deps.render);
  if (problem !== null) return problem;
  const { width, height, levels, tileWidth, tileHeight, format } = opened.value.master;
  return { status: 200, json: { width, height, levels: levels.length, tileWidth, tileHeight, format } };
}

/** Renders the whole image small, and its last corner in full: the smallest level and the deepest tile. */
async function findDamage(image: OpenImage, render: Render): Promise<Answer | null> {
  for (const plan of proofs(image.master)) {
    // oxlint-disable-next-line no-await-in-loop -- the second only if the first went well
    const rendered = await render(image, plan);
    if (rendered.ok) continue;
    if (rendered.error === 'busy' || rendered.error === 'timeout') return answerRenderProblem(rendered.error);
    if (rendered.error === 'too_much') {
      return refuse(415, 'unsupported', 'the image is too large for a file without smaller copies of itself');
    }
    return refuse(415, 'unreadable', 'the file is damaged: its pixels can not be decoded', rendered.error);
  }
  return null;
}

function proofs(master: PixelSize): readonly ImagePlan[] {
  const edge = Math.min(proofEdge, Math.max(master.width, master.height));
  const small = fitInto(master, { width: edge, height: edge });
  const width = Math.min(proofEdge, master.width);
  const height = Math.min(proofEdge, master.height);
  const fixed = { max: false, mirror: false, rotation: 0, quality: 'default', format: 'jpg' } as const;
  const corner = { x: master.width - width, y: master.height - height, width, height };
  return [
    { ...fixed, region: { x: 0, y: 0, width: master.width, height: master.height }, whole: true, ...small },
    { ...fixed, region: corner, whole: false, width, height },
  ];
}
