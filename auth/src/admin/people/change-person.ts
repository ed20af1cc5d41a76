import { isLastAdministrator } from '../../core/identity/last-administrator.js';
import type { User } from '../../core/identity/user.js';
import { listRulesNaming } from '../../core/policy/rules-naming.js';
import { html } from '../../http/html.js';
import { HttpProblem } from '../../http/problem.js';
import { type AdminRequest, record } from '../admin-request.js';
import { goTo, sendAdminPage } from '../page.js';
import { renderProblems } from '../pages/problem-list.js';
import { countOf } from '../say-time.js';
import { findPerson, personAddress } from './find-person.js';
import { readGroupChecks, readGroupsBefore } from './group-checks.js';
import { makePasswordLink, sendLinkByMail, sendLinkPage } from './make-link.js';

/**
 * Keeps administrators from locking themselves, or everybody, out.
 * @throws HttpProblem 409
 */
async function refuseLockout({ deps, user }: AdminRequest, person: User): Promise<void> {
  if (person.id === user.id)
    throw new HttpProblem(409, 'not_yourself', 'you can not do this to yourself; ask another administrator');
  if (await isLastAdministrator(deps.users, person))
    throw new HttpProblem(
      409,
      'last_administrator',
      'this is the last administrator; make another one first',
    );
}

/** Undoes what two administrators did to each other at the same moment. @throws HttpProblem 409 */
async function restoreIfLast({ deps }: AdminRequest, restore: () => Promise<void>): Promise<void> {
  if ((await deps.users.countAdministrators()) > 0) return;
  await restore();
  throw new HttpProblem(409, 'last_administrator', 'this is the last administrator; make another one first');
}

async function endSessions(request: AdminRequest, person: User): Promise<void> {
  const count = await request.deps.sessions.endAllOf(person.id);
  if (count > 0) await record(request, { kind: 'sessions-ended', user: person.name, count });
}

/** Saves what was ticked and unticked; what others changed meanwhile stays. */
export async function changeGroups(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const person = await findPerson(request);
  const ticked = new Set(readGroupChecks(form));
  const had = new Set(readGroupsBefore(form));
  for (const { name: group } of await deps.users.listGroups()) {
    if (ticked.has(group) === had.has(group)) continue;
    if (ticked.has(group) && !person.groups.includes(group)) {
      if (await deps.users.addMember(group, person.id))
        await record(request, { kind: 'member-added', group, user: person.name });
    } else if (!ticked.has(group) && (await deps.users.removeMember(group, person.id)))
      await record(request, { kind: 'member-removed', group, user: person.name });
  }
  goTo(ctx, personAddress(person.name), 'groups-saved');
}

export async function disablePerson(request: AdminRequest): Promise<void> {
  const { ctx, deps } = request;
  const person = await findPerson(request);
  await refuseLockout(request, person);
  if (!person.disabled) {
    await deps.users.setDisabled(person.id, true);
    await restoreIfLast(request, async () => deps.users.setDisabled(person.id, false));
    await record(request, { kind: 'user-changed', user: person.name, change: 'disabled' });
  }
  await endSessions(request, person);
  goTo(ctx, personAddress(person.name), 'user-disabled');
}

export async function enablePerson(request: AdminRequest): Promise<void> {
  const { ctx, deps } = request;
  const person = await findPerson(request);
  if (person.disabled) {
    await deps.users.setDisabled(person.id, false);
    await record(request, { kind: 'user-changed', user: person.name, change: 'enabled' });
  }
  goTo(ctx, personAddress(person.name), 'user-enabled');
}

export async function changeAdministrator(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const person = await findPerson(request);
  const administrator = form.get('administrator') === 'yes';
  if (!administrator) await refuseLockout(request, person);
  if (person.administrator !== administrator) {
    await deps.users.setAdministrator(person.id, administrator);
    await restoreIfLast(request, async () => deps.users.setAdministrator(person.id, true));
    const change = administrator ? 'administrator' : 'not-administrator';
    await record(request, { kind: 'user-changed', user: person.name, change });
  }
  goTo(ctx, personAddress(person.name), administrator ? 'administrator-made' : 'administrator-unmade');
}

