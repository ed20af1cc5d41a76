import { PNG } from 'pngjs';
import { visit, type Visit, type Walker } from './walker.js';

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
  visit('/auth/admin/look', 'look-draft', async (at) => {
    await at.open('/auth/admin/look');
    const logo = new PNG({ width: 120, height: 60 });
    logo.data.fill(0xaa);
    await at.fill('look-institution', 'Museum of Harbours, Lighthouses and the Things that Float');
    await at.fill('look-contact', 'archive@example.org');
    await at.fill('look-legal', 'https://example.org/legal');
    await at.page.getByLabel('A colour of your own').check();
    await at.fill('look-accent', '#ffd400');
    const buffer = PNG.sync.write(logo);
    await at.page.setInputFiles('#look-logo', { name: 'logo.png', mimeType: 'image/png', buffer });
    await at.fill('look-signIn-en', 'Readers: use your **card number**.');
    await at.press('Preview');
    await at.says('This is your draft');
  }),
  // Pages of visitors, shown and not to be operated.
  ...['sign-in', 'terms', 'refusal'].map((name): Visit => ({
    ...visit('/auth/admin/look/:page', `look-${name}`, async (at) => {
      await at.open(`/auth/admin/look/${name}?in=de`);
      await at.page.locator('header img.logo').waitFor();
    }),
    bare: true,
  })),
  visit('/auth/admin/look', 'look-discarded', async (at) => {
    await at.open('/auth/admin/look');
    await at.press('Discard the draft');
    await at.page.getByText('This is your draft').waitFor({ state: 'detached' });
  }),
  visit('/auth/admin/plans/:id', 'plan-gone', async (at) => at.open('/auth/admin/plans/00000000-0000-4000-8000-000000000000')),
];
