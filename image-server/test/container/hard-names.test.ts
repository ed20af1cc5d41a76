import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addressOf, encodeImage, formatAddress, logged, meanOf, pixelsOf, running } from './support.js';

const names = JSON.parse(await readFile(join(running.files, 'names.json'), 'utf8')) as {
  readonly name: string;
  readonly colour: readonly number[];
}[];

describe('names', () => {
  it.each(names)('$name opens its own file and no other', async ({ name, colour }) => {
    const mean = meanOf(await pixelsOf(await addressOf(`names/${name}`, 'full/max/0/default.jpg')));
    for (const [channel, value] of colour.entries())
      expect(Math.abs((mean[channel] ?? 0) - value)).toBeLessThan(5);
  });

  it.each(names)('of files that are gone are 404 and bring nothing down: $name', async ({ name }) => {
    const before = (await logged('worker_died')).length;
    const response = await fetch(
      formatAddress(`vanished/${name}`, { width: 48, height: 32 }, 'full/max/0/default.jpg'),
    );
    const body = await response.text();
    expect(response.status).toBe(404);
    expect(body).not.toContain('/data');
    expect(body).not.toContain('vanished');
    expect((await logged('worker_died')).length).toBe(before);
  });

  it.each(['..', 'a/../b', '.', 'names/../../../etc/passwd', '/etc/passwd', 'a//b'])(
    '%s is no decision',
    async (path) => {
      const encoded = path.split('/').map(encodeImage).join('!');
      const response = await fetch(
        `${running.url}/image/2/images/48x32/48x32-color/v1/${encoded}/full/max/0/default.jpg`,
      );
      expect([400, 503]).toContain(response.status);
      expect(response.headers.get('content-type')).toBe('application/json');
    },
  );
});
