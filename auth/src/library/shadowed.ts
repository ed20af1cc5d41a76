import type { ImageRoot } from '../core/image/image-facts.js';
import type { ScanProblem } from '../core/image/image-index.js';
import { formatDiskName } from './disk-name.js';
import type { OpenRoot } from './root-folder.js';
import { listTopFolders } from './root-folder.js';

export type LeaveOut = (folder: string) => ScanProblem | null;

/** The demo stands beside the administrator's own images: where both have a top folder of one name, the demo's is left out. */
export async function createLeaveOut(root: ImageRoot, own: OpenRoot | null): Promise<LeaveOut> {
  if (root === 'images' || own === null) return () => null;
  const taken = await listTopFolders(own);
  return (folder) => {
    const [top = ''] = folder.split('/');
    if (!taken.has(top)) return null;
    const message = 'The demo’s folder is left out: your own images have a folder of this name.';
    return { name: formatDiskName(Buffer.from(top)), code: 'shadowed', message };
  };
}
