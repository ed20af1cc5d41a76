import type { User } from '../../core/identity/user.js';
import { html, type Html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { goTo, sendAdminPage } from '../page.js';
import { renderProblems } from '../pages/problem-list.js';
import { findPerson, personAddress } from './find-person.js';

const emailPattern = /^[^\s@<>"]+@[^\s@<>"]+$/;

/** True for what may be an e-mail address; nobody knows until a letter arrives. */
export function isEmail(text: string): boolean {
  return text.length <= 200 && emailPattern.test(text);
}

/** Name and address of a person, to be changed. */
export function renderProfileForm(here: string, formToken: string, { displayName, email }: User): Html {
  return html`<form method="post" action="${here}/profile" class="narrow" autocomplete="off">
    <input type="hidden" name="form_token" value="${formToken}" />
    <label for="display">Name</label>
    <input type="text" id="display" name="display_name" value="${displayName}" required maxlength="200" autocomplete="off" />
    <label for="email">E-mail <span class="quiet">(optional)</span></label>
    <input type="email" id="email" name="email" value="${email ?? ''}" maxlength="200" autocomplete="off" />
    <button type="submit" class="plain">Save name and e-mail</button>
  </form>`;
}

function sayProfile({ displayName, email }: Pick<User, 'displayName' | 'email'>): string {
  return email === null ? displayName : `${displayName} <${email}>`;
}

/** Saves them. */
export async function changeProfile(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const person = await findPerson(request);
  const here = personAddress(person.name);
  const displayName = (form.get('display_name') ?? '').trim().slice(0, 200);
  const email = (form.get('email') ?? '').trim();
  const problems = [
    ...(displayName === '' ? ['Give the person a name.'] : []),
    ...(email !== '' && !isEmail(email) ? ['The e-mail address is not one.'] : []),
  ];
  if (problems.length > 0) {
    const body = html`${renderProblems(problems)}
      ${renderProfileForm(here, deps.formGuard.issue(ctx), { ...person, displayName, email })}
      <p><a href="${here}">Back to ${person.name}</a></p>`;
    sendAdminPage(request, { title: 'Nothing was changed', section: 'people', body, status: 422 });
    return;
  }
  const profile = { displayName, email: email === '' ? null : email };
  const [before, after] = [sayProfile(person), sayProfile(profile)];
  if (before !== after) {
    await deps.users.setProfile(person.id, profile);
    await record(request, { kind: 'user-changed', user: person.name, change: 'profile', before, after });
  }
  goTo(ctx, here, 'profile-saved');
}
