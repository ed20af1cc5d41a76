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

const size = '([1-9][0-9]{0,8})x([1-9][0-9]{0,8})';
const whole = new RegExp(
  `^/image/([23])/(images|demo)/${size}/${size}-(color|gray)/([A-Za-z0-9-]{1,128})/([A-Za-z0-9\\-._~%!]{1,3072})/(.{1,512})$`,
);

/**
 * Takes an address apart. Null unless every part of the decision is there and makes sense: a decision that lost a
 * part on its way opens nothing.
 */
export function parseImageAddress(target: string): ImageAddress | null {
  const parts = whole.exec(target);
  if (parts === null) return null;
  const [, api, root, masterWidth, masterHeight, viewWidth, viewHeight, colours, version, image, tail] =
    parts;
  const master = { width: Number(masterWidth), height: Number(masterHeight) };
  const view = { width: Number(viewWidth), height: Number(viewHeight) };
  const path = parseGatewayImage(image ?? '');
  if (!path.ok || version === undefined || tail === undefined) return null;
  if (view.width > master.width || view.height > master.height) return null;
  return {
    api: api === '3' ? 3 : 2,
    root: root === 'demo' ? 'demo' : 'images',
    master,
    view,
    gray: colours === 'gray',
    version,
    path: path.value,
    tail,
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
