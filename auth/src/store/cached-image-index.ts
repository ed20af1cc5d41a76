import type { ChangeFeed } from '../core/change.js';
import type { ImageFacts } from '../core/image/image-facts.js';
import type { ImageIndex } from '../core/image/image-index.js';
import type { ImagePath } from '../core/image/image-path.js';
import type { EpochSeconds } from '../core/time.js';
import { createFedCache } from './fed-cache.js';

const mostImages = 50_000;

/** The image index with `find` from memory while the change feed is fresh; the lists are asked of the store. */
export function createCachedImageIndex(
  index: ImageIndex,
  feed: ChangeFeed,
  clock: () => EpochSeconds,
): ImageIndex {
  const cache = createFedCache<ImagePath, ImageFacts>({
    load: async (path) => index.find(path),
    isFresh: feed.isFresh,
    now: () => clock() * 1000,
    max: mostImages,
  });
  feed.onChange((change) => {
    if (change.kind === 'images' || change.kind === 'flush') cache.flush();
  });
  return { ...index, find: cache.find };
}
