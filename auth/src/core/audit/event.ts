import type { EpochSeconds } from '../time.js';

/** Who did it: somebody signed in, the command line, the program itself, or somebody who is not signed in. */
export type Actor =
  | { readonly kind: 'user'; readonly name: string }
  | { readonly kind: 'command-line' }
  | { readonly kind: 'system' }
  | { readonly kind: 'visitor' };

/** Everything worth remembering, in one closed list. Nothing here may hold a password, a token or a session's id. */
export type AuditEvent =
  | { readonly kind: 'sign-in'; readonly user: string }
  /** `name` is empty unless there is such a person: people type passwords into the wrong field. */
  | { readonly kind: 'sign-in-refused'; readonly name: string }
  | { readonly kind: 'sign-in-limited'; readonly name: string }
  | { readonly kind: 'sign-out'; readonly user: string }
  | {
      readonly kind: 'sessions-ended';
      readonly user: string | null;
      readonly group?: string;
      readonly count: number;
    }
  | {
      readonly kind: 'token-issued';
      readonly user: string | null;
      readonly origin: string | null;
      readonly protocol: 1 | 2;
    }
  | { readonly kind: 'user-created'; readonly user: string; readonly administrator: boolean }
  | {
      readonly kind: 'user-changed';
      readonly user: string;
      readonly change:
        | 'disabled'
        | 'enabled'
        | 'administrator'
        | 'not-administrator'
        | 'password'
        | 'profile'
        | 'codes-set-up'
        | 'codes-removed'
        | 'recovery-codes-made'
        | 'recovery-code-used'
        | 'passkey-added'
        | 'passkey-removed'
        | 'second-factor-reset'
        | 'deletion-asked'
        | 'deletion-withdrawn';
      /** What was changed, in words, where it is no secret. */
      readonly before?: string;
      readonly after?: string;
    }
  | { readonly kind: 'roles-changed'; readonly user: string; readonly before: string; readonly after: string }
  | { readonly kind: 'user-deleted'; readonly user: string }
  | {
      readonly kind: 'link-made';
      readonly user: string | null;
      readonly purpose: 'setup' | 'invite' | 'reset';
    }
  | {
      readonly kind: 'link-used';
      readonly user: string | null;
      readonly purpose: 'setup' | 'invite' | 'reset';
    }
  | { readonly kind: 'group-created'; readonly group: string }
  | { readonly kind: 'group-deleted'; readonly group: string }
  | { readonly kind: 'group-second-factor'; readonly group: string; readonly asked: boolean }
  | { readonly kind: 'group-own-keys'; readonly group: string; readonly allowed: boolean }
  | { readonly kind: 'member-added'; readonly group: string; readonly user: string }
  | { readonly kind: 'member-removed'; readonly group: string; readonly user: string }
  | { readonly kind: 'policy-published'; readonly number: number; readonly note: string }
  | {
      readonly kind: 'agreed';
      readonly user: string | null;
      readonly agreement: string;
      readonly version: number;
    }
  | {
      readonly kind: 'agreement-withdrawn';
      readonly user: string | null;
      readonly agreement: string;
      readonly version: number;
    }
  | {
      readonly kind: 'key-created';
      readonly key: string;
      readonly user: string;
      readonly folder: string;
      readonly expiresAt: EpochSeconds;
    }
  | { readonly kind: 'key-revoked'; readonly key: string }
  /** `user` null: somebody who is not signed in. */
  | { readonly kind: 'viewed-as'; readonly user: string | null; readonly image: string }
  /** Days for which entries are kept; null: for ever. */
  | { readonly kind: 'retention-set'; readonly before: number | null; readonly after: number | null }
  | { readonly kind: 'entries-forgotten'; readonly count: number }
  /** Parts of the look that changed, in words. */
  | { readonly kind: 'look-changed'; readonly before: string; readonly after: string }
  | { readonly kind: 'exported'; readonly what: 'users' | 'audit' | 'links' };

/** An event, when it was, who did it, and from where. */
export interface AuditEntry {
  readonly at: EpochSeconds;
  readonly actor: Actor;
  readonly address: string | null;
  readonly event: AuditEvent;
}
