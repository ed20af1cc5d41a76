import type { Policy } from '../../core/policy/model.js';
import type { PolicyFault } from '../../core/policy/policy-fault.js';
import { validatePolicy } from '../../core/policy/validate-policy.js';
import { formatKey } from '../../policy-text/policy-problem.js';
import { comparePlans } from '../../policy-text/plan-policy.js';
import { html, type Html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import type { RunningRules } from '../folders/rules-of.js';
import { goTo, sendAdminPage } from '../page.js';
import { renderThumbnail } from '../pictures/picture.js';
import type { Section } from '../pages/admin-layout.js';
import { renderProblems } from '../pages/problem-list.js';
import { listUsersNamed } from './named-users.js';
import { renderPlanPage } from './plan-page.js';

/** Rules that somebody wants to publish. */
export interface Proposal {
  /** As read at the beginning of this request. */
  readonly rules: RunningRules;
  readonly after: Policy;
  /** Where the form goes that confirms it: the same as this one. */
  readonly action: string;
  readonly back: `/auth/admin/${string}`;
  /** True for a whole document: it does not hold what others changed meanwhile. */
  readonly isWhole: boolean;
  /** For the history, unless the administrator writes another. */
  readonly note: string;
  readonly title: string;
  /** Where the navigation stands; the folders unless told. */
  readonly section?: Section;
  /** What the change looks like to visitors, told before what it opens and closes. */
  readonly preview?: Html;
}

const longestNote = 500;

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
  const { ctx, deps, form, user } = request;
  const { rules, after, back, section = 'folders' } = proposal;
  const problems = (await findRuleProblems(request, after)).map(
    ({ path, message, remedy }) => `${formatKey(path)}: ${message}. ${remedy}`,
  );
  if (problems.length > 0) {
    const body = html`${renderProblems(problems)}
      <p><a href="${back}">Back</a></p>`;
    sendAdminPage(request, { title: 'Nothing was changed', section, body, status: 422 });
    return 'answered';
  }
  const basedOn = Number(form.get('based_on'));
  const overtaken = basedOn !== rules.number;
  const confirmed = form.get('confirm') === 'yes';
  if (confirmed && !overtaken) {
    const note = (form.get('note') ?? proposal.note).trim().slice(0, longestNote);
    const version = await deps.policies.publish(after, rules.version?.number ?? null, user.name, note);
    if (version === null) return 'overtaken';
    await record(request, { kind: 'policy-published', number: version.number, note });
    goTo(ctx, back, 'rules-published');
    return 'answered';
  }
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
