import { checkLook } from '../../core/look/check-look.js';
import { type Look, type LookVersion, plainLook } from '../../core/look/look.js';
import { sayAccent } from '../../core/look/say-accent.js';
import { listLookChanges, sayLookChange } from '../../core/look/say-look-change.js';
import { html, type Html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { goTo, sendAdminPage } from '../page.js';
import { renderNotice, renderProblems } from '../pages/problem-list.js';
import { renderTime } from '../say-time.js';
import { draftPageLook, dropDraft, findDraft, type LookDraft, readLook, saveDraft } from './look-draft.js';
import { readLookForm, renderLookForm } from './look-form.js';
import { renderLookSamples } from './look-sample.js';

interface Shown {
  readonly problems: readonly string[];
  /** What was typed, where it could not be taken. */
  readonly typed: Look | null;
  /** Somebody else published this meanwhile. */
  readonly overtakenBy: LookVersion | null;
  readonly status: number;
}

const asIs: Shown = { problems: [], typed: null, overtakenBy: null, status: 200 };

function renderDraftActions(request: AdminRequest, draft: LookDraft, published: Look): Html {
  const { ctx, deps } = request;
  const { before, after } = sayLookChange(published, draft.look);
  const isSame = listLookChanges(published, draft.look).length === 0;
  return html`<div class="notice mind" role="status">
    <p><strong>This is your draft.</strong> ${isSame ? 'It is what visitors see already.' : 'Visitors still see the look before.'}</p>
    ${
      !isSame &&
      html`<dl>
        <dt>Now</dt>
        <dd>${before}</dd>
        <dt>Draft</dt>
        <dd>${after}</dd>
      </dl>`
    }
    <form method="post" action="/auth/admin/look">
      <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
      <input type="hidden" name="based_on" value="${draft.basedOn}" />
      <div class="actions">
        ${!isSame && html`<button type="submit" name="op" value="publish">Publish</button>`}
        <button type="submit" name="op" value="discard" class="plain">Discard the draft</button>
      </div>
    </form>
  </div>`;
}

function sayOvertaken({ by, at, number }: LookVersion, timeZone: string): Html {
  return renderNotice(
    'mind',
    html`<strong>${by} published another look meanwhile</strong> (version ${number}, ${renderTime(at, timeZone)}). Nothing of
      yours is lost or published: below is what your draft would change of it now.`,
  );
}

async function showLook(request: AdminRequest, shown: Shown): Promise<void> {
  const { ctx, deps, standing } = request;
  const [published, draft] = await Promise.all([readLook(request), findDraft(request)]);
  const look = draft?.look ?? published.look;
  const { timeZone, institution, defaultLanguage } = deps.config;
  const body = html`<p>
      What visitors see of your institution: on the start page, in the sign-in window, on the pages of terms, refusals, errors and
      accounts, and at the head of these pages.
    </p>
    ${shown.overtakenBy !== null && sayOvertaken(shown.overtakenBy, timeZone)} ${renderProblems(shown.problems)}
    ${draft !== null && renderDraftActions(request, draft, published.look)}
    ${look.accent !== null && sayAccent(look.accent).map((words) => renderNotice('mind', words))}
    ${renderLookSamples(draftPageLook(request, look))}
    ${
      standing.administrator &&
      html`<h2>Change it</h2>
        ${renderLookForm({
          look: shown.typed ?? look,
          basedOn: draft?.basedOn ?? published.number,
          formToken: deps.formGuard.issue(ctx),
          name: institution,
          defaultLanguage,
        })}`
    }
    <p class="quiet">
      ${
        published.version === null
          ? 'No look was published yet.'
          : html`Version ${published.number}, published by ${published.version.by},
              ${renderTime(published.version.at, timeZone)}. The <a href="/auth/admin/audit?show=settings">audit</a> has all
              changes.`
      }
    </p>`;
  sendAdminPage(request, {
    title: 'Look',
    section: 'settings',
    body,
    status: shown.status,
    look: draftPageLook(request, look),
  });
}

/** What the pages of visitors look like, and the form that changes it. */
export async function lookPage(request: AdminRequest): Promise<void> {
  await showLook(request, asIs);
}

async function publish(request: AdminRequest, draft: LookDraft): Promise<void> {
  const { deps, user } = request;
  const published = await readLook(request);
  const version = await deps.looks.publish(draft.look, draft.basedOn, user.name);
  if (version === null) {
    const now = await readLook(request);
    await saveDraft(request, { ...draft, basedOn: now.number });
    await showLook(request, { ...asIs, overtakenBy: now.version, status: 409 });
    return;
  }
  await record(request, { kind: 'look-changed', ...sayLookChange(published.look, draft.look) });
  await dropDraft(request);
  await deps.liveLook.reload();
  goTo(request.ctx, '/auth/admin/look', 'look-published');
}

/** Takes the forms of the page: makes a draft, publishes it, or drops it. */
export async function changeLook(request: AdminRequest): Promise<void> {
  const { ctx, form } = request;
  const op = form.get('op');
  const draft = await findDraft(request);
  if (op === 'publish') {
    // A draft that was dropped in another window: nothing to publish.
    if (draft === null) goTo(ctx, '/auth/admin/look');
    else await publish(request, draft);
    return;
  }
  if (op === 'discard') {
    await dropDraft(request);
    goTo(ctx, '/auth/admin/look');
    return;
  }
  const published = await readLook(request);
  const { look, problems } = readLookForm(form, draft?.look ?? published.look);
  const all = [...problems, ...checkLook(look)];
  if (all.length > 0) {
    await showLook(request, { ...asIs, problems: all, typed: look, status: 422 });
    return;
  }
  const basedOn = Number(form.get('based_on'));
  await saveDraft(request, {
    basedOn: Number.isSafeInteger(basedOn) && basedOn >= 0 ? basedOn : published.number,
    look: { ...plainLook, ...look },
  });
  goTo(ctx, '/auth/admin/look', 'look-drafted');
}
