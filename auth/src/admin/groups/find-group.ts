import { HttpProblem } from '../../http/problem.js';
import type { AdminRequest } from '../admin-request.js';

/** The group that the address names. @throws HttpProblem 404 */
export async function findGroup({ params, deps }: AdminRequest): Promise<string> {
  const name = params['name'] ?? '';
  const groups = await deps.users.listGroups();
  if (!groups.some((group) => group.name === name))
    throw new HttpProblem(404, 'no_such_group', 'there is no group of this name');
  return name;
}
