import type { AccountRoute } from './account-request.js';
import { askForDeletion, dataPage, withdrawAgreement, withdrawDeletion } from './own-data.js';
import { createOwnKey, revokeOwnKey } from './own-keys.js';
import { addPasskey, removePasskey, renamePasskey } from './own-passkeys.js';
import { changePassword, passwordPage } from './own-password.js';
import { endOtherSessions, endOwnSession, ownSessionsPage } from './own-sessions.js';
import { accountPage, saveProfile } from './overview.js';
import { renewRecoveryCodes } from './recovery-codes.js';
import { securityPage } from './security.js';
import { removeTotp, setUpTotp, totpPage } from './totp-setup.js';

const always = (): boolean => true;

/** Every page and action of somebody who is signed in, for themselves; the tests walk this list. */
export const accountRoutes: readonly AccountRoute[] = [
  { method: 'GET', path: '/', handle: accountPage },
  // A changed e-mail address is where the next link for a password goes.
  { method: 'POST', path: '/profile', handle: saveProfile, isSensitive: always },
  { method: 'GET', path: '/password', handle: passwordPage },
  { method: 'POST', path: '/password', handle: changePassword },

  { method: 'GET', path: '/security', handle: securityPage, whileEnrolling: true },
  { method: 'GET', path: '/totp', handle: totpPage, whileEnrolling: true },
  { method: 'POST', path: '/totp', handle: setUpTotp, whileEnrolling: true, isSensitive: always },
  { method: 'POST', path: '/totp/remove', handle: removeTotp, isSensitive: always },
  { method: 'POST', path: '/recovery-codes', handle: renewRecoveryCodes, isSensitive: always },
  { method: 'POST', path: '/passkeys', handle: addPasskey, whileEnrolling: true, isSensitive: always },
  { method: 'POST', path: '/passkeys/rename', handle: renamePasskey },
  { method: 'POST', path: '/passkeys/remove', handle: removePasskey, isSensitive: always },

  { method: 'GET', path: '/sessions', handle: ownSessionsPage },
  { method: 'POST', path: '/sessions/end', handle: endOwnSession },
  { method: 'POST', path: '/sessions/end-others', handle: endOtherSessions },

  { method: 'GET', path: '/data', handle: dataPage },
  { method: 'POST', path: '/withdraw', handle: withdrawAgreement },
  { method: 'POST', path: '/data/delete', handle: askForDeletion, isSensitive: always },
  { method: 'POST', path: '/data/withdraw', handle: withdrawDeletion },
  { method: 'POST', path: '/keys', handle: createOwnKey, isSensitive: always },
  { method: 'POST', path: '/keys/revoke', handle: revokeOwnKey },
];
