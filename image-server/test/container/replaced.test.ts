import { copyFile, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { encodeImage, factsOf, formatAddress, meanOf, pixelsOf, running } from './support.js';

async function replace(spare: string): Promise<void> {
  const target = join(running.files, 'images/replaced.jp2');
  await copyFile(join(running.files, 'spare', spare), `${target}.new`);
  await rename(`${target}.new`, target);
}

const before = { width: 300, height: 200 };

describe('a file that is replaced', () => {
  it('shows its new pixels at once, on every worker', async () => {
    const address = formatAddress('replaced.jp2', before, 'full/max/0/default.jpg');
    for (let count = 0; count < 8; count += 1) {
      // oxlint-disable-next-line no-await-in-loop
      expect(meanOf(await pixelsOf(address))[0]).toBeGreaterThan(190);
    }
    const oldTag = (await fetch(address)).headers.get('etag');
    await replace('same-size.jp2');
    for (let count = 0; count < 8; count += 1) {
      // oxlint-disable-next-line no-await-in-loop
      const [red = 255, green = 0] = meanOf(await pixelsOf(address));
      expect(red).toBeLessThan(60);
      expect(green).toBeGreaterThan(190);
    }
    expect((await fetch(address)).headers.get('etag')).not.toBe(oldTag);
  });

  it('of another size is not shown in the old one, and its facts are new', async () => {
    await replace('after.jp2');
    const stale = await fetch(formatAddress('replaced.jp2', before, 'full/max/0/default.jpg'));
    expect([stale.status, ((await stale.json()) as { error: string }).error]).toEqual([503, 'file_changed']);
    expect(await factsOf('replaced.jp2')).toMatchObject({ width: 200, height: 300 });
    const picture = await pixelsOf(
      formatAddress('replaced.jp2', { width: 200, height: 300 }, 'full/max/0/default.jpg', { version: 'v2' }),
    );
    expect([picture.width, picture.height]).toEqual([200, 300]);
    expect(meanOf(picture)[2]).toBeGreaterThan(190);
  });
});

describe('symbolic links', () => {
  it('inside the folder are followed, those that lead out of it are not', async () => {
    const inside = join(running.files, 'images/link-inside.jp2');
    const outside = join(running.files, 'images/link-outside.jp2');
    await symlink('odd.jp2', inside);
    await symlink('/opt/gatehouse/probe.jp2', outside);
    try {
      expect(await factsOf('link-inside.jp2')).toMatchObject({ width: 1501 });
      expect((await fetch(`${running.url}/facts/images/${encodeImage('link-outside.jp2')}`)).status).toBe(
        415,
      );
      const picture = await fetch(
        formatAddress('link-outside.jp2', { width: 16, height: 16 }, 'full/max/0/default.jpg'),
      );
      expect(picture.status).toBe(404);
    } finally {
      await rm(inside);
      await rm(outside);
    }
  });
});
