import type { Speak } from '../../core/texts/catalogue.js';
import type { Html } from '../html.js';
import { html } from '../html.js';

export interface SecondStepFormProps {
  readonly speak: Speak;
  readonly action: string;
  /** Hidden fields that the form carries along. */
  readonly hidden: Html;
  readonly ticket: string;
  readonly name: string;
  readonly problem: string | null;
  /** Where "Cancel" leads. */
  readonly cancel: string;
}

/** Asks for a code: the same on the account pages and in the viewers' window. */
export function renderSecondStepForm(props: SecondStepFormProps): Html {
  const { speak, action, hidden, ticket, name, problem, cancel } = props;
  return html`<p>${speak('factor.intro')}</p>
    ${problem !== null && html`<p class="notice bad" role="alert">${problem}</p>`}
    <form method="post" action="${action}">
      ${hidden}
      <input type="hidden" name="ticket" value="${ticket}" />
      <label for="code">${speak('factor.code')}</label>
      <input
        type="text"
        id="code"
        name="code"
        autocomplete="one-time-code"
        inputmode="text"
        autocapitalize="characters"
        spellcheck="false"
        required
        autofocus
        maxlength="40"
      />
      <div class="actions">
        <button type="submit">${speak('factor.button')}</button>
        <a class="button plain" href="${cancel}">${speak('login.cancel')}</a>
      </div>
    </form>
    <p class="quiet">${speak('factor.lost', { name })}</p>`;
}
