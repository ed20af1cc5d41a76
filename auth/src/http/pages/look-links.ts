import type { PageLook } from '../../core/look/page-look.js';
import type { Speak } from '../../core/texts/catalogue.js';
import { type Html, html } from '../html.js';

/** The institution's own addresses, at the foot of a page; nothing where there are none. */
export function renderLookLinks({ contact, legal, privacy }: PageLook, speak: Speak): Html | false {
  const links = [
    ...(contact === null ? [] : [{ href: contact.href, words: speak('look.contact') }]),
    ...(legal === null ? [] : [{ href: legal, words: speak('look.legal') }]),
    ...(privacy === null ? [] : [{ href: privacy, words: speak('look.privacy') }]),
  ];
  return (
    links.length > 0 &&
    html`<ul class="languages house">
      ${links.map(({ href, words }) => html`<li><a href="${href}" rel="noreferrer">${words}</a></li>`)}
    </ul>`
  );
}
