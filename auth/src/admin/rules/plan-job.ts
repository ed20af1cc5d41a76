import type { AdminJob } from '../../core/admin-job.js';
import { canonicalText } from '../../core/canonical-text.js';
import { epochSeconds } from '../../core/time.js';
import { comparePlans, type Plan } from '../../policy-text/plan-policy.js';
import type { AdminRequest } from '../admin-request.js';
import { findOverreach } from '../folders/find-overreach.js';
import type { Section } from '../pages/admin-layout.js';
import { goTo } from '../page.js';
import type { Proposal } from './proposal.js';

/** What a plan that takes longer than a request keeps of what was asked for. */
export interface PlanJobInput {
  /** Of the form, without what is secret or written anew. */
  readonly fields: readonly (readonly [string, string])[];
  /** The rules that it was compared with; 0: none. */
  readonly number: number;
  /** Of the rules that were proposed, and of the groups of the one who proposed them. */
  readonly fingerprint: string;
  readonly action: string;
  readonly back: `/auth/admin/${string}`;
  readonly isWhole: boolean;
  readonly note: string;
  readonly title: string;
  readonly section: Section;
}

/** What came of it: the plan, or why a manager may not do this. */
export type PlanJobResult = { readonly plan: Plan } | { readonly refused: string };

const secrets = new Set(['form_token', 'password_again', 'password', 'repeat', 'confirm', 'checked']);
/** Seconds for which a check of what a manager gives away counts. */
const vouchSeconds = 900;

function fingerprintOf({ deps, user }: AdminRequest, { after }: Proposal): string {
  return deps.digest.sha256(canonicalText([after, user.groups]));
}

async function work(request: AdminRequest, proposal: Proposal, job: AdminJob): Promise<void> {
  const { deps } = request;
  const { rules, after, managed } = proposal;
  try {
    const total = await deps.images.count();
    await deps.jobs.advance(job.id, 0, total, deps.clock());
    const refused = managed === undefined ? null : await findOverreach(request, rules, after, managed);
    const result: PlanJobResult =
      refused !== null
        ? { refused }
        : {
            plan: await comparePlans(deps.images, rules.version?.policy ?? null, after, deps.clock(), {
              onImages: async (done) => deps.jobs.advance(job.id, done, total, deps.clock()),
            }),
          };
    await deps.jobs.finish(job.id, 'finished', result, deps.clock());
  } catch (error) {
    deps.observe({ kind: 'failed', where: 'plan', requestId: request.ctx.get('X-Request-Id'), error });
    await deps.jobs.finish(job.id, 'failed', null, deps.clock());
  }
}

/** Compares in the background, and goes to the page that tells how far it is. */
export async function startPlanJob(request: AdminRequest, proposal: Proposal): Promise<void> {
  const { ctx, deps, form, user } = request;
  const { action, back, isWhole, note, title, section = 'folders' } = proposal;
  const input: PlanJobInput = {
    fields: [...form].filter(([name]) => !secrets.has(name)),
    number: proposal.rules.number,
    fingerprint: fingerprintOf(request, proposal),
    action,
    back,
    isWhole,
    note,
    title,
    section,
  };
  const now = deps.clock();
  const job: AdminJob = {
    id: deps.newId(),
    kind: 'plan',
    owner: user.id,
    state: 'waiting',
    done: 0,
    total: 0,
    input,
    result: null,
    createdAt: now,
    seenAt: now,
  };
  await deps.jobs.create(job);
  await deps.jobs.start(job.id, now, now);
  deps.afterAnswer(work(request, proposal, job), ctx.get('X-Request-Id'));
  goTo(ctx, `/auth/admin/plans/${job.id}`);
}

/** Whether a plan of this person's, made just now, found that these very rules give no more than they have. */
export async function isVouchedFor(request: AdminRequest, proposal: Proposal): Promise<boolean> {
  const { deps, form, user } = request;
  const job = await deps.jobs.find(form.get('checked') ?? '');
  if (job?.kind !== 'plan' || job.owner !== user.id || job.state !== 'finished') return false;
  const { number, fingerprint } = job.input as PlanJobInput;
  return (
    job.createdAt >= epochSeconds(deps.clock() - vouchSeconds) &&
    'plan' in (job.result as PlanJobResult) &&
    number === proposal.rules.number &&
    fingerprint === fingerprintOf(request, proposal)
  );
}
