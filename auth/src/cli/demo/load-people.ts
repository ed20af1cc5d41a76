import type { User } from '../../core/identity/user.js';
import { demoGroups, demoPeople } from '../../demo/demo-folders.js';
import { type DemoRecord, saveDemo } from '../../demo/demo-record.js';
import { generatePassword } from '../new-password.js';
import type { Work } from '../cli.js';

/** Somebody who was made just now, and the password if nobody knows it yet. */
export interface NewPerson {
  readonly name: string;
  readonly generated: string | null;
}

export interface LoadedPeople {
  readonly record: DemoRecord;
  readonly made: readonly NewPerson[];
  readonly notes: readonly string[];
}

async function makeGroups(work: Work, before: DemoRecord): Promise<DemoRecord> {
  let groups = before.groups;
  for (const group of demoGroups) {
    if (!(await work.stores.users.createGroup(group))) continue;
    await work.record({ kind: 'group-created', group });
    groups = [...groups.filter((name) => name !== group), group];
  }
  return { ...before, groups };
}

async function makeUser(
  work: Work,
  person: (typeof demoPeople)[number],
): Promise<{ user: User; generated: string | null } | null> {
  const given = work.config.demoPassword?.reveal() ?? null;
  const password = given ?? generatePassword();
  const { name, displayName, administrator } = person;
  const passwordHash = await work.hasher.hash(password);
  const user = await work.stores.users.create({
    name,
    displayName,
    email: null,
    administrator,
    passwordHash,
  });
  if (user === null) return null;
  await work.record({ kind: 'user-created', user: name, administrator });
  return { user, generated: given === null ? password : null };
}

/**
 * Makes the demo's groups and people, each remembered before the next one is made. Who is there already stays as they
 * are; and nobody of the demo joins a group of the administrator's, since its rules may open other things.
 */
export async function loadPeople(work: Work, before: DemoRecord): Promise<LoadedPeople> {
  const { users, settings } = work.stores;
  const made: NewPerson[] = [];
  const notes: string[] = [];
  let record = await makeGroups(work, before);
  await saveDemo(settings, record);
  for (const group of demoGroups)
    if (!record.groups.includes(group))
      notes.push(`There is a group ${group} of yours; nobody of the demo joins it.`);
  for (const person of demoPeople) {
    const there = await users.findByName(person.name);
    if (there !== null) {
      if (!record.users.some((user) => user.id === there.id))
        notes.push(`There is a user ${person.name} of yours, who stays as they are.`);
      continue;
    }
    const fresh = await makeUser(work, person);
    if (fresh === null) continue;
    const others = record.users.filter((user) => user.name !== person.name);
    record = { ...record, users: [...others, { id: fresh.user.id, name: person.name }] };
    await saveDemo(settings, record);
    made.push({ name: person.name, generated: fresh.generated });
    const { group } = person;
    if (group === null || !record.groups.includes(group)) continue;
    if (await users.addMember(group, fresh.user.id))
      await work.record({ kind: 'member-added', group, user: person.name });
  }
  return { record, made, notes };
}
