import type { ImageOutcome } from '../core/iiif/image-outcome.js';
import { judgeImage } from '../core/iiif/image-outcome.js';
import type { Address } from '../core/image/address.js';
import type { ImageFacts } from '../core/image/image-facts.js';
import { folderOf, type ImagePath } from '../core/image/image-path.js';
import type { ImagePlan } from '../core/image/image-plan.js';
import { resolveImageRequest } from '../core/image/image-plan.js';
import { tailOnTier } from '../core/image/tier-tail.js';
import type { RequestProblem } from '../core/image/request-problem.js';
import { servedLimits } from '../core/image/served-limits.js';
import type { PixelSize } from '../core/image/view-size.js';
import { viewSize } from '../core/image/view-size.js';
import { decide } from '../core/policy/decide.js';
import type { Decision } from '../core/policy/decision.js';
import type { CompiledPolicy } from '../core/policy/compile.js';
import type { TierLimits } from '../core/policy/model.js';
import type { Visitor } from '../core/policy/visitor.js';
import { soon, type Soon } from '../core/soon.js';
import type { WebDeps } from './web-deps.js';

export type JudgeDeps = Pick<WebDeps, 'policy' | 'images' | 'requestScan' | 'clock'>;
export type ServiceAddress = Extract<Address, { kind: 'image' | 'image-info' | 'image-base' }>;

/** An image that exists, and what this visitor may have of it. */
export interface JudgedImage {
  readonly facts: ImageFacts;
  readonly decision: Decision;
  readonly outcome: Exclude<ImageOutcome, { kind: 'not-found' }>;
  /** Pixels of the image that was asked for: the tier's own, or the master's. */
  readonly own: PixelSize;
  /** Pixels of the image that `outcome` speaks of: the tier's own, or the master's where nothing may be seen. */
  readonly view: PixelSize;
}

/** The tiers of a policy by name; null for `closed` and for what nobody defined. */
function tierLookup(policy: CompiledPolicy): (name: string) => TierLimits | null {
  const { rankOf, limits } = policy.tiers;
  return (name) => limits[rankOf.get(name) ?? -1] ?? null;
}

/** Decides about an image for a visitor, now. Null: there is no such image, or nobody may know of it. */
export function judgeImageFor(
  deps: JudgeDeps,
  path: ImagePath,
  tier: string | null,
  visitor: Visitor,
): Soon<JudgedImage | null> {
  return soon(deps.images.find(path), (facts) => {
    if (facts !== null) {
      return soon(deps.policy.current(), (policy) => judgeFacts(deps, facts, tier, visitor, policy));
    }
    deps.requestScan(folderOf(path));
    return null;
  });
}

function judgeFacts(
  deps: JudgeDeps,
  facts: ImageFacts,
  tier: string | null,
  visitor: Visitor,
  policy: CompiledPolicy,
): JudgedImage | null {
  const decision = decide(policy, visitor, facts.path, deps.clock());
  const limitsOf = tierLookup(policy);
  const outcome = judgeImage(decision, tier, limitsOf);
  if (outcome.kind === 'not-found') return null;
  const limits = 'limits' in outcome ? outcome.limits : null;
  const own = viewSize(facts, limitsOf(tier ?? 'full')?.maxEdge ?? null);
  return { facts, decision, outcome, own, view: viewSize(facts, limits?.maxEdge ?? null) };
}

/** What becomes of a request for pixels. */
export type PixelAnswer =
  | {
      readonly kind: 'allow';
      readonly judged: JudgedImage;
      readonly tier: string;
      readonly limits: TierLimits;
      readonly plan: ImagePlan;
    }
  /** To the tier's own image (contract 5); `tail` is the request as that tier can answer it. */
  | { readonly kind: 'redirect'; readonly tier: string | null; readonly tail: string }
  | { readonly kind: 'sign-in'; readonly judged: JudgedImage }
  | { readonly kind: 'closed'; readonly decision: Decision }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'bad-request'; readonly problem: RequestProblem };

type ImageAddress = Extract<Address, { kind: 'image' }>;

/** The same request in a tier's own pixels; null where it has none. */
function redirectToTier(address: ImageAddress, judged: JudgedImage): PixelAnswer | null {
  if (judged.outcome.kind !== 'lower') return null;
  const tail = tailOnTier(address.request, judged.facts, judged.view, servedLimits, address.api);
  if (tail === null) return null;
  if (tail.ok) return { kind: 'redirect', tier: judged.outcome.tier, tail: tail.value };
  return { kind: 'bad-request', problem: tail.error };
}

/** Judges a request for pixels: contract 5, second column. */
export function judgePixels(deps: JudgeDeps, address: ImageAddress, visitor: Visitor): Soon<PixelAnswer> {
  return soon(judgeImageFor(deps, address.path, address.tier, visitor), (judged) =>
    judged === null ? { kind: 'not-found' } : answerPixels(address, judged),
  );
}

function answerPixels(address: ImageAddress, judged: JudgedImage): PixelAnswer {
  const { outcome, decision } = judged;
  if (outcome.kind === 'allow') {
    const plan = resolveImageRequest(address.request, judged.view, servedLimits);
    if (!plan.ok && address.request.size.kind === 'full') {
      // `full` above the limits can't be had; `max` is what 2.1 has for that, at an address of its own (2.1 §4.2).
      const [region = 'full', , ...rest] = address.tail.split('/');
      return { kind: 'redirect', tier: address.tier, tail: [region, 'max', ...rest].join('/') };
    }
    if (!plan.ok) return { kind: 'bad-request', problem: plan.error };
    return { kind: 'allow', judged, tier: outcome.tier, limits: outcome.limits, plan: plan.value };
  }
  const redirected = redirectToTier(address, judged);
  if (redirected !== null) return redirected;
  return decision.couldHelp ? { kind: 'sign-in', judged } : { kind: 'closed', decision };
}
