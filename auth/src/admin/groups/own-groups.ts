import { managesFolder } from '../../core/identity/standing.js';
import type { Group } from '../../core/identity/user.js';
import { listGroupsWithin } from '../../core/policy/groups-within.js';
import { HttpProblem } from '../../http/problem.js';
import type { AdminRequest } from '../admin-request.js';

/**
 * The groups whose members this person may change: every group for an administrator; for a manager, groups that rules
 * name in the manager's folders only, and of which the manager is a member (who else could give more than they have).
 */
export async function listOwnGroups({ deps, standing, user }: AdminRequest): Promise<readonly Group[]> {
  const groups = await deps.users.listGroups();
  if (standing.administrator) return groups;
  const running = await deps.policies.current();
  if (running === null) return [];
  const within = listGroupsWithin(running.policy, user.groups, (folder) => managesFolder(standing, folder));
  return groups.filter(({ name }) => within.includes(name));
}

/** @throws HttpProblem 403 */
export async function requireOwnGroup(request: AdminRequest, group: string): Promise<void> {
  if (request.standing.administrator) return;
  if ((await listOwnGroups(request)).some(({ name }) => name === group)) return;
  throw new HttpProblem(
    403,
    'not_permitted',
    'you can change the members of groups that count in your folders only and that you are a member of yourself',
  );
}
