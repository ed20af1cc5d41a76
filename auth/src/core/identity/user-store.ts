import type { EpochSeconds } from '../time.js';
import type { KeptAcceptance } from './acceptance.js';
import type { Group, User, UserId } from './user.js';

/** What a new user needs; `passwordHash` null means: no sign-in until a one-time link set one. */
export interface NewUser {
  readonly name: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly administrator: boolean;
  readonly passwordHash: string | null;
}

/** Which people to list. */
export interface UserQuery {
  /** Lower case; any part of the name, the display name or the e-mail address. Empty: everybody. */
  readonly search: string;
  readonly state: 'all' | 'enabled' | 'disabled' | 'administrators' | 'deletion-asked';
  /** Only members of this group; null: of any or none. */
  readonly group: string | null;
  /** `name` upwards, the others with the latest first; ties by name. */
  readonly sort: 'name' | 'last-sign-in' | 'created';
  readonly offset: number;
  readonly limit: number;
}

/** One page of a list, and how long the list is. */
export interface UserPage {
  readonly users: readonly User[];
  readonly total: number;
}

/** PORT: people and groups. Names are canonical already (see user-name.ts). */
export interface UserStore {
  findById(id: UserId): Promise<User | null>;
  findByName(name: string): Promise<User | null>;
  /** Whoever has this e-mail address, in any case of letters, by name; a few at most. */
  findByEmail(email: string): Promise<readonly User[]>;
  /** The user and the stored argon2 hash (null: none set), for the sign-in only. */
  findCredential(name: string): Promise<{ readonly user: User; readonly passwordHash: string | null } | null>;
  /** Does anybody still have a password that another system hashed? */
  hasImportedPasswords(): Promise<boolean>;
  list(): Promise<readonly User[]>;
  /** Of these names, the people that there are. */
  listNamed(names: readonly string[]): Promise<readonly User[]>;
  /** Up to `limit` people in the order of their names, after one (null: from the first); for exports. */
  listAfter(name: string | null, limit: number): Promise<readonly User[]>;
  listPage(query: UserQuery): Promise<UserPage>;
  /** Null: the name is taken. */
  create(user: NewUser): Promise<User | null>;
  setPasswordHash(id: UserId, hash: string): Promise<void>;
  setDisabled(id: UserId, disabled: boolean): Promise<void>;
  setAdministrator(id: UserId, administrator: boolean): Promise<void>;
  /** Keeps what the person says to an agreement, in place of what they said before. */
  recordAcceptance(id: UserId, agreement: string, acceptance: KeptAcceptance): Promise<void>;
  setProfile(id: UserId, profile: Pick<User, 'displayName' | 'email'>): Promise<void>;
  /** Null: as the browser asks. */
  setLanguage(id: UserId, language: string | null): Promise<void>;
  /** Null: the request is withdrawn. */
  setDeletionAsked(id: UserId, at: EpochSeconds | null): Promise<void>;
  recordSignIn(id: UserId, at: EpochSeconds): Promise<void>;
  /** Deletes the user with memberships, sessions and tokens. */
  delete(id: UserId): Promise<void>;
  countAdministrators(): Promise<number>;
  listGroups(): Promise<readonly Group[]>;
  /** False: the group exists already. */
  createGroup(name: string): Promise<boolean>;
  /** False: no such group. Memberships go with it. */
  deleteGroup(name: string): Promise<boolean>;
  /** Whether members need a second factor. False: no such group. */
  setGroupSecondFactor(name: string, asked: boolean): Promise<boolean>;
  /** Whether members may make keys with their own rights. False: no such group. */
  setGroupOwnKeys(name: string, allowed: boolean): Promise<boolean>;
  /** Names of the members, sorted; null: no such group. */
  listMembers(group: string): Promise<readonly string[] | null>;
  addMember(group: string, id: UserId): Promise<boolean>;
  removeMember(group: string, id: UserId): Promise<boolean>;
}
