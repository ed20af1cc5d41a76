import { toImagePath } from '../../core/image/image-path.js';
import { mayReadAll } from '../../core/identity/standing.js';
import type { AdminRequest } from '../admin-request.js';
import { requireFolder } from '../folders/require-folder.js';

/** A folder of the image folder as somebody named it; '' for what is no folder's name. */
export function readFolderField(text: string | undefined): string {
  const asked = (text ?? '').replace(/^\/+|\/+$/g, '');
  const checked = asked === '' ? null : toImagePath(asked);
  return checked?.ok === true ? checked.value : '';
}

/**
 * Which folders a page of images is about: the one that is asked for, else all that the one who asks may look at.
 * @throws HttpProblem 403
 */
export function askedFolders({ query, standing }: AdminRequest): readonly string[] {
  const folder = readFolderField(query.get('folder'));
  if (folder === '' && !mayReadAll(standing)) return standing.folders;
  requireFolder(standing, folder, 'read');
  return [folder];
}
