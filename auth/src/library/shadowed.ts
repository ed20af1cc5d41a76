import type { ScanProblem } from '../core/image/image-index.js';
import { formatDiskName } from './disk-name.js';
import type { OpenRoot } from './root-folder.js';
import { listTopFolders } from './root-folder.js';

export type LeaveOut = (folder: string) => ScanProblem | null;

/** The demo stands beside the administrator's own images: where both have a top folder of one name, the demo's is left out. */
export async function leaveOutDemo(own: OpenRoot | null): Promise<LeaveOut> {
  if (own === null) return () => null;
  const message = 'The demo’s folder is left out: your own images have a folder of this name.';
  return leaveOutTop(await listTopFolders(own), message);
}

/** The demo's rules must not show an administrator's folder that came later and happens to have the name of one of its. */
export function leaveOutOwn(ruled: ReadonlySet<string>): LeaveOut {
  const message =
    'Left out: the demo has rules for a folder of this name. Load the demo again, which leaves those out, clear it, or rename yours.';
  return leaveOutTop(ruled, message);
}

function leaveOutTop(taken: ReadonlySet<string>, message: string): LeaveOut {
  return (folder) => {
    const [top = ''] = folder.split('/');
    if (!taken.has(top)) return null;
    return { name: formatDiskName(Buffer.from(top)), code: 'shadowed', message };
  };
}
