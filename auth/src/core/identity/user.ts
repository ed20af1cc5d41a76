import type { Brand } from '../brand.js';
import type { EpochSeconds } from '../time.js';
import type { KeptAcceptances } from './acceptance.js';

/** A user's permanent id (UUID); never reused, never shown in a URL to others. */
export type UserId = Brand<string, 'UserId'>;

/** Someone with an account. Has no password hash by construction. */
export interface User {
  readonly id: UserId;
  /** What the person types to sign in: canonical (trimmed, NFC, lower case), unique. */
  readonly name: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly disabled: boolean;
  readonly administrator: boolean;
  /** Names of the groups the person is a member of, sorted. */
  readonly groups: readonly string[];
  /** What the person last said to each agreement, in whatever session. */
  readonly agreements: KeptAcceptances;
  /** In which our pages speak to the person, where they chose one: a key of `catalogues`. */
  readonly language: string | null;
  readonly createdAt: EpochSeconds;
  readonly lastSignInAt: EpochSeconds | null;
  /** When the person asked that their data be deleted; null: they didn't. */
  readonly deletionAskedAt: EpochSeconds | null;
  /** Has codes or a passkey. */
  readonly hasSecondFactor: boolean;
  /** A group of theirs asks for a second factor. */
  readonly secondFactorAsked: boolean;
}

/** A named set of users that rules can speak of as `group:NAME`. */
export interface Group {
  readonly name: string;
  readonly members: number;
  /** Members need a second factor for everything that a sign-in opens. */
  readonly secondFactor: boolean;
  /** Members may make keys with their own rights. */
  readonly ownKeys: boolean;
}
