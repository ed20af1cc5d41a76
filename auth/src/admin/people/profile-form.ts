import type { User } from '../../core/identity/user.js';
import { html, type Html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { goTo, sendAdminPage } from '../page.js';
import { isOvertaken, sayOvertaken } from '../overtaken.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';
import { findPerson, personAddress } from './find-person.js';

const emailPattern = /^[^\s@<>"]+@[^\s@<>"]+$/;

/** True for what may be an e-mail address; nobody knows until a letter arrives. */
export function isEmail(text: string): boolean {
  return text.length <= 200 && emailPattern.test(text);
}

type Profile = Pick<User, 'displayName' | 'email'>;

function sayProfile({ displayName, email }: Profile): string {
  return email === null ? displayName : `${displayName} <${email}>`;
}

/**
 * Name and address of a person, to be changed.
 * @param typed what the fields hold; `person` as it is now goes along, so that nobody undoes what they never saw
 */
export function renderProfileForm(
  here: string,
  formToken: string,
  person: Profile,
  typed: Profile = person,
  problems: readonly string[] = [],
): Html {
  const tie = describedBy(problems);
  return html`<form method="post" action="${here}/profile" class="narrow" autocomplete="off">
    <input type="hidden" name="form_token" value="${formToken}" />
    <input type="hidden" name="before" value="${sayProfile(person)}" />
    <label for="display">Name</label>
    <input type="text" id="display" name="display_name" value="${typed.displayName}" required maxlength="200" autocomplete="off" ${tie} />
    <label for="email">E-mail <span class="quiet">(optional)</span></label>
    <input type="email" id="email" name="email" value="${typed.email ?? ''}" maxlength="200" autocomplete="off" ${tie} />
    <button type="submit" class="plain">Save name and e-mail</button>
  </form>`;
}

/** Saves them, unless somebody else did meanwhile: then the administrator sees that first, and decides. */
export async function changeProfile(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const person = await findPerson(request);
  const here = personAddress(person.name);
  const displayName = (form.get('display_name') ?? '').trim().slice(0, 200);
  const email = (form.get('email') ?? '').trim();
  const profile = { displayName, email: email === '' ? null : email };
  const [before, after] = [sayProfile(person), sayProfile(profile)];
  const overtaken = isOvertaken(form, before) && before !== after;
  const problems = [
    ...(displayName === '' ? ['Give the person a name.'] : []),
    ...(email !== '' && !isEmail(email) ? ['The e-mail address is not one.'] : []),
    ...(overtaken ? [sayOvertaken(before)] : []),
  ];
  if (problems.length > 0) {
    const body = html`${renderProblems(problems)}
      ${renderProfileForm(here, deps.formGuard.issue(ctx), person, profile, problems)}
      <p><a href="${here}">Back to ${person.name}</a></p>`;
    const status = overtaken ? 409 : 422;
    sendAdminPage(request, { title: 'Nothing was changed', section: 'people', body, status });
    return;
  }
  if (before !== after) {
    await deps.users.setProfile(person.id, profile);
    await record(request, { kind: 'user-changed', user: person.name, change: 'profile', before, after });
  }
  goTo(ctx, here, 'profile-saved');
}
