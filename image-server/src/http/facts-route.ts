import type { ImagePlan } from '../../../auth/src/core/image/image-plan.js';
import type { PixelSize } from '../../../auth/src/core/image/view-size.js';
import { type Bearable, findExcess } from '../derivatives/bearable.js';
import type { Subject } from '../derivatives/layout.js';
import type { DerivativeMode } from '../derivatives/mode.js';
import { judgeNeed, wholeSmall } from '../derivatives/need.js';
import { locate } from '../files/locate.js';
import type { OpenFile, OpenImage } from '../files/open-file.js';
import type { Original } from '../master/original.js';
import { isBearable } from '../render/preview.js';
import type { Render } from '../render/render.js';
import { type Answer, refuse } from './answer.js';
import { parseFactsAddress } from './image-address.js';
import type { ImageRouteDeps } from './image-route.js';
import { answerLocateProblem, answerRenderProblem } from './render-answers.js';

const proofEdge = 64;
const derivedTile = 256;

export interface FactsRouteDeps extends ImageRouteDeps {
  readonly mode: DerivativeMode;
  readonly bearable: Bearable;
}

/**
 * Answers `GET /facts/{root}/{image}`: what a scan needs to know. Files that iipsrv opens have been seen to render; for
 * the others a derivative is wished for, and what is wrong inside of them comes out when it is made.
 */
export async function answerFacts(target: string, deps: FactsRouteDeps): Promise<Answer> {
  const address = parseFactsAddress(target);
  if (address === null)
    return refuse(400, 'bad_address', 'ask for /facts/images/{image} or /facts/demo/{image}');
  const located = await locate(deps.folders, address.root, address.path);
  if (!located.ok && located.error === 'denied') {
    return refuse(
      415,
      'no_permission',
      'the image server may not read this file: set IMAGE_UID and IMAGE_GID to its owner, or run chmod a+r on it',
    );
  }
  if (!located.ok) return answerLocateProblem(located.error);
  const opened = await deps.openFiles(located.value);
  if (!opened.ok) return refuse(415, opened.error.code, opened.error.message);
  const { image, original } = opened.value;
  const subject: Subject = { ...address, version: located.value.version };
  if (image === null || judgeNeed(opened.value) === 'needed')
    return answerFlat(subject, original, located.value.bytes, deps);
  const problem = await findDamage(image, deps.render);
  if (problem !== null) return problem;
  await wantIfAll(subject, opened.value, deps);
  const { width, height, levels, tileWidth, tileHeight, format } = image.master;
  return { status: 200, json: { width, height, levels: levels.length, tileWidth, tileHeight, format } };
}

/** A file that can only be shown by way of a derivative, or for a while as it is. */
async function answerFlat(
  subject: Subject,
  original: Original,
  fileBytes: number,
  { supply, mode, bearable }: FactsRouteDeps,
): Promise<Answer> {
  const excess = findExcess(original, fileBytes, bearable);
  if (excess !== null) return refuse(415, 'unsupported', excess);
  const failure = await supply.failureOf(subject);
  if (failure !== null) return refuse(415, 'unreadable', failure.message);
  if (mode === 'off' && !isBearable(original, cornerOf(original)))
    return refuse(415, 'unsupported', 'it is too large to be shown without a derivative: see DERIVATIVES');
  await supply.want(subject, original, 'scan');
  const { width, height, format } = original;
  const levels = 1 + Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / derivedTile)));
  return {
    status: 200,
    json: { width, height, levels, tileWidth: derivedTile, tileHeight: derivedTile, format, flat: true },
  };
}

async function wantIfAll(subject: Subject, file: OpenFile, { supply, mode }: FactsRouteDeps): Promise<void> {
  if (mode === 'all' && judgeNeed(file) === 'helpful') await supply.want(subject, file.original, 'all');
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
  return [wholeSmall(master), cornerOf(master)];
}

/** The last corner in full. */
function cornerOf(master: PixelSize): ImagePlan {
  const width = Math.min(proofEdge, master.width);
  const height = Math.min(proofEdge, master.height);
  const region = { x: master.width - width, y: master.height - height, width, height };
  return { ...wholeSmall(master), region, whole: false, width, height };
}
