import { compose } from '../support/compose.js';
import { people } from '../support/people.js';
import { longUser, wanda } from './people.js';
import { visit, type Visit, type Walker } from './walker.js';

const add = async (at: Walker, path: string): Promise<void> => {
  await at.open(path);
  await at.page.getByText('Add a grant').click();
};

/** Rules, folders, pictures and what happened. The administrator is signed in by now. */
export const rulesVisits: readonly Visit[] = [
  visit('/auth/admin/', 'overview'),
  visit('/auth/admin/folders/{:folder}', 'folders-root', async (at) => at.open('/auth/admin/folders/')),
  visit('/auth/admin/folders/{:folder}', 'folder', async (at) => at.open('/auth/admin/folders/tiers')),
  visit('/auth/admin/folders/{:folder}', 'folder-all-open', async (at) => {
    await at.open('/auth/admin/folders/terms');
    for (const summary of await at.page.locator('summary').all()) await summary.click();
  }),
  visit('/auth/admin/folders/{:folder}', 'folder-plan', async (at) => {
    await add(at, '/auth/admin/folders/closed');
    await at.press('Show what would change');
    await at.says(/more open/);
  }),
  visit('/auth/admin/folders/{:folder}', 'folder-wrong', async (at) => {
    await add(at, '/auth/admin/folders/closed');
    await at.page.selectOption('#grant-who', 'user');
    await at.submitAnyway('/auth/admin/folders/closed', { who: 'user', who_user: '' });
  }),
  visit('/auth/admin/rules', 'rules'),
  visit('/auth/admin/rules', 'rules-wrong', async (at) => {
    await at.page.fill('textarea', 'version: 1\nfolders:\n  /x: { grants: [ { who: nobody-at-all, tier: none } ] }\n');
    await at.press('Show what would change');
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/auth/admin/rules/:number', 'rules-version', async (at) => at.open('/auth/admin/rules/1')),
  visit('/auth/admin/rules/:number/compare', 'rules-compare', async (at) => at.open('/auth/admin/rules/2/compare')),
  visit('/auth/admin/why', 'why'),
  visit('/auth/admin/why', 'why-wrong', async (at) => at.open('/auth/admin/why?url=https://else.example/x&user=nobody-here')),
  visit('/auth/admin/why', 'why-answer', async (at) => {
    await at.open(`/auth/admin/why?url=tiers!detail.jp2&user=${people.tom.name}`);
    await at.page.locator('img.seen').waitFor();
  }),
  visit('/auth/admin/why', 'why-closed', async (at) => at.open('/auth/admin/why?url=closed!002%20letter.jp2')),
  visit('/auth/admin/images', 'images'),
  visit('/auth/admin/images', 'images-folder', async (at) => at.open('/auth/admin/images?folder=hard')),
  visit('/auth/admin/sessions', 'sessions'),
  visit('/auth/admin/sessions', 'sessions-none', async (at) => at.open('/auth/admin/sessions?user=nobody-here')),
  visit('/auth/admin/keys', 'keys-empty'),
  visit('/auth/admin/keys', 'keys-wrong', async (at) => {
    await at.submitAnyway('/auth/admin/keys', { name: 'no name!', user: 'nobody-here', folder: '/', expires: 'x' });
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/auth/admin/keys', 'key-once', async (at) => {
    await at.open('/auth/admin/keys');
    await at.fill('name', 'nightly-export-of-everything-to-the-union-catalogue');
    await at.fill('user', people.tom.name);
    await at.press('Make the key');
    await at.page.locator('code.copy').waitFor();
  }),
  visit('/auth/admin/keys', 'keys'),
  visit('/auth/admin/audit', 'audit'),
  visit('/auth/admin/audit', 'audit-none', async (at) => at.open('/auth/admin/audit?user=nobody-here')),
  visit('/auth/admin/audit', 'audit-wrong', async (at) => {
    await at.open('/auth/admin/audit');
    await at.submitAnyway('/auth/admin/audit/retention', { days: '3' });
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/auth/admin/doctor', 'doctor'),
  visit('/auth/admin/doctor', 'doctor-report', async (at) => {
    await at.press("Examine now");
    await at.page.waitForLoadState();
  }),
  visit('errors', 'admin-404', async (at) => at.open('/auth/admin/people/nobody-here')),
  visit('errors', 'ask-password-again', async (at) => {
    const table = `update sessions set created_at = created_at - 3600 where user_id = (select id from users where name = '${wanda.name}')`;
    await compose(at.stack.files, ['exec', '-T', 'db', 'psql', '-U', 'gatehouse', '-d', 'gatehouse', '-c', table]);
    await at.open(`/auth/admin/people/${encodeURIComponent(longUser)}`);
    await at.press(/Make an administrator|administrator/);
    await at.page.locator('#password-again').waitFor();
  }),
];
