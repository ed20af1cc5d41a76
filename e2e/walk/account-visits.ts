import { totpCode } from '../support/totp.js';
import { longGroup, longUser, wanda } from './people.js';
import { visit, type Visit } from './walker.js';

/** A new administrator on the way to a second factor, then on their own pages. They stay signed in for the next visits. */
export const accountVisits: readonly Visit[] = [
  visit('/account/security', 'security-must-enrol', async (at) => {
    await at.page.context().clearCookies();
    await at.signIn(wanda.name, wanda.password);
    await at.page.waitForURL('**/account/security');
  }),
  visit('/account/totp', 'totp'),
  visit('/account/totp', 'totp-wrong', async (at) => {
    await at.fill('code', '000000');
    await at.press('Set up');
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/account/totp', 'recovery-codes', async (at) => {
    const secret = ((await at.page.textContent('code.copy')) ?? '').replaceAll(' ', '');
    await at.fill('code', totpCode(secret));
    await at.press('Set up');
    await at.page.locator('ol.codes').waitFor();
  }),
  visit('/account/sign-in', 'sign-in-code', async (at) => {
    const context = at.page.context();
    const cookies = await context.cookies();
    await context.clearCookies();
    await at.signIn(wanda.name, wanda.password);
    await at.page.locator('#code').waitFor();
    // Looked at as it is; the session of before goes on.
    await context.clearCookies();
    await context.addCookies(cookies);
  }),
  visit('/account/', 'account'),
  visit('/account/', 'account-wrong', async (at) => {
    await at.submitAnyway('/account/profile', { display_name: ' ', email: 'no address' });
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/account/', 'account-de', async (at) => at.open('/account/?lang=de')),
  visit('/account/security', 'security-ja', async (at) => at.open('/account/security?lang=ja')),
  visit('/account/security', 'security', async (at) => at.open('/account/security?lang=en')),
  visit('/account/password', 'password'),
  visit('/account/password', 'password-wrong', async (at) => {
    await at.fill('current', 'wrong');
    await at.fill('password', 'password1');
    await at.fill('repeat', 'password2');
    await at.page.keyboard.press('Enter');
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/account/sessions', 'own-sessions'),
  visit('/account/data', 'data'),
  visit('/account/data', 'data-wrong', async (at) => {
    await at.submitAnyway('/account/data/delete', { sure: '' });
  }),
];

const person = `/auth/admin/people/${encodeURIComponent(longUser)}`;
const group = `/auth/admin/groups/${longGroup}`;

/** Pages of groups, people and imports, empty first, then filled, then with what went wrong. */
export const peopleVisits: readonly Visit[] = [
  visit('/auth/admin/groups', 'groups-empty'),
  visit('/auth/admin/groups', 'groups-wrong', async (at) => {
    await at.submitAnyway('/auth/admin/groups', { name: 'no name' });
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/auth/admin/groups/:name', 'group-empty', async (at) => {
    await at.open('/auth/admin/groups');
    await at.fill('name', longGroup);
    await at.press('Create');
  }),
  visit('/auth/admin/groups/:name', 'group', async (at) => {
    for (const name of [longUser, wanda.name]) {
      await at.open(group);
      await at.fill('user', name);
      await at.press('Add');
    }
  }),
  visit('/auth/admin/groups/:name', 'group-wrong', async (at) => {
    await at.fill('user', 'nobody-of-that-name');
    await at.press('Add');
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/auth/admin/groups', 'groups'),
  visit('/auth/admin/people', 'people'),
  visit('/auth/admin/people', 'people-none', async (at) => at.open('/auth/admin/people?search=nobody-at-all')),
  visit('/auth/admin/new-person', 'new-person'),
  visit('/auth/admin/new-person', 'new-person-wrong', async (at) => {
    await at.submitAnyway('/auth/admin/new-person', { username: longUser, email: 'none' });
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/auth/admin/people/:name', 'person', async (at) => at.open(person)),
  visit('/auth/admin/people/:name', 'person-self', async (at) => at.open(`/auth/admin/people/${wanda.name}`)),
  visit('/auth/admin/people/:name', 'person-profile-wrong', async (at) => {
    await at.open(person);
    await at.submitAnyway(`${person}/profile`, { display_name: ' ' });
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/auth/admin/people/:name', 'person-roles-wrong', async (at) => {
    await at.open(person);
    await at.submitAnyway(`${person}/roles`, { folders: 'a/../b' });
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/auth/admin/people/:name', 'person-link', async (at) => {
    await at.open(person);
    await at.press(/invitation link|link for a new password/);
    await at.page.locator('code.copy').waitFor();
  }),
  visit('/auth/admin/people/:name', 'person-disabled', async (at) => {
    await at.open(person);
    await at.press(/^Disable/);
  }),
  visit('/auth/admin/people/:name/access', 'person-access', async (at) => at.open(`${person}/access`)),
  visit('/auth/admin/people/:name/delete', 'person-delete', async (at) => at.open(`${person}/delete`)),
  visit('/auth/admin/import-people', 'import'),
  visit('/auth/admin/import-people', 'import-wrong', async (at) => {
    await at.page.setInputFiles('#file', { name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from('nothing;of it') });
    await at.press('Show what it would do');
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/auth/admin/import-people/:id', 'import-plan', async (at) => {
    await at.open('/auth/admin/import-people');
    const rows = ['name,display_name,email,groups', 'bad name,Somebody,,', 'walk-1,Reader 1,no-address,', `walk-2,Reader 2,reader@example.org,${longGroup}`];
    await at.page.setInputFiles('#file', { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
    await at.press('Show what it would do');
    await at.says(/can not be used/);
  }),
  visit('/auth/admin/import-people/:id', 'import-done', async (at) => {
    await at.press('Import');
    await at.says(/1 person made/);
  }),
  // Letters are sent where there is a mail server, which this installation has not (auth/test/admin has one).
  visit('/auth/admin/invitations/:id', 'invitations-gone', async (at) =>
    at.open('/auth/admin/invitations/00000000-0000-4000-8000-000000000000'),
  ),
];
