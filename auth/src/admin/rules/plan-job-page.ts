import type { AdminJob } from '../../core/admin-job.js';
import { html, type Html } from '../../http/html.js';
import { HttpProblem } from '../../http/problem.js';
import type { AdminRequest, Form } from '../admin-request.js';
import { readRules, type RunningRules } from '../folders/rules-of.js';
import { renderNotice, renderProblems } from '../pages/problem-list.js';
import { renderThumbnail } from '../pictures/picture.js';
import { sendAdminPage } from '../page.js';
import { countOf } from '../say-time.js';
import type { PlanJobInput, PlanJobResult } from './plan-job.js';
import { renderPlanPage } from './plan-page.js';

/** After so many seconds without a word, whoever worked on it is gone. */
const silentSeconds = 60;

/** @throws HttpProblem for what is not there, and for what another person asked for */
async function findPlan({ params, deps, user, standing }: AdminRequest): Promise<AdminJob> {
  const job = await deps.jobs.find(params['id'] ?? '');
  if (job?.kind === 'plan' && job.owner === user.id) return job;
  throw standing.administrator
    ? new HttpProblem(404, 'no_such_plan', 'this plan is no longer kept; make the change again')
    : new HttpProblem(403, 'not_permitted', 'this plan is not yours, or no longer kept');
}

/** A button that asks for the plan anew, with everything that was entered. */
function renderAgain({ deps, ctx }: AdminRequest, { action, back, fields }: PlanJobInput): Html {
  return html`<form method="post" action="${action}">
    <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
    ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <div class="actions">
      <button type="submit">Show what would change now</button>
      <a class="button plain" href="${back}">Leave it as it is</a>
    </div>
  </form>`;
}

function renderProgress({ ctx }: AdminRequest, { done, total }: AdminJob): Html {
  ctx.set('Refresh', '1');
  return html`<p>Under these rules every image has to be looked at; nothing is saved meanwhile.</p>
    <p><progress max="${Math.max(1, total)}" value="${Math.min(done, total)}" aria-label="Images compared"></progress></p>
    <p role="status">
      ${total === 0 ? 'Counting the images.' : `${done.toLocaleString('en')} of ${countOf(total, 'image')} compared.`}
      <a href="">Look again</a>
    </p>`;
}

function renderFinished(request: AdminRequest, job: AdminJob, rules: RunningRules): Html {
  const { deps, ctx } = request;
  const input = job.input as PlanJobInput;
  const result = job.result as PlanJobResult;
  if ('refused' in result)
    return html`${renderProblems([result.refused])}
      <p><a href="${input.back}">Back</a></p>`;
  const { version } = rules;
  if (rules.number !== input.number)
    return html`${renderNotice(
      'mind',
      html`<strong>${version?.by ?? 'Somebody'} published version ${rules.number} meanwhile.</strong> Nothing is lost: have it
        compared with the rules as they are now.`,
    )}
    ${renderAgain(request, input)}`;
  const form: Form = new Map(input.fields);
  const overtaken = Number(form.get('based_on')) !== input.number;
  return renderPlanPage({
    ...input,
    plan: result.plan,
    checked: job.id,
    thumbnail: (path) => renderThumbnail(request, rules.compiled, path),
    form,
    formToken: deps.formGuard.issue(ctx),
    overtakenBy: overtaken ? version : null,
    basedOn: rules.number,
  });
}

/** How far a plan is that takes longer than a request; then the plan, and the button that publishes it. */
export async function planJobPage(request: AdminRequest): Promise<void> {
  const job = await findPlan(request);
  const input = job.input as PlanJobInput;
  const isAtWork = job.state === 'running' && request.deps.clock() - job.seenAt < silentSeconds;
  const body =
    job.state === 'finished'
      ? renderFinished(request, job, await readRules(request.deps))
      : isAtWork
        ? renderProgress(request, job)
        : html`${renderNotice('bad', 'The comparison broke off; nothing was saved.')} ${renderAgain(request, input)}`;
  sendAdminPage(request, { title: input.title, section: input.section, body });
}
