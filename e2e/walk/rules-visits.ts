import { compose } from '../support/compose.js';
import { people } from '../support/people.js';
import { longUser, wanda } from './people.js';
import { visit, type Visit, type Walker } from './walker.js';

const add = async (at: Walker, path: string): Promise<void> => {
  await at.open(path);
  await at.page.getByText('Add a grant').click();
};

const make = async (at: Walker, kind: string, summary: string, fields: Readonly<Record<string, string>>): Promise<void> => {
  await at.open(`/auth/admin/${kind}s`);
  await at.page.getByText(summary).click();
  for (const [id, text] of Object.entries(fields)) await at.fill(`${kind}-${id}`, text);
  await at.press('Show what would change');
};

/** What rules speak of: each is shown as visitors will see it before it counts. */
export const settingsVisits: readonly Visit[] = [
  visit('/auth/admin/tiers', 'tier-plan', async (at) => {
    await make(at, 'tier', 'New tier', { name: 'look-tier', edge: '300' });
    await at.page.locator('img.seen').waitFor();
  }),
  visit('/auth/admin/tiers', 'tier-published', async (at) => {
    await at.press(/^Publish/);
    await at.says('The rules are in force');
  }),
  visit('/auth/admin/tiers/:name', 'tier', async (at) => at.open('/auth/admin/tiers/look-tier')),
  visit('/auth/admin/places', 'place-plan', async (at) => {
    await make(at, 'place', 'New place', { name: 'look-place', ranges: '203.0.113.0/24' });
    await at.says('256 IPv4 addresses');
  }),
  visit('/auth/admin/places/:name', 'place-edit', async (at) => {
    await at.press(/^Publish/);
    await at.open('/auth/admin/places/look-place');
  }),
  visit('/auth/admin/agreements', 'agreement-plan', async (at) => {
    await make(at, 'agreement', 'New agreement', { name: 'look-terms', 'title-en': 'Terms of use', 'text-en': 'For **private study** only.' });
    await at.says('As visitors see it');
  }),
  visit('/auth/admin/agreements/:name', 'agreement-edit', async (at) => {
    await at.press(/^Publish/);
    await at.open('/auth/admin/agreements/look-terms');
  }),
  ...['tiers', 'places', 'agreements', 'settings', 'look'].map((name) => visit(`/auth/admin/${name}`, name)),
  visit('/auth/admin/texts/{:folder}', 'texts', async (at) => at.open('/auth/admin/texts/tiers')),
  // A page of visitors, shown and not to be operated.
  { ...visit('/auth/admin/look/:page', 'look-preview', async (at) => at.open('/auth/admin/look/sign-in')), bare: true },
  visit('/auth/admin/plans/:id', 'plan-gone', async (at) => at.open('/auth/admin/plans/00000000-0000-4000-8000-000000000000')),
];

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
