import { html, type Html } from '../../http/html.js';
import { type AdminRequest, record } from '../admin-request.js';
import { goTo } from '../page.js';
import { findGroup } from './find-group.js';
import { groupAddress } from './groups-page.js';

/** Whether members need a second factor. */
export function renderSecondFactor(here: string, formToken: string, asked: boolean): Html {
  return html`<form method="post" action="${here}/second-factor">
    <input type="hidden" name="form_token" value="${formToken}" />
    <div class="choice">
      <input type="checkbox" id="asked" name="asked" value="yes"${asked && html` checked`} /><label for="asked"
        >Members need a second factor (app or passkey). What they opened without one closes at once; whoever has none sets
        it up on the account page.</label
      >
    </div>
    <button type="submit" class="plain">Save</button>
  </form>`;
}

/** Whether members may make keys for themselves. */
export function renderOwnKeys(here: string, formToken: string, allowed: boolean): Html {
  return html`<form method="post" action="${here}/own-keys">
    <input type="hidden" name="form_token" value="${formToken}" />
    <div class="choice">
      <input type="checkbox" id="own-keys" name="allowed" value="yes"${allowed && html` checked`} /><label for="own-keys"
        >Members may make keys for scripts on their account page: with their own rights, for one folder and at most a year.
        Keys that there are count on when this is unticked; revoke them under Sessions, Keys.</label
      >
    </div>
    <button type="submit" class="plain">Save</button>
  </form>`;
}

/** Says whether members need a second factor for everything that a sign-in opens. */
export async function changeSecondFactor(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const group = await findGroup(request);
  const asked = form.get('asked') === 'yes';
  await deps.users.setGroupSecondFactor(group, asked);
  await record(request, { kind: 'group-second-factor', group, asked });
  goTo(ctx, groupAddress(group), 'group-saved');
}

/** Says whether members may make keys with their own rights. */
export async function changeOwnKeys(request: AdminRequest): Promise<void> {
  const { ctx, deps, form } = request;
  const group = await findGroup(request);
  const allowed = form.get('allowed') === 'yes';
  await deps.users.setGroupOwnKeys(group, allowed);
  await record(request, { kind: 'group-own-keys', group, allowed });
  goTo(ctx, groupAddress(group), 'group-saved');
}
