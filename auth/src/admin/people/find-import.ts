import type { AdminJob } from '../../core/admin-job.js';
import { HttpProblem } from '../../http/problem.js';
import type { AdminRequest } from '../admin-request.js';

/** What came of an import. */
export interface ImportResult {
  readonly made: number;
  /** Of the people who were made. */
  readonly names: readonly string[];
  /** Their links were downloaded. */
  readonly linksMade: boolean;
}

/** The page of an import. */
export function importAddress(id: string): string {
  return `/auth/admin/import-people/${id}`;
}

/** @throws HttpProblem 404 for what is not there, and for what another person started */
export async function findImport({ params, deps, user }: AdminRequest): Promise<AdminJob> {
  const job = await deps.jobs.find(params['id'] ?? '');
  if (job === null || job.kind !== 'import' || job.owner !== user.id)
    throw new HttpProblem(404, 'no_such_import', 'this import is no longer kept; send the file again');
  return job;
}
