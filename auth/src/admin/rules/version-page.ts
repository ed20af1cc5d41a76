import type { Context } from 'koa';
import type { PolicyVersion } from '../../core/policy/policy-store.js';
import { html } from '../../http/html.js';
import { HttpProblem } from '../../http/problem.js';
import { formatPolicyText } from '../../policy-text/format-policy.js';
import type { AdminDeps } from '../admin-deps.js';
import type { AdminRequest } from '../admin-request.js';
import { readRules } from '../folders/rules-of.js';
import { sendAdminPage } from '../page.js';
import { renderTime } from '../say-time.js';
import { proposeRules } from './propose-rules.js';

async function findVersion(ctx: Context, deps: AdminDeps): Promise<PolicyVersion> {
  const text = ctx.path.split('/').at(-1) ?? '';
  const version = /^[1-9]\d{0,8}$/.test(text) ? await deps.policies.find(Number(text)) : null;
  if (version === null) throw new HttpProblem(404, 'no_such_version', 'there are no rules of this number');
  return version;
}

/** One version of the rules, and the button that brings it back. */
export async function versionPage(request: AdminRequest): Promise<void> {
  const { ctx, deps } = request;
  const version = await findVersion(ctx, deps);
  const rules = await readRules(deps);
  const { number, by, at, note, policy } = version;
  const body = html`<p><a href="/auth/admin/rules">All versions</a></p>
    <dl>
      <dt>Published</dt>
      <dd>${renderTime(at, deps.config.timeZone)}</dd>
      <dt>By</dt>
      <dd>${by}</dd>
      <dt>Note</dt>
      <dd>${note === '' ? '–' : note}</dd>
    </dl>
    <p><a href="/auth/admin/rules/${number}/compare">What it changed</a></p>
    ${
      number === rules.number
        ? html`<p><strong>These rules are in force.</strong></p>`
        : html`<form method="post" action="/auth/admin/rules/${number}">
            <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
            <input type="hidden" name="based_on" value="${rules.number}" />
            <button type="submit">Bring this version back</button>
            <span class="quiet">You see first what would change.</span>
          </form>`
    }
    <pre tabindex="0" role="region" aria-label="Rules"><code>${formatPolicyText(policy)}</code></pre>`;
  sendAdminPage(request, { title: `Rules, version ${number}`, section: 'folders', body });
}

/** Publishes an old version anew, after its plan was confirmed. */
export async function bringBack(request: AdminRequest): Promise<void> {
  const { ctx, deps } = request;
  const { number, policy } = await findVersion(ctx, deps);
  const outcome = await proposeRules(request, {
    rules: await readRules(deps),
    after: policy,
    action: `/auth/admin/rules/${number}`,
    back: '/auth/admin/rules',
    isWhole: true,
    note: `back to version ${number}`,
    title: `Bring back version ${number}`,
  });
  if (outcome === 'overtaken') await bringBack(request);
}
