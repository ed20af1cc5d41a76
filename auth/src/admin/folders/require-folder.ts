import { managesFolder, mayReadFolder, type Standing } from '../../core/identity/standing.js';
import { HttpProblem } from '../../http/problem.js';

/**
 * Managers look after their own folders only.
 * @throws HttpProblem 403
 */
export function requireFolder(standing: Standing, folder: string, to: 'read' | 'change'): void {
  const may = to === 'read' ? mayReadFolder(standing, folder) : managesFolder(standing, folder);
  if (may || standing.administrator) return;
  throw new HttpProblem(403, 'not_permitted', 'this folder is not one of those that you manage');
}
