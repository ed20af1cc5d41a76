import type { Policy } from '../../core/policy/model.js';
import type { PolicyFault } from '../../core/policy/policy-fault.js';
import { validatePolicy } from '../../core/policy/validate-policy.js';
import { formatKey } from '../../policy-text/policy-problem.js';
import { comparePlans, isQuickToPlan } from '../../policy-text/plan-policy.js';
import { html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { findOverreach } from '../folders/find-overreach.js';
import { goTo, sendAdminPage } from '../page.js';
import { renderThumbnail } from '../pictures/picture.js';
import { renderProblems } from '../pages/problem-list.js';
import { listUsersNamed } from './named-users.js';
import { isVouchedFor, startPlanJob } from './plan-job.js';
import { renderPlanPage } from './plan-page.js';
import { sayFormFault } from './say-form-fault.js';
import type { Proposal } from './proposal.js';

const longestNote = 500;
/** So many images of a folder are looked at while a manager waits. */
const mostLookedAt = 5000;

/** Whether it can be told within a request what the rules would change. */
async function isQuick({ deps }: AdminRequest, { rules, after, managed }: Proposal): Promise<boolean> {
  if (managed !== undefined) {
    const [count = 0] = await deps.images.countWithin([managed]);
    if (count > mostLookedAt) return false;
  }
  return isQuickToPlan(deps.images, rules.version?.policy ?? null, after);
}

function sayNo(
  request: AdminRequest,
  { back, section = 'folders' }: Proposal,
  problems: readonly string[],
): void {
  const body = html`${renderProblems(problems)}
    <p><a href="${back}">Back</a></p>`;
  sendAdminPage(request, { title: 'Nothing was changed', section, body, status: 422 });
}

async function publish(request: AdminRequest, proposal: Proposal): Promise<'answered' | 'overtaken'> {
  const { ctx, deps, form, user } = request;
  const { rules, after, back } = proposal;
  const note = (form.get('note') ?? proposal.note).trim().slice(0, longestNote);
  const version = await deps.policies.publish(after, rules.version?.number ?? null, user.name, note);
  if (version === null) return 'overtaken';
  await record(request, { kind: 'policy-published', number: version.number, note });
  goTo(ctx, back, 'rules-published');
  return 'answered';
}

/** Everything that forbids to publish a policy. */
export async function findRuleProblems(
  { deps }: AdminRequest,
  policy: Policy,
): Promise<readonly PolicyFault[]> {
  const groups = (await deps.users.listGroups()).map((group) => group.name);
  const users = await listUsersNamed(deps.users, policy);
  return validatePolicy(policy, { known: { groups, users }, stackNetworks: deps.config.stackNetworks });
}

/**
 * Publishes rules if this very plan was confirmed and nobody published others meanwhile (compare-and-set); else shows
 * what they would change, with a form that confirms it. The confirming form repeats the fields of this one.
 * @returns `overtaken`: somebody was faster just now; read the rules again and propose again
 */
export async function proposeRules(
  request: AdminRequest,
  proposal: Proposal,
): Promise<'answered' | 'overtaken'> {
  const { ctx, deps, form } = request;
  const { rules, after, managed, section = 'folders' } = proposal;
  const problems = (await findRuleProblems(request, after)).map((fault) =>
    proposal.isWhole ? `${formatKey(fault.path)}: ${fault.message}. ${fault.remedy}` : sayFormFault(fault),
  );
  if (problems.length > 0) {
    sayNo(request, proposal, problems);
    return 'answered';
  }
  const basedOn = Number(form.get('based_on'));
  const overtaken = basedOn !== rules.number;
  const confirmed = form.get('confirm') === 'yes';
  const publishes = confirmed && !overtaken;
  const isAllowed = managed === undefined || (publishes && (await isVouchedFor(request, proposal)));
  if (publishes && isAllowed) return publish(request, proposal);
  if (!(await isQuick(request, proposal))) {
    await startPlanJob(request, proposal);
    return 'answered';
  }
  const refusal = isAllowed ? null : await findOverreach(request, rules, after, managed);
  if (refusal !== null) {
    sayNo(request, proposal, [refusal]);
    return 'answered';
  }
  if (publishes) return publish(request, proposal);
  const plan = await comparePlans(deps.images, rules.version?.policy ?? null, after, deps.clock());
  const body = renderPlanPage({
    ...proposal,
    plan,
    thumbnail: (path) => renderThumbnail(request, rules.compiled, path),
    form,
    formToken: deps.formGuard.issue(ctx),
    overtakenBy: overtaken ? rules.version : null,
    basedOn: rules.number,
  });
  sendAdminPage(request, { title: proposal.title, section, body, status: confirmed ? 409 : 200 });
  return 'answered';
}
