import { people } from '../support/people.js';
import { archive, ports } from '../support/settings.js';
import { longName, longUser, plain, wanda } from './people.js';
import { visit, type Visit, type Walker } from './walker.js';
import { withoutAdministrator } from './without-administrator.js';

async function openLink(at: Walker, args: readonly string[]): Promise<string> {
  const link = /https:\/\/\S+/.exec(await at.stack.gatehouse(args))?.[0] ?? '';
  await at.open(new URL(link).pathname);
  return new URL(link).pathname;
}

async function guessTooOften(at: Walker, field: string, address: string): Promise<void> {
  for (let tries = 0; tries < 8; tries += 1) {
    await at.open(address);
    await at.fill('username', field);
    await at.fill('password', `wrong ${tries}`);
    await at.press('Sign in');
    if (await at.page.getByText(/Too many/).count()) return;
  }
}

/** Pages that visitors see, signed out or signed in to the pictures. */
const windowVisits: readonly Visit[] = [
  visit('/', 'welcome'),
  visit('/iiif-login', 'login', async (at) => at.open('/iiif-login?origin=https://viewer.example.org&return=/')),
  visit('/iiif-login', 'login-wrong', async (at) => {
    await at.open('/iiif-login?return=/');
    await at.fill('username', longUser);
    await at.fill('password', 'nothing of the kind');
    await at.press('Sign in');
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/iiif-login', 'login-too-often', async (at) => guessTooOften(at, 'nobody-here', '/iiif-login')),
  visit('/iiif-auth2/access/active', 'login2'),
  visit('/iiif-login/cancel', 'login-cancelled'),
  visit('/iiif-login/agree/:name', 'agree', async (at) => at.open('/iiif-login/agree/terms?return=/')),
  visit('/iiif-auth2/access/agree/:name', 'agree2', async (at) => at.open('/iiif-auth2/access/agree/terms')),
  visit('/iiif-login/place', 'place'),
  visit('/iiif-login/kiosk', 'kiosk'),
  visit('/iiif-auth2/access/kiosk', 'kiosk2'),
  visit('/iiif-auth2/access/external', 'external2'),
  visit('/iiif-login', 'login-continue', async (at) => {
    await at.open('/iiif-login?return=/');
    await at.fill('username', people.tom.name);
    await at.fill('password', people.tom.password);
    await at.press('Sign in');
    await at.page.waitForURL(`${archive.origin}/`);
    await at.open('/iiif-login?origin=https://viewer.example.org');
    await at.says(/signed in as/);
  }),
  visit('/iiif-login', 'login-other-account', async (at) => at.open('/iiif-login?account=other&return=/iiif/images/closed!a')),
  visit('/', 'welcome-signed-in'),
  visit('/iiif-logout', 'logout-ask', async (at) => at.open('/iiif-logout?ask=1')),
  visit('/iiif-logout', 'logout'),
  visit('/iiif-auth2/logout/session', 'logout2'),
  ...['/iiif-token', '/iiif-token/place', '/iiif-auth2/token/session', '/iiif-auth2/token/place'].map(
    (route): Visit => ({
      ...visit(route, `token${route.replaceAll('/', '-').replace('-iiif', '')}`, async (at) =>
        at.open(`${route}?messageId=1&origin=https://viewer.example.org`),
      ),
      bare: true,
    }),
  ),
  {
    ...visit('/view/', 'viewer', async (at) => {
      await at.open('/view/?manifest=/iiif/manifests/open');
      await at.page.locator('#viewer canvas, #viewer button').first().waitFor();
    }),
    outside: ['#viewer'],
    bare: true,
  },
];

/** Pages before anybody is signed in to the account pages, and pages of errors. */
const strangersVisits: readonly Visit[] = [
  visit('/account/sign-in', 'sign-in'),
  visit('/account/sign-in', 'sign-in-wrong', async (at) => {
    await at.signIn(longUser, 'nothing of the kind');
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/account/sign-in', 'error-429', async (at) => guessTooOften(at, 'nobody-there', '/account/sign-in')),
  visit('/account/forgot', 'forgot'),
  visit('/account/link/:secret', 'set-up', async (at) =>
    withoutAdministrator(at.stack, async () => openLink(at, ['setup-link'])),
  ),
  visit('/account/link/:secret', 'set-up-wrong', async (at) =>
    withoutAdministrator(at.stack, async () => {
      await openLink(at, ['setup-link']);
      await at.fill('username', 'no/name');
      await at.fill('password', 'password1');
      await at.fill('repeat', 'password2');
      await at.press('Create the administrator');
      await at.page.getByRole('alert').waitFor();
    }),
  ),
  visit('/account/link/:secret', 'invitation', async (at) => openLink(at, ['user', 'link', longUser])),
  visit('/account/link/:secret', 'invitation-wrong', async (at) => {
    await at.fill('password', 'password1');
    await at.fill('repeat', 'password2');
    await at.press('Set the password');
    await at.page.getByRole('alert').waitFor();
  }),
  visit('/account/link/:secret', 'link-gone', async (at) => at.open('/account/link/nothing')),
  visit('errors', 'error-404', async (at) => at.open('/nothing/here')),
  visit('errors', 'error-403', async (at) => {
    await at.signIn(plain.name, plain.password);
    await at.open('/auth/admin/');
    await at.says(/not allowed|administrators/i);
  }),
  visit('errors', 'error-403-form', async (at) => {
    await at.open('/account/');
    await at.page.evaluate(`document.querySelector('main input[name=form_token]').value = 'another'`);
    await at.press('Save');
  }),
  {
    ...visit('nginx', 'error-413', async (at) => {
      await at.open('/account/');
      await at.submitAnyway('/account/profile', { display_name: 'x'.repeat(90_000) });
    }),
    bare: true,
  },
  visit('/account/', 'account-plain'),
  visit('/account/security', 'security-plain'),
  {
    ...visit('nginx', 'error-421', async (at) => at.page.goto(`https://elsewhere.test:${ports.https}/`)),
    bare: true,
  },
];

export const visitorVisits: readonly Visit[] = [...windowVisits, ...strangersVisits];

/** Makes the people of the walk. */
export async function makePeople({ stack }: Pick<Walker, 'stack'>): Promise<void> {
  const add = async (name: string, more: readonly string[], stdin = ''): Promise<unknown> =>
    stack.gatehouse(['user', 'add', name, ...more], stdin);
  await Promise.all([
    add(wanda.name, ['--administrator', '--email', 'wanda@example.org', '--password-stdin'], `${wanda.password}\n`),
    add(plain.name, ['--password-stdin'], `${plain.password}\n`),
    add(longUser, ['--display-name', longName, '--generate']),
  ]);
}
