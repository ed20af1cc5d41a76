import type { AuditEntry, AuditEvent } from '../../core/audit/event.js';
import { countOf } from '../say-time.js';

const changes = {
  disabled: 'disabled',
  enabled: 'enabled again',
  administrator: 'made an administrator',
  'not-administrator': 'no administrator any more',
  password: 'given a new password',
  profile: 'name or e-mail address changed',
  'codes-set-up': 'authenticator app set up',
  'codes-removed': 'authenticator app removed',
  'recovery-codes-made': 'new recovery codes made',
  'recovery-code-used': 'signed in with a recovery code',
  'passkey-added': 'passkey added',
  'passkey-removed': 'passkey removed',
  'second-factor-reset': 'second factor taken away',
  'deletion-asked': 'asked to be deleted',
  'deletion-withdrawn': 'no longer asks to be deleted',
} as const;

function sayDays(days: number | null): string {
  return days === null ? 'ever' : countOf(days, 'day');
}

function whose(name: string | null): string {
  return name ?? 'nobody by name';
}

function sayChange({ before, after }: { readonly before?: string; readonly after?: string }): string {
  return before === undefined || after === undefined ? '' : `: ${before} → ${after}`;
}

/** An event in words. */
export function sayEvent(event: AuditEvent): string {
  switch (event.kind) {
    case 'sign-in':
      return `${event.user} signed in`;
    case 'sign-in-refused':
      return event.name === '' ? 'a sign-in was refused' : `a sign-in as ${event.name} was refused`;
    case 'sign-in-limited':
      return event.name === ''
        ? 'a sign-in had to wait: too many tries'
        : `a sign-in as ${event.name} had to wait: too many tries`;
    case 'sign-out':
      return `${event.user} signed out`;
    case 'sessions-ended':
      return `${countOf(event.count, 'session')} ended${event.user === null ? '' : ` of ${event.user}`}${event.group === undefined ? '' : ` of the group ${event.group}`}`;
    case 'token-issued':
      return `token for ${whose(event.user)}${event.origin === null ? '' : ` at ${event.origin}`} (Authorization ${event.protocol}.0)`;
    case 'user-created':
      return `${event.user} created${event.administrator ? ' as administrator' : ''}`;
    case 'user-changed':
      return `${event.user}: ${changes[event.change]}${sayChange(event)}`;
    case 'roles-changed':
      return `roles of ${event.user}: ${event.before} → ${event.after}`;
    case 'user-deleted':
      return `${event.user} deleted`;
    case 'link-made':
      return `${event.purpose} link made${event.user === null ? '' : ` for ${event.user}`}`;
    case 'link-used':
      return `${event.purpose} link used${event.user === null ? '' : ` by ${event.user}`}`;
    case 'group-created':
      return `group ${event.group} created`;
    case 'group-deleted':
      return `group ${event.group} deleted`;
    case 'group-second-factor':
      return `group ${event.group} ${event.asked ? 'asks' : 'no longer asks'} for a second factor`;
    case 'group-own-keys':
      return `members of ${event.group} ${event.allowed ? 'may' : 'no longer'} make keys`;
    case 'member-added':
      return `${event.user} added to ${event.group}`;
    case 'member-removed':
      return `${event.user} removed from ${event.group}`;
    case 'policy-published':
      return `rules ${event.number} published${event.note === '' ? '' : `: ${event.note}`}`;
    case 'agreed':
      return `${whose(event.user)} accepted ${event.agreement}, version ${event.version}`;
    case 'agreement-withdrawn':
      return `${whose(event.user)} no longer accepts ${event.agreement}, version ${event.version}`;
    case 'key-created':
      return `key ${event.key} made for ${event.user}, folder ${event.folder}`;
    case 'key-revoked':
      return `key ${event.key} revoked`;
    case 'viewed-as':
      return `looked at ${event.image} as ${event.user ?? 'somebody who is not signed in'}`;
    case 'retention-set':
      return `audit kept for ${sayDays(event.after)} (before: ${sayDays(event.before)})`;
    case 'entries-forgotten':
      return `${countOf(event.count, 'old entry', 'old entries')} of the audit forgotten`;
    case 'look-changed':
      return `look changed: ${event.before} → ${event.after}`;
    case 'exported':
      return `${event.what} exported`;
  }
}

/** Who did it, in words. */
export function sayActor({ actor }: Pick<AuditEntry, 'actor'>): string {
  switch (actor.kind) {
    case 'user':
      return actor.name;
    case 'command-line':
      return 'command line';
    case 'system':
      return 'the program';
    case 'visitor':
      return 'a visitor';
  }
}
