import { describe, expect, it } from '@jest/globals';
import { encodeImage, formatAddress, listWorkers, running } from './support.js';

async function askFacts(
  path: string,
): Promise<{ status: number; body: { error?: string; message?: string } }> {
  const response = await fetch(`${running.url}/facts/images/${encodeImage(path)}`);
  return { status: response.status, body: (await response.json()) as { error?: string; message?: string } };
}

describe('files that can not be served', () => {
  it.each([
    ['bad/truncated.jp2', 'truncated'],
    ['bad/header-only.jp2', 'truncated'],
    ['bad/empty.jp2', 'truncated'],
    ['bad/truncated.tif', 'truncated'],
    ['bad/corrupt.jp2', 'unreadable'],
    ['bad/text.jp2', 'unsupported'],
    ['bad/picture.png', 'truncated'],
    ['bad/subsampled.jp2', 'unsupported'],
  ])('%s is told to the scan as %s, with a reason', async (path, code) => {
    const { status, body } = await askFacts(path);
    expect([status, body.error]).toEqual([415, code]);
    expect(body.message).toMatch(/ /);
    expect(body.message).not.toContain('/data');
  });

  it.each(['bad/truncated.jp2', 'bad/corrupt.jp2', 'bad/subsampled.jp2', 'bad/text.jp2'])(
    '%s never becomes a picture',
    async (path) => {
      const size = path.includes('truncated') ? { width: 6000, height: 8000 } : { width: 1501, height: 1103 };
      for (const tail of [
        'full/max/0/default.jpg',
        'full/64,/0/default.jpg',
        '1400,1000,101,103/101,103/0/default.jpg',
      ]) {
        // oxlint-disable-next-line no-await-in-loop
        const response = await fetch(formatAddress(path, size, tail));
        // The undamaged parts of a damaged file are shown; what comes is whole, or it is no picture.
        if (path !== 'bad/corrupt.jp2') expect([path, tail, response.status]).toEqual([path, tail, 502]);
        // oxlint-disable-next-line no-await-in-loop
        const body = Buffer.from(await response.arrayBuffer());
        if (response.status === 200) expect(body.readUInt16BE(body.length - 2)).toBe(0xffd9);
        else expect(response.headers.get('cache-control')).toBe('no-store');
      }
    },
    60_000,
  );

  it('leave the workers alive and well', async () => {
    expect((await listWorkers()).length).toBeGreaterThanOrEqual(2);
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  });

  it('a file that is not there is 404', async () => {
    expect((await askFacts('no/such.jp2')).status).toBe(404);
  });

  it('a folder is no image', async () => {
    expect((await askFacts('open')).status).toBe(415);
  });
});
