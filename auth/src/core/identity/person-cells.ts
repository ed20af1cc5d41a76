import type { EpochSeconds } from '../time.js';
import type { User } from './user.js';

/** What an import of people reads. */
export const csvHeadings = ['name', 'display_name', 'email', 'groups'] as const;

/** The heads of the columns of `personCells`: the first ones are what an import reads. */
export const personHeads = [
  ...csvHeadings,
  'administrator',
  'disabled',
  'created_at',
  'last_sign_in_at',
] as const;

type FormatTime = (at: EpochSeconds | null) => string | null;

/** A person as the cells of a table. */
export function personCells(user: User, formatTime: FormatTime): readonly string[] {
  return [
    user.name,
    user.displayName,
    user.email ?? '',
    user.groups.join(' '),
    user.administrator ? 'yes' : 'no',
    user.disabled ? 'yes' : 'no',
    formatTime(user.createdAt) ?? '',
    formatTime(user.lastSignInAt) ?? '',
  ];
}

/** A person as JSON shows them. */
export function personJson(user: User, formatTime: FormatTime): Record<string, unknown> {
  return {
    name: user.name,
    displayName: user.displayName,
    email: user.email,
    administrator: user.administrator,
    disabled: user.disabled,
    groups: user.groups,
    createdAt: formatTime(user.createdAt),
    lastSignInAt: formatTime(user.lastSignInAt),
  };
}
