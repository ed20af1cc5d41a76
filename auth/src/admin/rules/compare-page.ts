import { diffLines } from 'diff';
import type { PolicyVersion } from '../../core/policy/policy-store.js';
import { html, type Html } from '../../http/html.js';
import { HttpProblem } from '../../http/problem.js';
import { formatPolicyText } from '../../policy-text/format-policy.js';
import type { AdminRequest } from '../admin-request.js';
import { sendAdminPage } from '../page.js';
import { renderTime } from '../say-time.js';

async function findVersion({ deps }: AdminRequest, text: string): Promise<PolicyVersion | null> {
  return /^[1-9]\d{0,8}$/.test(text) ? deps.policies.find(Number(text)) : null;
}

const context = 3;

/** Lines that stayed the same, but not more of them than it takes to know where one is. */
function shorten(lines: readonly string[], isFirst: boolean, isLast: boolean): readonly string[] {
  const [head, tail] = [isFirst ? 0 : context, isLast ? 0 : context];
  if (lines.length <= head + tail + 1) return lines;
  return [...lines.slice(0, head), '⋯', ...(tail === 0 ? [] : lines.slice(-tail))];
}

/** What was taken away and what was added, line by line. Signs, not colours alone, say which. */
export function renderTextDiff(before: string, after: string): Html {
  const parts = diffLines(before, after);
  if (parts.every(({ added, removed }) => !added && !removed)) return html`<p class="quiet">Nothing.</p>`;
  const rows = parts.flatMap(({ value, added, removed }, index) => {
    const lines = value.replace(/\n$/, '').split('\n');
    if (!added && !removed)
      return shorten(lines, index === 0, index === parts.length - 1).map(
        (line) => html`<span>  ${line}\n</span>`,
      );
    return lines.map((line) => (added ? html`<ins>+ ${line}\n</ins>` : html`<del>- ${line}\n</del>`));
  });
  return html`<pre class="diff" tabindex="0" role="region" aria-label="Changes; plus is added, minus is taken away"><code>${rows}</code></pre>`;
}

/** What one version of the rules changed, against the one before or another. */
export async function comparePage(request: AdminRequest): Promise<void> {
  const { deps, params, query } = request;
  const version = await findVersion(request, params['number'] ?? '');
  if (version === null) throw new HttpProblem(404, 'no_such_version', 'there are no rules of this number');
  const other = await findVersion(request, query.get('with') ?? String(version.number - 1));
  const { number, by, at, note } = version;
  const body = html`<p><a href="/auth/admin/rules/${number}">Version ${number}</a> · <a href="/auth/admin/rules">All versions</a></p>
    <dl>
      <dt>Published</dt>
      <dd>${renderTime(at, deps.config.timeZone)} by ${by}</dd>
      <dt>Note</dt>
      <dd>${note === '' ? '–' : note}</dd>
      <dt>Compared with</dt>
      <dd>${other === null ? 'nothing: these were the first rules' : `version ${other.number}`}</dd>
    </dl>
    ${renderTextDiff(other === null ? '' : formatPolicyText(other.policy), formatPolicyText(version.policy))}
    ${other !== null && html`<p class="actions"><a class="button plain" href="/auth/admin/rules/${other.number}">Undo: back to version ${other.number}…</a></p>`}`;
  sendAdminPage(request, { title: `What version ${number} changed`, section: 'folders', body });
}
