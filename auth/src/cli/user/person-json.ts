import type { User } from '../../core/identity/user.js';
import { formatIsoTime } from '../plain-text.js';

/** A person as `--json` shows them. */
export function personJson(user: User): Record<string, unknown> {
  return {
    name: user.name,
    displayName: user.displayName,
    email: user.email,
    administrator: user.administrator,
    disabled: user.disabled,
    groups: user.groups,
    createdAt: formatIsoTime(user.createdAt),
    lastSignInAt: formatIsoTime(user.lastSignInAt),
  };
}
