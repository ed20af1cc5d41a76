import type { Html } from '../../http/html.js';
import { html } from '../../http/html.js';

export interface PostButtonProps {
  readonly action: string;
  readonly formToken: string;
  readonly label: string;
  /** What screen readers say where the label alone is ambiguous. */
  readonly name?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly kind?: string;
}

/** A form that is one button. */
export function postButton({
  action,
  formToken,
  label,
  name,
  fields = {},
  kind = 'plain small',
}: PostButtonProps): Html {
  return html`<form method="post" action="${action}" class="inline">
    <input type="hidden" name="form_token" value="${formToken}" />
    ${Object.entries(fields).map(([key, value]) => html`<input type="hidden" name="${key}" value="${value}" />`)}
    <button type="submit" class="${kind}" aria-label="${name ?? label}">${label}</button>
  </form>`;
}
