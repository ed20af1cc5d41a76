import type { Context } from 'koa';
import { offersFor } from '../core/iiif/access-offer.js';
import { buildAuth1Service, type HostDocument, type JsonObject } from '../core/iiif/auth1-services.js';
import { probeOffersFor } from '../core/iiif/auth2-offers.js';
import { buildProbeService, type ProbeKind } from '../core/iiif/auth2-services.js';
import { formatIdentifier, type ImagePath } from '../core/image/image-path.js';
import type { CompiledPolicy } from '../core/policy/compile.js';
import { decide } from '../core/policy/decide.js';
import type { Decision } from '../core/policy/decision.js';
import { anonymous } from '../core/policy/visitor.js';
import { serviceTexts } from './voice.js';
import type { WebDeps } from './web-deps.js';

export type AccessDeps = Pick<WebDeps, 'config' | 'look' | 'links' | 'clock'>;

/** Whether a base URI answers with the statuses and services of Authentication 1.0 (spec-checklist 3.1.1). */
export function speaksAuth1(deps: Pick<WebDeps, 'config'>, api: 2 | 3): boolean {
  return api === 2 || deps.config.iiif3Info === 'dual';
}

/** The decision whose ways in are told: the visitor's own, or, where all is seen, what others are asked (A1-16). */
function referenceDecision(
  deps: AccessDeps,
  policy: CompiledPolicy,
  path: ImagePath,
  decision: Decision,
  seen: boolean,
): Decision {
  return seen && !decision.couldHelp ? decide(policy, anonymous, path, deps.clock()) : decision;
}

/** What a description tells of the ways in to one image. */
export interface ToldImage {
  readonly path: ImagePath;
  /** The visitor's own decision. */
  readonly decision: Decision;
  /** What was asked for may be seen. */
  readonly seen: boolean;
  /** Who is signed in; null or absent: nobody. */
  readonly account?: string | null;
}

/** Whose account does not open this, if that is so (contract 5: the heading names it). */
function refusedAccountOf({ decision, account = null }: ToldImage): string | null {
  return decision.steps.some((step) => step.kind === 'other-account') ? account : null;
}

/** Services of both versions, 1.0 first: what every measured client can use (viewers.md 3). Empty: open, or nothing helps. */
export function bothServices(
  ctx: Context,
  deps: AccessDeps,
  policy: CompiledPolicy,
  told: ToldImage,
  host: HostDocument,
): readonly JsonObject[] {
  const { path, decision, seen } = told;
  const offers = offersFor(referenceDecision(deps, policy, path, decision, seen));
  if (offers.length === 0) return [];
  const { institution } = deps.look();
  const { defaultLanguage } = deps.config;
  const texts = { institution, defaultLanguage, signIn: decision.signIn };
  return [
    ...auth1Services(ctx, deps, policy, told, host),
    buildProbeService('service', formatIdentifier(path), offers, deps.links, texts, host),
  ];
}

/** Services of 1.0 alone, for documents whose probe stands elsewhere or nowhere. */
export function auth1Services(
  ctx: Context,
  deps: AccessDeps,
  policy: CompiledPolicy,
  told: ToldImage,
  host: HostDocument,
): readonly JsonObject[] {
  const { path, decision, seen } = told;
  const texts = serviceTexts(ctx, deps, decision.signIn, refusedAccountOf(told));
  const offers = offersFor(referenceDecision(deps, policy, path, decision, seen));
  return offers.map((offer) => buildAuth1Service(offer, deps.links, texts, host));
}

/**
 * The probe of an image, the same for everyone who asks, since a 2.0 client sends no token to the description that
 * holds it. Empty: the image is open.
 */
export function probeServices(
  deps: AccessDeps,
  policy: CompiledPolicy,
  path: ImagePath,
  kind: ProbeKind,
  host: HostDocument = 'version3',
): readonly JsonObject[] {
  const decision = decide(policy, anonymous, path, deps.clock());
  const offers = probeOffersFor(decision);
  if (offers.length === 0) return [];
  const { institution } = deps.look();
  const { defaultLanguage } = deps.config;
  const texts = { institution, defaultLanguage, signIn: decision.signIn };
  return [buildProbeService(kind, formatIdentifier(path), offers, deps.links, texts, host)];
}
