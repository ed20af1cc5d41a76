import type { ImageLimits } from './resolve-size.js';

/** What every image may be asked for at most: told in `info.json`, held by the check and by the gateway. Pixels. */
export const servedLimits: ImageLimits = { maxWidth: 4_000, maxHeight: 4_000, maxArea: null, upscale: false };
