import { formatGatewayImage } from '../core/image/gateway-image.js';
import { fitInto, viewSize } from '../core/image/view-size.js';
import type { PictureSource } from '../core/picture-source.js';

const timeoutMs = 9_000;
const largestBytes = 4 * 1024 * 1024;

/** Asks the gateway as nginx does: with the whole decision in the address. */
export function createGatewayPictures(gatewayUrl: string): PictureSource {
  return {
    async fetch(facts, { maxEdge, quality }, edge) {
      const view = viewSize(facts, maxEdge);
      const size =
        Math.max(view.width, view.height) <= edge ? view : fitInto(view, { width: edge, height: edge });
      const decision = `${facts.root}/${facts.width}x${facts.height}/${view.width}x${view.height}-${quality}`;
      const tail = `full/${size.width},${size.height}/0/default.jpg`;
      const url = `${gatewayUrl}/image/3/${decision}/${facts.version}/${formatGatewayImage(facts.path)}/${tail}`;
      try {
        const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
        if (response.status !== 200 || response.headers.get('content-type') !== 'image/jpeg') {
          await response.body?.cancel();
          return null;
        }
        const bytes = Buffer.from(await response.arrayBuffer());
        return bytes.length <= largestBytes ? bytes : null;
      } catch {
        return null;
      }
    },
  };
}
