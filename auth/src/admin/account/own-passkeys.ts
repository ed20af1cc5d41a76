import { noteOwnChange } from '../../http/note-sign-in.js';
import { goToAccount } from './account-page.js';
import type { AccountRequest } from './account-request.js';
import { goOnAfterEnrolment } from './after-enrolment.js';
import { showSecurity } from './security.js';
import { refuseLastFactor } from './totp-setup.js';

/** Keeps the passkey that the browser has just made. */
export async function addPasskey(request: AccountRequest): Promise<void> {
  const { ctx, deps, user, form, speak } = request;
  const response = form.get('passkey') ?? '';
  const name = form.get('name') ?? '';
  if (!(await deps.passkeys.register(user, response, name, deps.formGuard.issue(ctx)))) {
    await showSecurity(request, [speak('security.passkeyNotAdded')]);
    return;
  }
  await noteOwnChange(ctx, deps, user, 'passkey-added');
  await goOnAfterEnrolment(request, 'passkey-added');
}

export async function renamePasskey(request: AccountRequest): Promise<void> {
  const { deps, user, form } = request;
  const name = (form.get('name') ?? '').trim().slice(0, 60);
  if (name !== '') await deps.passkeyStore.rename(user.id, form.get('id') ?? '', name);
  goToAccount(request, 'security', 'passkey-renamed');
}

export async function removePasskey(request: AccountRequest): Promise<void> {
  const { ctx, deps, user, form } = request;
  const id = form.get('id') ?? '';
  const isTheirs = (await deps.passkeyStore.listOf(user.id)).some((passkey) => passkey.id === id);
  if (isTheirs && (await refuseLastFactor(request))) return;
  if (await deps.passkeyStore.remove(user.id, id)) await noteOwnChange(ctx, deps, user, 'passkey-removed');
  goToAccount(request, 'security', 'passkey-removed');
}
