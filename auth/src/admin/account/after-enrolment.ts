import { renewSession, sessionFields } from '../../http/middleware/session.js';
import { type AccountNotice, goToAccount } from './account-page.js';
import type { AccountRequest } from './account-request.js';
import { showNewRecoveryCodes } from './recovery-codes.js';

/**
 * Goes on after a second factor was added: this session has shown it now, others of the account pages end with the next
 * click. Whoever has no recovery code gets some at once, so that a lost phone shuts nobody out.
 */
export async function goOnAfterEnrolment(request: AccountRequest, notice: AccountNotice): Promise<void> {
  const { ctx, deps, user } = request;
  const { origins = [], agreements = {} } = sessionFields(ctx);
  await renewSession(ctx, { user: user.id, origins, agreements, secondFactor: true });
  if ((await deps.secondFactors.recoveryCodesLeft(user.id)) > 0) goToAccount(request, 'security', notice);
  else await showNewRecoveryCodes({ ...request, accountStanding: 'full' });
}
