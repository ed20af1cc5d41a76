import type { EpochSeconds } from '../../core/time.js';
import { type Html, html } from '../../http/html.js';
import type { AccountRequest } from './account-request.js';

/** A point in time in the person's language and the installation's time zone. */
export function sayWhen({ language, deps }: AccountRequest, at: EpochSeconds): string {
  const { timeZone } = deps.config;
  // English as in the rest of the pages: day before month.
  const locale = language === 'en' ? 'en-GB' : language;
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  return format.format(new Date(at * 1000));
}

/** The same as markup that programs understand too. */
export function renderWhen(request: AccountRequest, at: EpochSeconds): Html {
  return html`<time datetime="${new Date(at * 1000).toISOString()}">${sayWhen(request, at)}</time>`;
}
