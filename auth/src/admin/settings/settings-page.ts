import { mayReadAll } from '../../core/identity/standing.js';
import { html, type Html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { readRules } from '../folders/rules-of.js';
import { sendAdminPage } from '../page.js';
import { countOf } from '../say-time.js';

function card(path: string, title: string, words: string, fact: string): Html {
  return html`<li>
    <strong><a href="/auth/admin/${path}">${title}</a></strong>
    <p>${words}</p>
    <span class="quiet">${fact}</span>
  </li>`;
}

/** What counts for the whole installation, and the way to each part of it. */
export async function settingsPage(request: AdminRequest): Promise<void> {
  const { policy } = await readRules(request.deps);
  const body = html`<h2>What rules speak of</h2>
    <ul class="cards">
      ${card('tiers', 'Tiers', 'How much of an image somebody gets to see.', countOf(policy.tiers.length, 'tier'))}
      ${card('places', 'Places', 'Reading rooms and other places, by their addresses.', countOf(policy.places.length, 'place'))}
      ${card(
        'agreements',
        'Agreements',
        'Terms that people accept before they see something.',
        countOf(policy.agreements.length, 'agreement'),
      )}
    </ul>
    ${
      mayReadAll(request.standing) &&
      html`<h2>What visitors read and see</h2>
        <ul class="cards">
          ${card(
            'texts/',
            'Texts',
            'What viewers say to people who are refused, wherever a folder says nothing else.',
            'Texts of one folder: on the folder’s page',
          )}
          ${card('look', 'Look', 'Name, logo, colour, contact, and the words of the start and sign-in pages.', request.deps.look().institution)}
        </ul>`
    }`;
  sendAdminPage(request, { title: 'Settings', section: 'settings', body });
}
