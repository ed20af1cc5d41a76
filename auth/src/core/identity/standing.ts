import { isInKeyFolder } from './api-key.js';
import type { UserId } from './user.js';

/** What somebody may do on the administration pages, beside being an administrator. */
export interface AdminRoles {
  /** Reads every page and changes nothing. */
  readonly auditor: boolean;
  /** Folders whose rules and people they look after; paths without slashes at their ends, '' is everything. Sorted. */
  readonly folders: readonly string[];
}

/** Whoever looks at an administration page. */
export interface Standing extends AdminRoles {
  readonly administrator: boolean;
}

export const noRoles: AdminRoles = { auditor: false, folders: [] };

/** PORT: roles that are less than an administrator's. They go with their user. */
export interface RoleStore {
  find(user: UserId): Promise<AdminRoles>;
  /** Replaces what they had. */
  save(user: UserId, roles: AdminRoles): Promise<void>;
  /** Everybody who has any. */
  list(): Promise<ReadonlyMap<UserId, AdminRoles>>;
}

/** True for whoever may open any of the pages. */
export function mayEnter({ administrator, auditor, folders }: Standing): boolean {
  return administrator || auditor || folders.length > 0;
}

/** True for whoever may read everything. */
export function mayReadAll({ administrator, auditor }: Standing): boolean {
  return administrator || auditor;
}

/** True when they may change the rules of this folder ('' is the root), as administrator or as its manager. */
export function managesFolder({ administrator, folders }: Standing, folder: string): boolean {
  return administrator || folders.some((own) => isInKeyFolder({ folder: own }, folder));
}

/** True when they may look at this folder and what lies in it. */
export function mayReadFolder(standing: Standing, folder: string): boolean {
  return standing.auditor || managesFolder(standing, folder);
}

/** The same roles in words: `auditor, manager of /maps`; `none`. */
export function sayRoles({ auditor, folders }: AdminRoles): string {
  const parts = [
    ...(auditor ? ['auditor'] : []),
    ...(folders.length > 0 ? [`manager of ${folders.map((folder) => `/${folder}`).join(', ')}`] : []),
  ];
  return parts.length === 0 ? 'none' : parts.join(', ');
}
