import type { Speak } from '../../core/texts/catalogue.js';
import type { Html } from '../html.js';
import { html } from '../html.js';

export interface PasskeyFormProps {
  readonly speak: Speak;
  readonly action: string;
  readonly hidden: Html;
  /** What the browser needs, as JSON. */
  readonly options: string;
}

/** The other way to sign in, for browsers that know passkeys: hidden until the script finds that this one does. */
export function renderPasskeyForm({ speak, action, hidden, options }: PasskeyFormProps): Html {
  return html`<form method="post" action="${action}" class="other-way" data-passkey="get" data-options="${options}" hidden>
      ${hidden}
      <input type="hidden" name="passkey" value="" />
      <button type="submit" class="plain">${speak('passkey.signIn')}</button>
      <p class="notice bad" role="alert" data-failed hidden>${speak('passkey.failed')}</p>
    </form>
    <script src="/assets/passkey.js" defer></script>`;
}
