import { formatIdentifier, type ImagePath } from '../../core/image/image-path.js';
import type { DiffCount, PolicyDiff } from '../../core/policy/diff.js';
import type { PolicyVersion } from '../../core/policy/policy-store.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import type { Plan } from '../../policy-text/plan-policy.js';
import { opensAnything } from '../../policy-text/plan-policy.js';
import type { Form } from '../admin-request.js';
import { renderNotice } from '../pages/problem-list.js';
import { countOf } from '../say-time.js';

const kinds = [
  ['opens', 'more open'],
  ['closes', 'more closed'],
  ['opensLater', 'more open later, by a date in the rules'],
  ['closesLater', 'more closed later, by a date in the rules'],
  ['reveals', 'named to people who could not see the name'],
] as const satisfies readonly (readonly [keyof PolicyDiff, string])[];

const shownSamples = 8;

/** Fields of the confirming form that it writes itself. */
const ownFields = new Set(['form_token', 'based_on', 'confirm', 'note', 'checked']);

/** A picture of an image, as the one who looks may see it. */
export type Thumbnail = (path: ImagePath) => Html;

/** `thumbnail` null: these images do not exist. */
function renderSamples({ count, samples }: DiffCount, thumbnail: Thumbnail | null): Html {
  const shown = samples.slice(0, shownSamples);
  return html`<ul class="${thumbnail === null ? '' : 'thumbs'}">
    ${shown.map(({ path, who, before, after }) => {
      const id = formatIdentifier(path);
      const name =
        thumbnail !== null
          ? html`<a href="/auth/admin/why?url=${encodeURIComponent(id)}"><code>${path}</code></a>`
          : html`<code>${path}</code>`;
      return html`<li>${thumbnail !== null && thumbnail(path)} <span>${name} – ${who}: ${before} → ${after}</span></li>`;
    })}
    ${count > shown.length && html`<li class="quiet">and ${countOf(count - shown.length, 'other')}</li>`}
  </ul>`;
}

function renderPlan({ images, places, same, revived }: Plan, thumbnail: Thumbnail): Html {
  if (same) return html`<p>These are the running rules; nothing would change.</p>`;
  const changed = kinds.filter(([kind]) => images[kind].count > 0);
  const elsewhere = kinds.filter(([kind]) => places[kind].count > 0 && images[kind].count === 0);
  return html`<p>Of ${countOf(images.total, 'image')}, ${images.unchanged.toLocaleString('en')} stay as they are.</p>
    ${changed.map(
      ([kind, words]) =>
        html`<h2>
            <span aria-hidden="true">${kind.startsWith('opens') || kind === 'reveals' ? '▲' : '▼'}</span>
            ${countOf(images[kind].count, 'image')} will be ${words}
          </h2>
          ${renderSamples(images[kind], thumbnail)}`,
    )}
    ${elsewhere.map(
      ([kind, words]) =>
        html`<h2>No image yet, but images put here would be ${words}</h2>
          ${renderSamples(places[kind], null)}`,
    )}
    ${revived.map(
      (name) =>
        html`<h2><span aria-hidden="true">▲</span> Acceptances of ${name} that had run out will count again</h2>`,
    )}
    ${
      changed.length === 0 &&
      elsewhere.length === 0 &&
      revived.length === 0 &&
      html`<p>The rules are written differently, but nobody sees more or less.</p>`
    }`;
}

export interface PlanPageProps {
  readonly thumbnail: Thumbnail;
  readonly plan: Plan;
  readonly form: Form;
  readonly formToken: string;
  readonly action: string;
  readonly back: string;
  readonly note: string;
  readonly isWhole: boolean;
  /** The rules that run by now though the administrator looked at older ones; null: nobody was faster. */
  readonly overtakenBy: PolicyVersion | null;
  readonly basedOn: number;
  /** The work in the background that made the plan. */
  readonly checked?: string;
  /** What the change looks like to visitors. */
  readonly preview?: Html;
}

/** Somebody was faster; or it was this very change, sent twice by a double click. */
function sayOvertaken({ by, number, note }: PolicyVersion, { plan, isWhole }: PlanPageProps): Html {
  const compare = `/auth/admin/rules/${number}/compare`;
  if (plan.same)
    return renderNotice(
      'mind',
      html`<strong>This is in force already, since version ${number} by ${by}.</strong>
        <a href="${compare}">What that version changed.</a>`,
    );
  return renderNotice(
    'mind',
    html`<strong>${by} published version ${number} meanwhile</strong> ${note === '' ? '' : `(${note})`}.
      ${
        isWhole
          ? 'Your text does not hold what they changed: publishing it would undo that. Below is what it would do to the rules as they are now.'
          : 'Nothing is lost: below is what your change would do to the rules as they are now.'
      }
      <a href="${compare}">What it changed.</a>`,
  );
}

/** What would change, and the button that does it. */
export function renderPlanPage(props: PlanPageProps): Html {
  const { plan, form, overtakenBy, action, back } = props;
  const repeated = [...form].filter(([name]) => !ownFields.has(name));
  const opens = opensAnything(plan);
  const button = opens ? 'Publish: this opens images' : 'Publish';
  return html`${overtakenBy !== null && sayOvertaken(overtakenBy, props)}
  ${props.preview ?? null} ${renderPlan(plan, props.thumbnail)}
  ${
    plan.same
      ? html`<p><a class="button" href="${back}">Back</a></p>`
      : html`<form method="post" action="${action}">
          <input type="hidden" name="form_token" value="${props.formToken}" />
          <input type="hidden" name="based_on" value="${props.basedOn}" />
          <input type="hidden" name="confirm" value="yes" />
          ${props.checked !== undefined && html`<input type="hidden" name="checked" value="${props.checked}" />`}
          ${repeated.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
          <label for="note">Note for the history</label>
          <input type="text" id="note" name="note" value="${form.get('note') ?? props.note}" maxlength="500" />
          <div class="actions">
            <button type="submit" class="${opens ? 'danger' : ''}">${button}</button>
            <a class="button plain" href="${back}">Leave it as it is</a>
          </div>
        </form>`
  }`;
}
