import type { ImageFacts } from '../../core/image/image-facts.js';
import type { Decision } from '../../core/policy/decision.js';
import type { Visitor } from '../../core/policy/visitor.js';
import type { EpochSeconds } from '../../core/time.js';
import { html, type Html } from '../../http/html.js';
import type { AdminRequest } from '../admin-request.js';
import { viewAsAddress } from '../pictures/picture.js';

/** A picture, and what somebody may see of it. */
export interface Seen {
  readonly image: ImageFacts;
  readonly theirs: Decision;
  /** What may be shown here: the best that they and the one who is looking may see; null: nothing. */
  readonly tier: string | null;
  readonly visitor: Visitor;
  readonly at: EpochSeconds;
}

/** The picture as they would see it. */
export function renderSeen(request: AdminRequest, { image, theirs, tier, visitor, at }: Seen): Html {
  const heading = html`<h2>As they would see it</h2>`;
  if (theirs.limits === null)
    return html`${heading}
      <p class="nothumb large">Nothing. They are told why, and what would help.</p>`;
  if (tier === null)
    return html`${heading}
      <p class="nothumb large">They see “${theirs.tier}”, but you may not see this picture yourself.</p>`;
  const user = visitor.user?.name ?? null;
  const address = viewAsAddress(request, { image: image.path, user, address: visitor.address, at });
  return html`${heading}
    <p><img class="seen" src="${address}" alt="The picture as ${user ?? 'somebody who is not signed in'} sees it" /></p>
    <p class="quiet">
      ${
        tier === theirs.tier
          ? `The tier “${tier}”, in a small size.`
          : `They see “${theirs.tier}”; you may see no more than “${tier}”, so this is that.`
      }
      That you looked is in the audit.
    </p>`;
}
