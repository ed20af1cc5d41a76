import type { Context } from 'koa';
import type { JsonObject } from '../../core/iiif/auth1-services.js';
import { explainRefusal } from '../../core/iiif/explain-refusal.js';
import { buildInfo2, buildInfo3 } from '../../core/iiif/info-document.js';
import { imageServicePath } from '../../core/iiif/links.js';
import { servedLimits } from '../../core/image/served-limits.js';
import { claimTiles } from '../../core/image/tiles.js';
import type { Decision } from '../../core/policy/decision.js';
import type { Visitor } from '../../core/policy/visitor.js';
import { bothServices, probeServices, speaksAuth1 } from '../describe-access.js';
import type { JudgedImage, ServiceAddress } from '../judge-request.js';
import { judgeImageFor } from '../judge-request.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import { HttpProblem } from '../problem.js';
import { sendDocument } from '../send-document.js';
import { descriptionVisitor, readCredentials } from '../visitor.js';
import { refusalVoice } from '../voice.js';
import type { WebDeps } from '../web-deps.js';

export type InfoDeps = Pick<
  WebDeps,
  | 'config'
  | 'look'
  | 'links'
  | 'policy'
  | 'images'
  | 'requestScan'
  | 'clock'
  | 'digest'
  | 'liveSessions'
  | 'liveTokens'
  | 'liveKeys'
  | 'refusals'
>;

/** Nothing to be found, or not for this visitor to know of. */
export function imageNotFound(): HttpProblem {
  return new HttpProblem(
    404,
    'unknown_image',
    'there is no such image here; a file that was added just now is found by the next scan',
  );
}

/** Ways in: of both versions where the statuses are those of 1.0; else the probe alone, and none on a tier (A2-38). */
async function services(
  ctx: Context,
  deps: InfoDeps,
  address: ServiceAddress,
  judged: JudgedImage,
  visitor: Visitor,
): Promise<readonly JsonObject[]> {
  const policy = await deps.policy.current();
  const { path, api, tier } = address;
  if (speaksAuth1(deps, api)) {
    const told = {
      path,
      decision: judged.decision,
      seen: judged.outcome.kind === 'allow',
      account: visitor.user?.name ?? null,
    };
    return bothServices(ctx, deps, policy, told, api === 2 ? 'image2' : 'version3');
  }
  return tier === null ? probeServices(deps, policy, path, 'service') : [];
}

async function buildDocument(
  ctx: Context,
  deps: InfoDeps,
  address: ServiceAddress,
  judged: JudgedImage,
  visitor: Visitor,
): Promise<JsonObject> {
  const claim = claimTiles(judged.own, servedLimits, null);
  const auth = await services(ctx, deps, address, judged, visitor);
  const refused = judged.outcome.kind === 'closed';
  const parts = {
    id: deps.links.at(address.base),
    ...judged.own,
    ...claim,
    limits: {
      maxWidth: servedLimits.maxWidth ?? judged.own.width,
      maxHeight: servedLimits.maxHeight ?? judged.own.height,
    },
    services: auth,
    notice: refused
      ? explainRefusal(
          judged.decision,
          refusalVoice(ctx, deps, (await deps.policy.current()).timezone, visitor.user?.name ?? null),
        )
      : null,
    credentialedTiles: (deps.config.viewerOrigins as readonly string[]).includes(ctx.get('Origin')),
  };
  return address.api === 2 ? buildInfo2(parts) : buildInfo3(parts);
}

function statusOf(judged: JudgedImage, auth1: boolean): 200 | 401 {
  // A2-50: a 2.0 client sends no token here, so that only 200 can be meant for it.
  if (!auth1) return 200;
  return judged.outcome.kind === 'allow' ? 200 : 401;
}

/** `info.json` of both versions (contract 5): our own document, made from the index, its status the protocol's. */
export async function answerInfo(ctx: Context, deps: InfoDeps, address: ServiceAddress): Promise<void> {
  applyHeaderProfile(ctx, 'description');
  const auth1 = speaksAuth1(deps, address.api);
  const visitor = await descriptionVisitor(
    deps,
    readCredentials(ctx.req.headers),
    auth1 ? 1 : 2,
    address.path,
  );
  const judged = await judgeImageFor(deps, address.path, address.tier, visitor);
  if (judged === null) throw imageNotFound();
  deps.refusals.note(visitor, judged.decision);
  if (judged.outcome.kind === 'lower' && auth1) {
    // 302 and nothing else; the different id in what follows is the client's only sign (A1-65, A1-67).
    ctx.status = 302;
    ctx.set(
      'Location',
      deps.links.at(`${imageServicePath(address.api, judged.outcome.tier, address.identifier)}/info.json`),
    );
    ctx.body = '';
    return;
  }
  ctx.status = statusOf(judged, auth1);
  if (ctx.status === 401)
    ctx.set(
      'WWW-Authenticate',
      `Bearer realm="${deps.look().institution.replace(/[^\x20-\x7e]|["\\]/g, '')}"`,
    );
  const document = await buildDocument(ctx, deps, address, judged, visitor);
  const caching = judged.outcome.kind === 'allow' ? cachingOf(judged.decision, deps.clock()) : 'no-store';
  // Plain strings of 1.0 are worded for who asks; an open image has none, and is kept for everybody alike.
  if (caching === 'no-store') ctx.vary('Accept-Language');
  sendDocument(ctx, document, address.api === 2 ? 'image2' : 'image3', caching);
}

function cachingOf(decision: Decision, now: number): string {
  // A document that could change by signing in must not be kept: the client asks the very same address again.
  if (!decision.open) return 'no-store';
  const left = decision.nextChange === null ? 300 : Math.floor(decision.nextChange - now);
  return `public, max-age=${Math.max(0, Math.min(300, left))}`;
}
