import type { ImageFacts } from '../../core/image/image-facts.js';
import { joinAcceptances } from '../../core/identity/acceptance.js';
import {
  folderOf,
  formatIdentifier,
  type ImagePath,
  parseIdentifier,
  toImagePath,
} from '../../core/image/image-path.js';
import { decide } from '../../core/policy/decide.js';
import type { Decision } from '../../core/policy/decision.js';
import type { CompiledPolicy } from '../../core/policy/compile.js';
import type { TierLimits } from '../../core/policy/model.js';
import type { Visitor } from '../../core/policy/visitor.js';
import type { EpochSeconds } from '../../core/time.js';
import { html, type Html } from '../../http/html.js';
import { accountCookie } from '../../http/middleware/session.js';
import { applyHeaderProfile } from '../../http/middleware/header-profiles.js';
import { HttpProblem } from '../../http/problem.js';
import { type AdminRequest, record } from '../admin-request.js';
import { requireFolder } from '../folders/require-folder.js';
import { readViewAs, signViewAs, type ViewAs } from './view-as.js';

const edges = { small: 160, medium: 400, large: 1000 } as const;
export type PictureSize = keyof typeof edges;

/** The one who is looking, as rules see them. */
function lookerOf({ ctx, user }: AdminRequest): Visitor {
  return {
    user: { name: user.name, groups: user.groups },
    address: ctx.get('X-Gate-Client') || null,
    agreements: joinAcceptances(user.agreements, {}),
  };
}

function limitsOf({ tiers }: CompiledPolicy, name: string): TierLimits | null {
  return tiers.limits[tiers.rankOf.get(name) ?? -1] ?? null;
}

/** The best of what both may see; null: nothing. */
export function findCommonTier(one: Decision, other: Decision): string | null {
  return one.mayFetch.find((tier) => other.mayFetch.includes(tier)) ?? null;
}

/** What the one who is looking may see of an image by these rules; null: nothing. */
export function findOwnLimits(
  request: AdminRequest,
  policy: CompiledPolicy,
  path: ImagePath,
): TierLimits | null {
  return decide(policy, lookerOf(request), path, request.deps.clock()).limits;
}

/** Whether the one who is looking may see anything of an image, by the running rules. */
export function mayLook(request: AdminRequest, policy: CompiledPolicy, path: ImagePath): boolean {
  return findOwnLimits(request, policy, path) !== null;
}

/** A picture on a page, as the one who is looking may see it; a word where they may not. */
export function renderThumbnail(
  request: AdminRequest,
  policy: CompiledPolicy,
  path: ImagePath,
  size: PictureSize = 'small',
): Html {
  if (!mayLook(request, policy, path)) return html`<span class="nothumb">Not for you to see</span>`;
  const address = `/auth/admin/picture?size=${size}&image=${encodeURIComponent(formatIdentifier(path))}`;
  return html`<img class="thumb" src="${address}" alt="${path.split('/').at(-1) ?? ''}" loading="lazy" />`;
}

/** @throws HttpProblem 404 */
export async function findImage({ deps }: AdminRequest, path: ImagePath | null): Promise<ImageFacts> {
  const facts = path === null ? null : await deps.images.find(path);
  if (facts === null) throw new HttpProblem(404, 'not_found', 'no such image is in the index');
  return facts;
}

/**
 * Sends an image as small as a page needs it, within limits that were decided before; null: nothing may be seen.
 * @throws HttpProblem 403, 503
 */
export async function sendPicture(
  { ctx, deps }: AdminRequest,
  facts: ImageFacts,
  limits: TierLimits | null,
  size: PictureSize,
): Promise<void> {
  if (limits === null) throw new HttpProblem(403, 'closed', 'this picture is not for you to see');
  const bytes = await deps.pictures.fetch(facts, limits, edges[size]);
  if (bytes === null) throw new HttpProblem(503, 'no_picture', 'the image server gives no picture now', 5);
  applyHeaderProfile(ctx, 'internal');
  ctx.type = 'image/jpeg';
  ctx.body = Buffer.from(bytes);
}

function sizeOf(text: string | undefined): PictureSize {
  return text === 'medium' || text === 'large' ? text : 'small';
}

/** A picture as the one who is looking may see it. */
export async function picture(request: AdminRequest): Promise<void> {
  const { deps, query, standing } = request;
  const read = parseIdentifier(query.get('image') ?? '');
  const path = read.ok ? read.value : null;
  requireFolder(standing, path === null ? '' : folderOf(path), 'read');
  const facts = await findImage(request, path);
  const policy = await deps.policy.current();
  const { tier, limits } = decide(policy, lookerOf(request), facts.path, deps.clock());
  await sendPicture(
    request,
    facts,
    limits === null ? null : limitsOf(policy, tier),
    sizeOf(query.get('size')),
  );
}

/** The address at which a picture can be looked at as somebody else, for a few minutes and in this session only. */
export function viewAsAddress({ ctx, deps }: AdminRequest, view: ViewAs): string {
  const session = deps.digest.sha256(ctx.cookies.get(accountCookie) ?? '');
  const key = deps.config.secretKey.reveal();
  return `/auth/admin/view-as?of=${signViewAs(deps.digest, key, session, view, deps.clock())}`;
}

/** What somebody else gets of an image, and how much of it the one who is looking may see. */
export function judgeViewAs(
  request: AdminRequest,
  policy: CompiledPolicy,
  visitor: Visitor,
  path: ImagePath,
  at: EpochSeconds,
): { readonly theirs: Decision; readonly tier: string | null } {
  const theirs = decide(policy, visitor, path, at);
  const mine = decide(policy, lookerOf(request), path, request.deps.clock());
  return { theirs, tier: findCommonTier(theirs, mine) };
}

/** A picture as somebody else would see it: never more than the one who is looking may see. Audited. */
export async function viewAsPicture(request: AdminRequest): Promise<void> {
  const { ctx, deps, query, standing } = request;
  const session = deps.digest.sha256(ctx.cookies.get(accountCookie) ?? '');
  const now = deps.clock();
  const view = readViewAs(deps.digest, deps.config.secretKey.reveal(), session, query.get('of') ?? '', now);
  if (view === null)
    throw new HttpProblem(403, 'view_over', 'this look is over; ask Why? again for a new one');
  const read = toImagePath(view.image);
  const path = read.ok ? read.value : null;
  requireFolder(standing, path === null ? '' : folderOf(path), 'read');
  const facts = await findImage(request, path);
  const person = view.user === null ? null : await deps.users.findByName(view.user);
  if (view.user !== null && (person === null || person.disabled))
    throw new HttpProblem(403, 'closed', 'this person can not sign in');
  const visitor: Visitor = {
    user: person === null ? null : { name: person.name, groups: person.groups },
    address: view.address,
    agreements: joinAcceptances(person?.agreements ?? {}, {}),
  };
  const policy = await deps.policy.current();
  const { tier } = judgeViewAs(request, policy, visitor, facts.path, view.at);
  await record(request, { kind: 'viewed-as', user: view.user, image: facts.path });
  await sendPicture(request, facts, tier === null ? null : limitsOf(policy, tier), 'large');
}
