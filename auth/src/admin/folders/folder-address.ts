import type { Context } from 'koa';
import { formatIdentifier, type ImagePath, parseIdentifier } from '../../core/image/image-path.js';
import { HttpProblem } from '../../http/problem.js';

/** The address of a folder's page; '' is the root. */
export function folderAddress(folder: string): `/auth/admin/${string}` {
  return `/auth/admin/folders/${folder === '' ? '' : formatIdentifier(folder as ImagePath)}`;
}

/** The address of the page with a folder's texts. */
export function textsAddress(folder: string): `/auth/admin/${string}` {
  return `/auth/admin/texts/${folder === '' ? '' : formatIdentifier(folder as ImagePath)}`;
}

/**
 * The folder that an address names, read from the raw path as identifiers are everywhere.
 * @param page whose address it is
 * @throws HttpProblem 404 for what is no canonical name
 */
export function readFolder(ctx: Context, page: 'folders' | 'texts' = 'folders'): string {
  const raw = ctx.path.slice(`/auth/admin/${page}/`.length);
  if (raw === '') return '';
  const path = parseIdentifier(raw);
  if (!path.ok) throw new HttpProblem(404, 'no_such_folder', path.error.message);
  return path.value;
}

/** The last part of a folder's path, or what the root is called. */
export function folderName(folder: string): string {
  return folder === '' ? 'All images' : (folder.split('/').at(-1) ?? folder);
}
