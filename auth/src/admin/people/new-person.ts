import { canonicalUserName } from '../../core/identity/user-name.js';
import { PasswordHasherBusyError } from '../../core/identity/password-hasher.js';
import { html } from '../../http/html.js';
import { HttpProblem } from '../../http/problem.js';
import { type AdminRequest, record } from '../admin-request.js';
import { sayNameProblem } from '../name-problem.js';
import { checkNewPassword } from '../new-password.js';
import { goTo, sendAdminPage } from '../page.js';
import { describedBy, renderProblems } from '../pages/problem-list.js';
import { listOwnGroups } from '../groups/own-groups.js';
import { isEmail } from './profile-form.js';
import { personAddress } from './find-person.js';
import { readGroupChecks, renderGroupChecks } from './group-checks.js';
import { makePasswordLink, sendLinkPage } from './make-link.js';

async function showForm(request: AdminRequest, problems: readonly string[]): Promise<void> {
  const { ctx, deps, form } = request;
  const value = (name: string): string => form.get(name) ?? '';
  const way = (name: string): ReturnType<typeof html> =>
    (value('way') || 'link') === name
      ? html`<input type="radio" name="way" value="${name}" id="way-${name}" checked />`
      : html`<input type="radio" name="way" value="${name}" id="way-${name}" />`;
  const body = html`${renderProblems(problems)}
    <form method="post" action="/auth/admin/new-person" class="narrow" autocomplete="off">
      <input type="hidden" name="form_token" value="${deps.formGuard.issue(ctx)}" />
      <label for="username">User name <span class="quiet">(typed to sign in; an e-mail address is fine)</span></label>
      <input type="text" id="username" name="username" value="${value('username')}" required maxlength="128" ${describedBy(problems)} autocapitalize="none" spellcheck="false" autocomplete="off" />
      <label for="display">Name <span class="quiet">(optional)</span></label>
      <input type="text" id="display" name="display_name" value="${value('display_name')}" maxlength="200" autocomplete="off" ${describedBy(problems)} />
      <label for="email">E-mail <span class="quiet">(optional)</span></label>
      <input type="email" id="email" name="email" value="${value('email')}" maxlength="200" autocomplete="off" ${describedBy(problems)} />
      ${renderGroupChecks(await listOwnGroups(request), readGroupChecks(form))}
      <fieldset>
        <legend>Password</legend>
        <div class="choice">${way('link')}<label for="way-link">A link by which the person chooses one</label></div>
        <div class="choice">${way('password')}<label for="way-password">This one:</label></div>
        <label for="password">Password <span class="quiet">(8 characters or more)</span></label>
        <input type="password" id="password" name="password" maxlength="128" autocomplete="new-password" ${describedBy(problems)} />
        <label for="repeat">The same again</label>
        <input type="password" id="repeat" name="repeat" maxlength="128" autocomplete="new-password" ${describedBy(problems)} />
      </fieldset>
      <div class="actions"><button type="submit">Create</button><a href="/auth/admin/people">Leave it</a></div>
    </form>`;
  const status = problems.length === 0 ? 200 : 422;
  sendAdminPage(request, { title: 'New person', section: 'people', body, status });
}

/** The form for a new person. */
export async function newPersonPage(request: AdminRequest): Promise<void> {
  await showForm(request, []);
}

async function hashOf({ deps }: AdminRequest, password: string): Promise<string> {
  try {
    return await deps.hasher.hash(password);
  } catch (error) {
    if (!(error instanceof PasswordHasherBusyError)) throw error;
    throw new HttpProblem(503, 'busy', 'very many people are signing in; try again in a few seconds', 5);
  }
}

/** Makes a person, with a password or a link shown once. */
export async function createPerson(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const typed = (form.get('username') ?? '').trim();
  const name = canonicalUserName(typed);
  const email = (form.get('email') ?? '').trim().slice(0, 200);
  const withPassword = form.get('way') === 'password';
  const password = form.get('password') ?? '';
  const problems: string[] = [];
  if (!name.ok) problems.push(sayNameProblem(name.error));
  else if ((await deps.users.findByName(name.value)) !== null)
    problems.push('Somebody of this user name exists already. Choose another.');
  if (email !== '' && !isEmail(email)) problems.push('The e-mail address is not one.');
  if (withPassword)
    problems.push(
      ...checkNewPassword(password, form.get('repeat') ?? '', name.ok ? name.value : '', deps.isBreached),
    );
  if (!name.ok || problems.length > 0) {
    await showForm(request, problems);
    return;
  }
  const displayName = (form.get('display_name') ?? '').trim().slice(0, 200) || typed;
  const user = await deps.users.create({
    name: name.value,
    displayName,
    email: email === '' ? null : email,
    administrator: false,
    passwordHash: withPassword ? await hashOf(request, password) : null,
  });
  if (user === null) {
    await showForm(request, ['Somebody of this user name exists already. Choose another.']);
    return;
  }
  await record(request, { kind: 'user-created', user: user.name, administrator: false });
  const own = new Set((await listOwnGroups(request)).map((group) => group.name));
  for (const group of readGroupChecks(form).filter((name) => own.has(name)))
    if (await deps.users.addMember(group, user.id))
      await record(request, { kind: 'member-added', group, user: user.name });
  if (withPassword)
    goTo(ctx, request.standing.administrator ? personAddress(user.name) : '/auth/admin/', 'user-created');
  else sendLinkPage(request, user, await makePasswordLink(request, user, 'invite'));
}
