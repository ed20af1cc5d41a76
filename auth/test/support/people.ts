import type { PasswordHasher } from '../../src/core/identity/password-hasher.js';
import type { UserStore } from '../../src/core/identity/user-store.js';
import type { User } from '../../src/core/identity/user.js';

/** The cast: an administrator, staff, a researcher, somebody in no group. */
export type Name = 'ines' | 'tom' | 'ayesha' | 'marek';

interface Role {
  readonly displayName: string;
  readonly administrator: boolean;
  readonly groups: readonly string[];
}

const cast: Readonly<Record<Name, Role>> = {
  ines: { displayName: 'Ines Okafor', administrator: true, groups: [] },
  tom: { displayName: 'Tom Brandt', administrator: false, groups: ['staff'] },
  ayesha: { displayName: 'Ayesha Rahman', administrator: false, groups: ['researchers'] },
  marek: { displayName: 'Marek Nowak', administrator: false, groups: [] },
};

/** Everybody's password is made of their name. */
export function passwordOf(name: string): string {
  return `correct horse ${name}`;
}

export const names = Object.keys(cast) as readonly Name[];

export const groupsOf = (name: Name): readonly string[] => cast[name].groups;

/** Creates the cast with their groups; gives them by name. */
export async function createPeople(
  users: UserStore,
  hasher: PasswordHasher,
): Promise<Readonly<Record<Name, User>>> {
  for (const group of ['staff', 'researchers', 'curators']) await users.createGroup(group);
  const people: Partial<Record<Name, User>> = {};
  for (const name of names) {
    const { displayName, administrator, groups } = cast[name];
    const passwordHash = await hasher.hash(passwordOf(name));
    const user = await users.create({ name, displayName, email: null, administrator, passwordHash });
    if (user === null) throw new Error(`${name} exists already`);
    for (const group of groups) await users.addMember(group, user.id);
    people[name] = { ...user, groups };
  }
  return people as Record<Name, User>;
}
