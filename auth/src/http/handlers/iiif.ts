import type { Context } from 'koa';
import { parseAddress } from '../../core/image/address.js';
import { HttpProblem } from '../problem.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import { answerCollection } from './collection.js';
import type { FileDeps } from './file.js';
import { answerFile } from './file.js';
import { answerInfo } from './info.js';
import type { ManifestDeps } from './manifest.js';
import { answerManifest } from './manifest.js';
import { answerRefusedImage } from './refused-image.js';

function answerBase(ctx: Context, location: string): void {
  applyHeaderProfile(ctx, 'description');
  ctx.status = 303;
  ctx.set('Location', location);
  ctx.body = '';
}

/**
 * Everything below `/iiif/`: documents, and the words of every refusal. The address is read from the raw target, by
 * the same parser as the check.
 */
export function iiifHandler(deps: ManifestDeps & FileDeps): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    const address = parseAddress(ctx.req.url ?? '');
    if (!address.ok) throw new HttpProblem(address.error.status, address.error.code, address.error.message);
    switch (address.value.kind) {
      case 'image-base':
        // A1-6C: before any decision, with CORS.
        answerBase(ctx, deps.links.at(`${address.value.base}/info.json`));
        return;
      case 'image-info':
        await answerInfo(ctx, deps, address.value);
        return;
      case 'image':
        await answerRefusedImage(ctx, deps, address.value);
        return;
      case 'manifest':
        await answerManifest(ctx, deps, address.value);
        return;
      case 'collection':
      case 'root-collection':
        await answerCollection(ctx, deps, address.value);
        return;
      case 'file':
        await answerFile(ctx, deps, address.value);
    }
  };
}
