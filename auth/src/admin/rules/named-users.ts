import type { UserStore } from '../../core/identity/user-store.js';
import type { Audience, Policy } from '../../core/policy/model.js';

/** Of the people that rules name, those who exist. Asks for these only, not for all people. */
export async function listUsersNamed(users: UserStore, { folders }: Policy): Promise<readonly string[]> {
  const named: (Audience | null)[] = folders.flatMap(({ grants, ceilings }) => [
    ...(grants ?? []).flatMap((grant) => [grant.who, grant.and]),
    ...ceilings.map((ceiling) => ceiling.except),
  ]);
  const names = [...new Set(named.flatMap((who) => (who?.kind === 'user' ? [who.name] : [])))];
  return names.length === 0 ? [] : (await users.listNamed(names)).map(({ name }) => name);
}
