import type { User } from '../../core/identity/user.js';
import { HttpProblem } from '../../http/problem.js';
import type { AdminRequest } from '../admin-request.js';

/** The address of a person's page. */
export function personAddress(name: string): `/auth/admin/${string}` {
  return `/auth/admin/people/${encodeURIComponent(name)}`;
}

/**
 * The person whom the address names.
 * @throws HttpProblem 404
 */
export async function findPerson({ params, deps }: AdminRequest): Promise<User> {
  const user = await deps.users.findByName(params['name'] ?? '');
  if (user === null) throw new HttpProblem(404, 'no_such_person', 'there is nobody of this user name');
  return user;
}
