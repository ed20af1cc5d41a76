import type { User } from '../core/identity/user.js';
import type { Links } from '../core/iiif/links.js';
import type { ReturnPath } from '../core/session/return-path.js';
import { type Html, html } from './html.js';
import type { Voice } from './language.js';

/** A refusal as an administrator can look into it. */
export interface Refusal {
  readonly user: Pick<User, 'name' | 'administrator'> | null;
  /** What was asked for; null: not known here. */
  readonly back: ReturnPath | null;
  readonly address: string | null;
}

/** Leads an administrator from a refusal to its reasons; null for everybody else, whom that page is not for. */
export function renderWhyLink({ user, back, address }: Refusal, links: Links, { speak }: Voice): Html | null {
  if (user?.administrator !== true || back?.startsWith('/iiif/') !== true) return null;
  const asked = new URLSearchParams({ url: links.at(back), user: user.name, address: address ?? '' });
  return html`<p class="quiet"><a href="/auth/admin/why?${asked.toString()}">${speak('problem.why')}</a></p>`;
}
