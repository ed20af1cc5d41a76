import type { Context } from 'koa';
import type { User } from '../core/identity/user.js';
import { withdrawAcceptance } from '../core/identity/withdraw-acceptance.js';
import { html, type Html } from '../http/html.js';
import type { AdminDeps } from './admin-deps.js';
import { type AdminRequest, record } from './admin-request.js';
import { goTo } from './page.js';
import { findPerson, personAddress } from './people/find-person.js';
import { postButton } from './pages/post-button.js';
import { renderTime } from './say-time.js';

/** What a person agreed to, each with a button to take it back. */
export function renderAgreements(
  { agreements }: User,
  {
    action,
    formToken,
    timeZone,
  }: { readonly action: string; readonly formToken: string; readonly timeZone: string },
): Html {
  const entries = Object.entries(agreements).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return html`<p class="quiet">None.</p>`;
  return html`<ul>
    ${entries.map(
      ([name, { version, at, withdrawn }]) => html`<li>
        <strong>${name}</strong>, version ${version}, ${withdrawn ? 'taken back' : 'accepted'} ${renderTime(at, timeZone)}
        ${
          !withdrawn &&
          postButton({
            action,
            formToken,
            label: 'Take back',
            name: `Take back the agreement to ${name}`,
            fields: { agreement: name },
          })
        }
      </li>`,
    )}
  </ul>`;
}

async function withdrawFor(
  ctx: Context,
  deps: AdminDeps,
  { by, of, agreement }: { readonly by: User; readonly of: User; readonly agreement: string },
): Promise<void> {
  const withdrawn = await withdrawAcceptance(deps.users, of, agreement, deps.clock());
  if (withdrawn === null) return;
  const { version } = withdrawn;
  await record({ ctx, deps, user: by }, { kind: 'agreement-withdrawn', user: of.name, agreement, version });
}

/** An administrator takes back what a person agreed to. */
export async function withdrawPersonsAgreement(request: AdminRequest): Promise<void> {
  const { ctx, deps, user, form } = request;
  const person = await findPerson(request);
  await withdrawFor(ctx, deps, { by: user, of: person, agreement: form.get('agreement') ?? '' });
  goTo(ctx, personAddress(person.name), 'agreement-withdrawn');
}
