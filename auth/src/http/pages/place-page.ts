import type { Speak } from '../../core/texts/catalogue.js';
import type { Html } from '../html.js';
import { html } from '../html.js';
import { renderLayout } from './layout.js';

export interface PlacePageProps {
  readonly language: string;
  readonly speak: Speak;
  readonly institution: string;
  /** Where the request came from, as the person may want to tell the staff. */
  readonly address: string;
}

/** For somebody whose address is in no place. The link leads to the page that closes the window. */
export function renderPlacePage({ language, speak, institution, address }: PlacePageProps): Html {
  const body = html`<p class="notice" role="status">${speak('place.notHere', { institution, address })}</p>
    <p class="actions"><a class="button" href="/iiif-login/cancel">${speak('place.close')}</a></p>`;
  return renderLayout({ language, title: speak('place.title'), institution, body });
}
