import type { PageLook } from '../../core/look/page-look.js';
import type { Html } from '../html.js';
import { html } from '../html.js';
import type { PageVoice } from '../send-page.js';
import { renderLayout } from './layout.js';
import { cancelPath } from './login-page.js';

export interface PlacePageProps extends PageVoice {
  readonly look: PageLook;
  /** Where the request came from, as the person may want to tell the staff. */
  readonly address: string;
  /** Where the person goes afterwards, or ''. */
  readonly back: string;
  /** To the reasons, for whom they are. */
  readonly why: Html | null;
}

/** For somebody whose address is in no place. The link leads to the page that closes the window. */
export function renderPlacePage(props: PlacePageProps): Html {
  const { speak, address } = props;
  const { institution } = props.look;
  const body = html`<p class="notice" role="status">${speak('place.notHere', { institution, address })}</p>
    <p class="actions"><a class="button" href="${cancelPath(props.back)}">${speak('place.close')}</a></p>
    ${props.why}`;
  return renderLayout({ ...props, title: speak('place.title'), body });
}
