import { hash } from 'node:crypto';
import { formatCanonicalTail } from '../../../auth/src/core/image/canonical-tail.js';
import {
  type ImagePlan,
  type PictureFormat,
  resolveImageRequest,
} from '../../../auth/src/core/image/image-plan.js';
import { parseImageTail } from '../../../auth/src/core/image/image-request.js';
import type { ImageLimits } from '../../../auth/src/core/image/resolve-size.js';
import type { Source } from '../derivatives/render-source.js';
import type { Supply } from '../derivatives/supply.js';
import { type Located, locate, type RootFolders } from '../files/locate.js';
import type { OpenFile, OpenFiles } from '../files/open-file.js';
import type { Recode } from '../render/recode.js';
import type { Render } from '../render/render.js';
import type { RenderView } from '../render/render-view.js';
import { type Answer, refuse } from './answer.js';
import { type ImageAddress, parseImageAddress } from './image-address.js';
import { answerLocateProblem, answerRenderProblem } from './render-answers.js';

export interface ImageRouteDeps {
  readonly folders: RootFolders;
  readonly limits: ImageLimits;
  readonly openFiles: OpenFiles;
  readonly render: Render;
  readonly renderView: RenderView<Source>;
  readonly supply: Supply;
  readonly recode: Recode;
}

const mediaTypes: Readonly<Record<PictureFormat, string>> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
};

/** Answers `GET /image/{api}/{root}/{WxH}/{wxh-color|gray}/{version}/{image}/{tail}`. */
export async function answerImage(target: string, deps: ImageRouteDeps): Promise<Answer> {
  const address = parseImageAddress(target);
  if (address === null)
    return refuse(503, 'incomplete_decision', 'the proxy asked without a complete decision');
  const request = parseImageTail(address.tail, address.api);
  if (!request.ok) return refuse(request.error.status, request.error.code, request.error.message);
  const planned = resolveImageRequest(request.value, address.view, deps.limits);
  if (!planned.ok) return refuse(planned.error.status, planned.error.code, planned.error.message);
  const located = await locate(deps.folders, address.root, address.path);
  if (!located.ok) return answerLocateProblem(located.error);
  const opened = await deps.openFiles(located.value);
  if (!opened.ok)
    return refuse(502, `file_${opened.error.code}`, 'the image server can no longer show this file');
  const { original } = opened.value;
  if (original.width !== address.master.width || original.height !== address.master.height) {
    return refuse(503, 'file_changed', 'the file was replaced: wait for the next scan, or start one');
  }
  const source = sourceOf(address, located.value, opened.value);
  const rendered = await deps.renderView(source, planned.value, address);
  if (!rendered.ok) return answerRenderProblem(rendered.error);
  const picture = await deps.recode(rendered.value, planned.value);
  if (!picture.ok) return answerRenderProblem(picture.error);
  const etag = tagOf(address, planned.value, located.value.state);
  return { status: 200, picture: picture.value, type: mediaTypes[planned.value.format], etag };
}

const sources = new WeakMap<OpenFile, Source>();

/** The same object for the same state of a file, so that what is reckoned of it can be kept beside it. */
function sourceOf({ root, path }: ImageAddress, located: Located, opened: OpenFile): Source {
  const { file, state, version } = located;
  const known = sources.get(opened);
  if (known?.file === file && known.subject.root === root && known.subject.path === path) return known;
  const subject = { root, path, version };
  const source = { name: `${file}\0${state}`, master: opened.original, subject, file, opened };
  sources.set(opened, source);
  return source;
}

/** Strong: names the version of the file, the tier's view and the one canonical form of the request. */
function tagOf({ api, version, view, gray }: ImageAddress, plan: ImagePlan, state: string): string {
  const parts = [version, state, view.width, view.height, gray, formatCanonicalTail(plan, api)];
  return `"${hash('sha256', parts.join('\0'), 'base64url').slice(0, 27)}"`;
}
