import type { Context } from 'koa';
import { offersFor } from '../../core/iiif/access-offer.js';
import { imageServicePath } from '../../core/iiif/links.js';
import type { Address } from '../../core/image/address.js';
import type { Decision } from '../../core/policy/decision.js';
import { parseReturnPath } from '../../core/session/return-path.js';
import { closedProblem } from '../closed-problem.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import type { JudgedImage, PixelAnswer } from '../judge-request.js';
import { judgePixels } from '../judge-request.js';
import { isNavigation, navigationHeaders } from '../navigation.js';
import { addPlaceholder } from '../placeholder.js';
import { HttpProblem, unavailable } from '../problem.js';
import { contentVisitor, readCredentials } from '../visitor.js';
import type { InfoDeps } from './info.js';
import { imageNotFound } from './info.js';

/** To the way in that helps: the sign-in, the terms, or the word about the place. */
export function toSignIn(ctx: Context, deps: InfoDeps, decision: Decision): void {
  const back = parseReturnPath(ctx.originalUrl);
  const page = deps.links.login(offersFor(decision)[0]?.loginScope).slice(deps.links.base.length);
  ctx.status = 303;
  const other = decision.steps.some((step) => step.kind === 'other-account') ? '&account=other' : '';
  ctx.set('Location', back === null ? page : `${page}?return=${encodeURIComponent(back)}${other}`);
  ctx.body = '';
}

function answerSignIn(ctx: Context, deps: InfoDeps, address: ImageAddress, judged: JudgedImage): void {
  if (isNavigation(ctx)) {
    toSignIn(ctx, deps, judged.decision);
    return;
  }
  ctx.status = 401;
  ctx.set('WWW-Authenticate', 'Bearer realm="images"');
  ctx.type = 'text/plain';
  ctx.body = '';
  addPlaceholder(ctx, deps, address, judged.own);
}

type ImageAddress = Extract<Address, { kind: 'image' }>;

async function write(
  ctx: Context,
  deps: InfoDeps,
  address: ImageAddress,
  answer: PixelAnswer,
): Promise<void> {
  switch (answer.kind) {
    case 'redirect':
      ctx.status = 302;
      ctx.set(
        'Location',
        deps.links.at(`${imageServicePath(address.api, answer.tier, address.identifier)}/${answer.tail}`),
      );
      ctx.body = '';
      return;
    case 'sign-in':
      answerSignIn(ctx, deps, address, answer.judged);
      return;
    case 'closed':
      throw await closedProblem(ctx, deps, 'image', answer.decision);
    case 'not-found':
      throw imageNotFound();
    case 'bad-request':
      throw new HttpProblem(answer.problem.status, answer.problem.code, answer.problem.message);
    case 'allow':
      // Allowed between the check and now: only the proxy hands out pixels, so the client asks again.
      throw unavailable();
  }
}

/** Words what nginx's check refused of an image's pixels: contract 5, second column. Never sends pixels. */
export async function answerRefusedImage(ctx: Context, deps: InfoDeps, address: ImageAddress): Promise<void> {
  applyHeaderProfile(ctx, 'description');
  ctx.vary(navigationHeaders);
  const visitor = await contentVisitor(deps, readCredentials(ctx.req.headers), address.path);
  await write(ctx, deps, address, await judgePixels(deps, address, visitor));
}
