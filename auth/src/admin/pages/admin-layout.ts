import type { PageLook } from '../../core/look/page-look.js';
import { renderBrand, renderHead } from '../../http/pages/head.js';
import { mayReadAll, type Standing } from '../../core/identity/standing.js';
import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';
import { folderAddress } from '../folders/folder-address.js';

/** The entries of the navigation: address below `/auth/admin/` and name. */
const sections = {
  overview: ['', 'Overview'],
  people: ['people', 'People'],
  groups: ['groups', 'Groups'],
  folders: ['folders/', 'Folders'],
  images: ['images', 'Images'],
  why: ['why', 'Why?'],
  sessions: ['sessions', 'Sessions'],
  audit: ['audit', 'Audit'],
  settings: ['settings', 'Settings'],
} as const;

const forManagers: ReadonlySet<string> = new Set([
  'overview',
  'groups',
  'folders',
  'images',
  'why',
  'settings',
]);

export type Section = keyof typeof sections;

export interface AdminLayoutProps {
  readonly title: string;
  readonly look: PageLook;
  readonly section: Section | null;
  /** Of the request: a page below a section's own says where it is. */
  readonly path: string;
  readonly standing: Standing;
  readonly body: Html;
  readonly notice: string | null;
  readonly userName: string;
  readonly formToken: string;
}

/** A manager's folders begin with the first of their own: the root isn't theirs to see. */
function addressOf(key: Section, standing: Standing): string {
  const [first] = standing.folders;
  if (key === 'folders' && !mayReadAll(standing) && first !== undefined) return folderAddress(first);
  return `/auth/admin/${sections[key][0]}`;
}

function renderEntry(key: Section, current: Section | null, standing: Standing): Html {
  const [, name] = sections[key];
  const address = addressOf(key, standing);
  return key === current
    ? html`<li><a href="${address}" aria-current="page">${name}</a></li>`
    : html`<li><a href="${address}">${name}</a></li>`;
}

/** Back to the list that a page is one of; pages of folders and settings say more themselves. */
function renderCrumbs({ section, path, standing, title }: AdminLayoutProps): Html | false {
  if (section === null || section === 'overview' || section === 'folders' || section === 'settings')
    return false;
  const [, name] = sections[section];
  const address = addressOf(section, standing);
  if (path === address || !(mayReadAll(standing) || forManagers.has(section))) return false;
  return html`<nav class="crumbs" aria-label="Where you are">
    <a href="${address}">${name}</a> / <strong aria-current="page">${title}</strong>
  </nav>`;
}

/** The frame of every administration page. No script; one style sheet. */
export function renderAdminLayout(props: AdminLayoutProps): Html {
  const { title, look, section, standing, body, notice, userName, formToken } = props;
  const keys = (Object.keys(sections) as readonly Section[]).filter(
    (key) => mayReadAll(standing) || forManagers.has(key),
  );
  const isReader = standing.auditor && !standing.administrator && standing.folders.length === 0;
  return html`<!doctype html>
    <html lang="en">
      ${renderHead(title, look)}
      <body class="${isReader ? 'admin reads' : 'admin'}">
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          ${renderBrand(look)} <span class="quiet">· Administration</span>
          <nav aria-label="Administration">
            <ul>
              ${keys.map((key) => renderEntry(key, section, standing))}
            </ul>
          </nav>
        </header>
        <main id="content">
          <h1>${title}</h1>
          ${renderCrumbs(props)}
          ${isReader && html`<p class="quiet">You are an auditor: you may read everything here and change nothing.</p>`}
          ${notice !== null && html`<p class="notice good" role="status">${notice}</p>`} ${body}
        </main>
        <footer>
          <form method="post" action="/account/sign-out">
            <input type="hidden" name="form_token" value="${formToken}" />
            <span>Signed in as <a href="/account/">${userName}</a></span>
            <button type="submit" class="plain small">Sign out</button>
          </form>
        </footer>
      </body>
    </html> `;
}
