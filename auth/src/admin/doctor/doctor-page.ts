import { renderFindings, renderReport, sayOutcome } from '../../doctor/html-report.js';
import type { Examination } from '../../doctor/examination.js';
import { html, type Html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { sendAdminPage } from '../page.js';
import { postButton } from '../pages/post-button.js';

const action = '/auth/admin/doctor';

function renderButtons({ ctx, deps }: AdminRequest): Html {
  const formToken = deps.formGuard.issue(ctx);
  const button = (label: string, as: string, kind: string): Html =>
    postButton({ action, formToken, label, fields: { as }, kind });
  return html`<p class="actions">
    ${button('Examine now', 'page', 'small')} ${button('Report as HTML', 'html', 'plain small')}
    ${button('Report as JSON', 'json', 'plain small')}
  </p>`;
}

function sendPage(request: AdminRequest, result: Html | false): void {
  const body = html`<p>
      Plays a viewer on another site, and an attacker, against this installation: certificate, clock, redirects, descriptions,
      CORS, caches, sign-in window, tokens, pixels, forged headers. It takes a few seconds and changes nothing.
    </p>
    ${renderButtons(request)} ${result}
    <p class="quiet">
      From outside, and for other servers: <code>./scripts/gatehouse doctor --from https://…</code> and
      <code>--target https://…/info.json</code>.
    </p>`;
  sendAdminPage(request, { title: 'Doctor', section: null, body });
}

/** The question. */
export async function doctorPage(request: AdminRequest): Promise<void> {
  sendPage(request, false);
}

function sendReport({ ctx }: AdminRequest, name: string, type: string, body: string): void {
  ctx.status = 200;
  ctx.type = type;
  ctx.set({
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Disposition': `attachment; filename="${name}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
  });
  ctx.body = body;
}

/** The answer: on a page, or as a file to keep or publish. */
export async function runDoctor(request: AdminRequest): Promise<void> {
  const examination: Examination = await request.deps.examine();
  const as = request.form.get('as');
  if (as === 'html')
    sendReport(request, 'doctor.html', 'text/html; charset=utf-8', renderReport(examination).text);
  else if (as === 'json')
    sendReport(request, 'doctor.json', 'application/json', `${JSON.stringify(examination, null, 2)}\n`);
  else
    sendPage(
      request,
      html`<h2>${sayOutcome(examination)}</h2>
        ${renderFindings(examination)}`,
    );
}
