import { mayEnter } from '../../core/identity/standing.js';
import type { TextKey } from '../../core/texts/english.js';
import type { Html } from '../../http/html.js';
import { sendHtml } from '../page.js';
import { type AccountSection, renderAccountLayout } from '../pages/account-layout.js';
import type { AccountRequest } from './account-request.js';

/** What was done, said on the page that follows. The address carries the code, never a text. */
const notices = {
  saved: 'account.saved',
  'password-changed': 'password.changed',
  'codes-added': 'security.codesAdded',
  'codes-removed': 'security.codesRemoved',
  'passkey-added': 'security.passkeyAdded',
  'passkey-renamed': 'security.passkeyRenamed',
  'passkey-removed': 'security.passkeyRemoved',
  'session-ended': 'sessions.ended',
  'others-ended': 'sessions.othersEnded',
  'key-revoked': 'data.revoked',
  'taken-back': 'data.takenBackDone',
  'deletion-asked': 'data.deleteAsked',
  'deletion-withdrawn': 'data.withdrawn',
} as const satisfies Record<string, TextKey>;

export type AccountNotice = keyof typeof notices;

export interface AccountPage {
  readonly title: string;
  readonly section: AccountSection | null;
  readonly body: Html;
  readonly status?: number;
}

/** Sends one of people's own pages, with navigation and what was done just before. */
export function sendAccountPage(request: AccountRequest, page: AccountPage): void {
  const { ctx, deps, user, speak, language, standing, accountStanding, query } = request;
  const code = query.get('done') ?? '';
  const layout = renderAccountLayout({
    ...page,
    language,
    speak,
    look: deps.look(),
    navigation: accountStanding === 'full',
    administrator: mayEnter(standing),
    notice: Object.hasOwn(notices, code) ? speak(notices[code as AccountNotice]) : null,
    userName: user.displayName,
    formToken: deps.formGuard.issue(ctx),
  });
  sendHtml(ctx, page.status ?? 200, layout, language);
}

/** Goes on to another of people's own pages after a form was taken. */
export function goToAccount(
  { ctx }: Pick<AccountRequest, 'ctx'>,
  page: '' | 'security' | 'sessions' | 'data' | 'password',
  done: AccountNotice,
): void {
  ctx.status = 303;
  ctx.set('Location', `/account/${page}?done=${done}`);
  ctx.set('Cache-Control', 'no-store');
  ctx.body = '';
}
