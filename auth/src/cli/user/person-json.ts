import { personJson as jsonOf } from '../../core/identity/person-cells.js';
import type { User } from '../../core/identity/user.js';
import { formatIsoTime } from '../plain-text.js';

/** A person as `--json` shows them. */
export function personJson(user: User): Record<string, unknown> {
  return jsonOf(user, formatIsoTime);
}
