import type { Explanation, TriedRule } from '../../core/policy/explain.js';
import type { Visitor } from '../../core/policy/visitor.js';
import type { EpochSeconds } from '../../core/time.js';
import { ceilingVerdicts, sayGrant, sayReason, sayStep, sayTier } from '../../policy-text/say-decision.js';
import { html, type Html } from '../../http/html.js';
import { folderAddress } from '../folders/folder-address.js';
import type { RunningRules } from '../folders/rules-of.js';
import { dateWriter } from '../folders/say-access.js';

/** What was asked about whom, and the answer. */
export interface Walk {
  readonly path: string;
  /** Null: the root. */
  readonly identifier: string | null;
  /** Whether the image is in the index; null for folders. */
  readonly isKnown: boolean | null;
  readonly tierAsked: string | null;
  readonly visitor: Visitor;
  /** Null: now. */
  readonly at: EpochSeconds | null;
  readonly explanation: Explanation;
  readonly rules: RunningRules;
}

const levels = {
  file: 'the file itself',
  'file-glob': 'files like it',
  folder: 'the folder',
  'folder-glob': 'folders like it',
} as const;

function renderRule({ pattern, level, grants, ceilings }: TriedRule): Html {
  const tried = [
    ...(grants === null ? ['Grants: inherited from above.'] : []),
    ...(grants?.length === 0 ? ['Grants: none, so it is closed.'] : []),
    ...(grants ?? []).map((grant) => `Grant of ${sayGrant(grant)}.`),
    ...ceilings.map(({ ceiling, verdict }) => `Limit to ${ceiling.max}: ${ceilingVerdicts[verdict]}.`),
  ];
  return html`<li>
    <strong><code>${pattern}</code></strong> <span class="quiet">(${levels[level]})</span>
    <ul>
      ${tried.map((text) => html`<li>${text}</li>`)}
    </ul>
  </li>`;
}

function sayVisitor({ user, address }: Visitor): string {
  const who = user === null ? 'somebody who is not signed in' : user.name;
  const groups =
    user === null ? '' : ` (${user.groups.length === 0 ? 'in no group' : `in ${user.groups.join(', ')}`})`;
  return `${who}${groups}${address === null ? '' : ` at ${address}`}`;
}

/** The decision, and the walk to it, in words. */
export function renderWalk(walk: Walk): Html {
  const { path, explanation, rules, isKnown, tierAsked } = walk;
  const { decision } = explanation;
  const write = dateWriter(rules.policy.timezone);
  const folder = isKnown === null ? path : path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const allowed = decision.limits !== null;
  const when = walk.at === null ? 'now' : `on ${write(walk.at)}`;
  return html`<p class="notice ${allowed ? 'good' : 'bad'}" role="status">
      <strong>${allowed ? '✓ Allowed' : '✕ Refused'}: ${sayTier(decision)}</strong> for ${sayVisitor(walk.visitor)}, ${when}.
    </p>
    ${
      isKnown === false &&
      html`<p class="notice mind">
        No such image is in the index, so it is answered 404. If it was put there just now, it is looked for. The rules
        would say the above.
      </p>`
    }
    ${
      tierAsked !== null &&
      html`<p>
        The address asks for the tier <strong>${tierAsked}</strong>:
        ${decision.mayFetch.includes(tierAsked) ? 'allowed' : 'not allowed'}.
      </p>`
    }
    <dl>
      <dt>${isKnown === null ? 'Folder' : 'File'}</dt>
      <dd><code>${path === '' ? '/' : path}</code></dd>
      <dt>Because</dt>
      <dd>${decision.reason.map((reason) => html`<div>${sayReason(reason, write)}</div>`)}</dd>
      ${
        decision.steps.length > 0 &&
        html`<dt>Would help</dt>
          <dd>${decision.steps.map((step) => html`<div>${sayStep(step, write)}</div>`)}</dd>`
      }
      <dt>May change</dt>
      <dd>${decision.nextChange === null ? 'no date in the rules changes this' : write(decision.nextChange)}</dd>
      <dt>Manifest</dt>
      <dd>${decision.manifest}${decision.hidden ? ', hidden' : ''}</dd>
    </dl>
    <h2>Rules on the way, the nearest first</h2>
    ${
      explanation.rules.length === 0
        ? html`<p>No rule speaks of it, so it is closed.</p>`
        : html`<ol>
            ${explanation.rules.map(renderRule)}
          </ol>`
    }
    <p><a href="${folderAddress(folder)}">Change the rules of its folder</a></p>`;
}
