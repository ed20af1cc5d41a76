import type { ImageRoot } from '../../../auth/src/core/image/image-facts.js';
import type { ImagePath } from '../../../auth/src/core/image/image-path.js';
import { parseGatewayImage } from '../../../auth/src/core/image/gateway-image.js';
import type { PixelSize } from '../../../auth/src/core/image/view-size.js';

/** What query_auth decided, as nginx passes it on, and what is asked of the image. */
export interface ImageAddress {
  readonly api: 2 | 3;
  readonly root: ImageRoot;
  /** Pixels of the master, as they are in the index. */
  readonly master: PixelSize;
  /** Pixels of the tier's own image. */
  readonly view: PixelSize;
  readonly gray: boolean;
  readonly version: string;
  readonly path: ImagePath;
  /** `region/size/rotation/quality.format`, not looked at yet. */
  readonly tail: string;
}

/** All of an address but the tail. */
type Decision = Omit<ImageAddress, 'tail'>;

const size = '([1-9][0-9]{0,8})x([1-9][0-9]{0,8})';
const decision = new RegExp(
  `^/image/([23])/(images|demo)/${size}/${size}-(color|gray)/([A-Za-z0-9-]{1,128})/([A-Za-z0-9\\-._~%!]{1,3072})$`,
);
/** Parts of an address before the tail. */
const partsOfDecision = 7;
const tailForm = /^.{1,512}$/;

/** Decisions read last: each is followed by many tails, and always reads the same. */
const lately = new Map<string, Decision | null>();
const mostRemembered = 1000;

/**
 * Takes an address apart. Null unless every part of the decision is there and makes sense: a decision that lost a
 * part on its way opens nothing.
 */
export function parseImageAddress(target: string): ImageAddress | null {
  let end = 0;
  for (let part = 0; part < partsOfDecision && end !== -1; part += 1) end = target.indexOf('/', end + 1);
  if (end === -1) return null;
  const text = target.slice(0, end);
  const tail = target.slice(end + 1);
  const known = lately.get(text);
  const decided = known === undefined ? remember(text, parseDecision(text)) : known;
  return decided === null || !tailForm.test(tail) ? null : { ...decided, tail };
}

function remember(text: string, decided: Decision | null): Decision | null {
  if (lately.size >= mostRemembered) lately.clear();
  lately.set(text, decided);
  return decided;
}

function parseDecision(text: string): Decision | null {
  const parts = decision.exec(text);
  if (parts === null) return null;
  const [, api, root, masterWidth, masterHeight, viewWidth, viewHeight, colours, version, image] = parts;
  const master = { width: Number(masterWidth), height: Number(masterHeight) };
  const view = { width: Number(viewWidth), height: Number(viewHeight) };
  const path = parseGatewayImage(image ?? '');
  if (!path.ok || version === undefined) return null;
  if (view.width > master.width || view.height > master.height) return null;
  return {
    api: api === '3' ? 3 : 2,
    root: root === 'demo' ? 'demo' : 'images',
    master,
    view,
    gray: colours === 'gray',
    version,
    path: path.value,
  };
}

/** What `/facts/{root}/{image}` or `/derivatives/{root}/{image}` names; null if it is malformed. */
export function parseFactsAddress(
  target: string,
): { readonly root: ImageRoot; readonly path: ImagePath } | null {
  const parts = /^\/(?:facts|derivatives)\/(images|demo)\/([A-Za-z0-9\-._~%!]{1,3072})$/.exec(target);
  const path = parseGatewayImage(parts?.[2] ?? '');
  return parts === null || !path.ok
    ? null
    : { root: parts[1] === 'demo' ? 'demo' : 'images', path: path.value };
}
