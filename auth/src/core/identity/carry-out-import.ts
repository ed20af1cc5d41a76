import type { AuditEvent } from '../audit/event.js';
import type { ImportPlan } from './plan-import.js';
import type { UserStore } from './user-store.js';

export interface ImportWork {
  readonly users: Pick<UserStore, 'createGroup' | 'create' | 'findByName' | 'addMember'>;
  readonly record: (event: AuditEvent) => Promise<void>;
  /** Told after each row. */
  readonly onRow: (done: number) => Promise<void>;
}

/** Does what a plan says. Doing it again does no harm: whoever is there stays as they are. @returns the names of the people who were made */
export async function carryOutImport(
  plan: ImportPlan,
  { users, record, onRow }: ImportWork,
): Promise<readonly string[]> {
  const made: string[] = [];
  for (const group of plan.newGroups)
    if (await users.createGroup(group)) await record({ kind: 'group-created', group });
  for (const [index, { name, displayName, email, groups, action }] of plan.rows.entries()) {
    if (action !== 'nothing') {
      const fresh = await users.create({
        name,
        displayName,
        email,
        administrator: false,
        passwordHash: null,
      });
      if (fresh !== null) {
        made.push(name);
        await record({ kind: 'user-created', user: name, administrator: false });
      }
      const user = fresh ?? (await users.findByName(name));
      for (const group of user === null ? [] : groups)
        if (user !== null && !user.groups.includes(group) && (await users.addMember(group, user.id)))
          await record({ kind: 'member-added', group, user: name });
    }
    await onRow(index + 1);
  }
  return made;
}
