import { type Picture, viewerPicture } from '../fixtures/viewer-collection.js';
import { makeImages } from '../fixtures/make-images.js';
import { viewerPolicy } from '../fixtures/viewer-collection.js';
import { compose } from './compose.js';
import { people } from './people.js';
import { viewerOrigins } from './settings.js';
import { Stack } from './stack.js';
import { writeStackFiles } from './stack-files.js';
import { until } from './wait.js';

/** Where a visitor in the reading room seems to come from; told by a header, since every test comes from this machine. */
export const roomAddress = '203.0.113.20';

/** A stack with one folder for each pattern, which believes its visitors' X-Forwarded-For. */
export async function startViewerStack(
  pictures: readonly Picture[] = viewerPicture,
  more: Readonly<Record<string, string>> = {},
): Promise<Stack> {
  const files = writeStackFiles(people.ines, {
    ...more,
    TRUSTED_PROXIES: '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16',
    VIEWER_ORIGINS: `${viewerOrigins.otherSite},${viewerOrigins.sameSite}`,
  });
  const stack = new Stack(files);
  try {
    await stack.down();
    await makeImages(files.imageFolder, pictures);
    await compose(files, ['up', '-d', '--build', '--wait']);
    const { name, password } = people.ayesha;
    await stack.gatehouse(['user', 'add', name, '--password-stdin'], `${password}\n`);
    await stack.gatehouse(['policy', 'apply', '-', '--yes'], viewerPolicy);
    const all = await until(async () => (await stack.images()).length === pictures.length, { within: 60_000, every: 1000 });
    if (!all) throw new Error('the pictures were not indexed in a minute');
    return stack;
  } catch (error) {
    await stack.remove();
    throw error;
  }
}
