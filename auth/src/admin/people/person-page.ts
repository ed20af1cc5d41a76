import type { User } from '../../core/identity/user.js';
import { html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { renderAgreements } from '../kept-agreements.js';
import { sendAdminPage } from '../page.js';
import { postButton } from '../pages/post-button.js';
import { countOf, renderTime } from '../say-time.js';
import { findPerson, personAddress } from './find-person.js';
import { renderGroupChecks, renderGroupsBefore } from './group-checks.js';
import { renderProfileForm } from './profile-form.js';
import { renderRolesForm } from './roles-form.js';
import { renderState } from './people-page.js';

function sayFactor({ hasSecondFactor, secondFactorAsked }: User): string {
  if (hasSecondFactor) return 'set up';
  return secondFactorAsked ? 'not set up yet; a group asks for one' : 'not set up';
}

/** Everything about one person, and what can be done. */
export async function personPage(request: AdminRequest): Promise<void> {
  const { ctx, deps, user: me } = request;
  const person = await findPerson(request);
  const [groups, sessions, credential, roles] = await Promise.all([
    deps.users.listGroups(),
    deps.sessions.listPage(person.id, 0, 1),
    deps.users.findCredential(person.name),
    deps.roles.find(person.id),
  ]);
  const formToken = deps.formGuard.issue(ctx);
  const here = personAddress(person.name);
  const { timeZone } = deps.config;
  const isMe = person.id === me.id;
  const hasPassword = credential !== null && credential.passwordHash !== null;
  const button = (path: string, label: string, fields: Record<string, string> = {}, kind = 'plain') =>
    postButton({ action: `${here}/${path}`, formToken, label, fields, kind });
  const body = html`<dl>
      <dt>User name</dt>
      <dd>${person.name}</dd>
      <dt>State</dt>
      <dd>${renderState(person)}${!hasPassword && ' No password was set yet.'}</dd>
      <dt>E-mail</dt>
      <dd>${person.email ?? '–'}</dd>
      <dt>Created</dt>
      <dd>${renderTime(person.createdAt, timeZone)}</dd>
      <dt>Last sign-in</dt>
      <dd>${renderTime(person.lastSignInAt, timeZone)}</dd>
      <dt>Second factor</dt>
      <dd>${sayFactor(person)}</dd>
      ${
        person.deletionAskedAt !== null &&
        html`<dt>Asks to be deleted</dt>
          <dd>since ${renderTime(person.deletionAskedAt, timeZone)}</dd>`
      }
      <dt>Signed in</dt>
      <dd>
        ${
          sessions.total === 0
            ? 'nowhere'
            : html`<a href="/auth/admin/sessions?user=${encodeURIComponent(person.name)}"
                >${countOf(sessions.total, 'session')}</a
              >`
        }
      </dd>
    </dl>
    <p class="actions"><a class="button plain" href="${here}/access">What this person may see</a></p>
    <h2>Name and groups</h2>
    ${renderProfileForm(here, formToken, person)}
    <form method="post" action="${here}/groups">
      <input type="hidden" name="form_token" value="${formToken}" />
      ${renderGroupsBefore(person.groups)} ${renderGroupChecks(groups, person.groups)}
      ${groups.length > 0 && html`<button type="submit" class="plain">Save the groups</button>`}
    </form>
    <h2>Agreements</h2>
    ${renderAgreements(person, { action: `${here}/withdraw`, formToken, timeZone })}
    <h2>Password and sessions</h2>
    <div class="actions">
      ${
        !person.disabled &&
        deps.mailer !== null &&
        person.email !== null &&
        button('mail-link', hasPassword ? 'Mail a link for a new password' : 'Mail a new invitation')
      }
      ${!person.disabled && button('link', hasPassword ? 'Make a link for a new password' : 'Make a new invitation link')}
      ${person.hasSecondFactor && button('reset-second-factor', 'Take the second factor away', {}, 'plain danger')}
      ${sessions.total > 0 && button('end-sessions', 'Sign out everywhere')}
    </div>
    <h2>Rights here</h2>
    ${
      isMe
        ? html`<p class="quiet">
            This is you. So that you do not lock yourself out, another administrator has to disable or delete you, or
            take administration from you.
          </p>`
        : html`<div class="actions">
            ${person.disabled ? button('enable', 'Let sign in again') : button('disable', 'Disable: no sign-in, signed out everywhere', {}, 'plain danger')}
            ${
              person.administrator
                ? button('administrator', 'Take administration away', { administrator: 'no' })
                : button('administrator', 'Make an administrator', { administrator: 'yes' })
            }
            <a class="button plain danger" href="${here}/delete">Delete…</a>
          </div>`
    }
    ${!person.administrator && renderRolesForm(here, formToken, roles)}`;
  sendAdminPage(request, { title: person.displayName, section: 'people', body });
}