export async function endPersonsSessions(request: AdminRequest): Promise<void> {
  const person = await findPerson(request);
  await endSessions(request, person);
  goTo(request.ctx, personAddress(person.name), 'sessions-ended');
}

/** Makes a link for a first or new password, and shows it once. */
export async function linkForPerson(request: AdminRequest): Promise<void> {
  const person = await findPerson(request);
  const purpose = await purposeFor(request, person);
  sendLinkPage(request, person, await makePasswordLink(request, person, purpose));
}

/** The same, sent by mail. */
export async function mailLinkToPerson(request: AdminRequest): Promise<void> {
  const person = await findPerson(request);
  await sendLinkByMail(request, person, await purposeFor(request, person));
}

/** A first password or a new one. @throws HttpProblem 409 */
async function purposeFor({ deps }: AdminRequest, person: User): Promise<'invite' | 'reset'> {
  if (person.disabled)
    throw new HttpProblem(409, 'disabled', 'this person is disabled; let them sign in again first');
  const credential = await deps.users.findCredential(person.name);
  return credential?.passwordHash === null ? 'invite' : 'reset';
}

/** Patterns of rules that name the person: whoever got the name next would inherit what they give. */
async function rulesNaming({ deps }: AdminRequest, person: User): Promise<readonly string[]> {
  const running = await deps.policies.current();
  return running === null ? [] : listRulesNaming(running.policy, { kind: 'user', name: person.name });
}

/** Asks before somebody is deleted. */
export async function deletePersonPage(request: AdminRequest): Promise<void> {
  const { ctx, deps } = request;
  const person = await findPerson(request);
  const naming = await rulesNaming(request, person);
  const sessions = await deps.sessions.listPage(person.id, 0, 1);
  const here = personAddress(person.name);
  const body =
    naming.length > 0
      ? html`${renderProblems([
          `Rules name this person: ${naming.slice(0, 10).join(', ')}. Change them first, or somebody who gets the name later would inherit what they give.`,
        ])}
          <p><a href="${here}">Back</a></p>`
      : html`<p>
            This deletes <strong>${person.displayName}</strong> (${person.name}) with ${countOf(person.groups.length, 'membership')}
            and ${countOf(sessions.total, 'session')}. It can not be undone. The audit keeps the name.
          </p>
          <p>To keep the account but stop the person from signing in, disable it instead.</p>
          <form method="post" action="${here}/delete">
            <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
            <div class="actions">
              <button type="submit" class="danger">Delete ${person.name}</button
              ><a class="button plain" href="${here}">Keep</a>
            </div>
          </form>`;
  sendAdminPage(request, { title: `Delete ${person.displayName}?`, section: 'people', body });
}

export async function deletePerson(request: AdminRequest): Promise<void> {
  const { ctx, deps } = request;
  const person = await findPerson(request);
  await refuseLockout(request, person);
  if ((await rulesNaming(request, person)).length > 0) {
    await deletePersonPage(request);
    ctx.status = 409;
    return;
  }
  await endSessions(request, person);
  await deps.users.delete(person.id);
  await record(request, { kind: 'user-deleted', user: person.name });
  goTo(ctx, '/auth/admin/people', 'user-deleted');
}

/** For somebody who lost phone, passkeys and recovery codes: what they had counts no more, and they are out everywhere. */
export async function resetSecondFactor(request: AdminRequest): Promise<void> {
  const person = await findPerson(request);
  if (await request.deps.secondFactors.reset(person.id)) {
    await record(request, { kind: 'user-changed', user: person.name, change: 'second-factor-reset' });
    await endSessions(request, person);
  }
  goTo(request.ctx, personAddress(person.name), 'second-factor-reset');
}
