import { describe, expect, it } from '@jest/globals';
import { addressOf, pixelsOf, psnr, readReference } from './support.js';

const map = 'closed/survey-map.jp2';

describe('pixels', () => {
  it('are those of opj_decompress at full size', async () => {
    const tile = await pixelsOf(await addressOf(map, '2048,3072,256,256/256,/0/default.jpg'));
    expect(psnr(tile, await readReference('survey-full-size'))).toBeGreaterThan(29);
  });

  it('are those of opj_decompress three levels down', async () => {
    const tile = await pixelsOf(await addressOf(map, '2048,4096,2048,2048/256,/0/default.jpg'));
    // 30 by iipsrv; 24 once other tests have made the map so hot that it has a derivative, whose levels are means and not wavelets.
    expect(psnr(tile, await readReference('survey-eighth'))).toBeGreaterThan(22);
  });

  it('are those of opj_decompress in the last corner of an odd size', async () => {
    const tile = await pixelsOf(await addressOf('odd.jp2', '1280,1024,256,256/221,79/0/default.jpg'));
    expect(psnr(tile, await readReference('odd-corner'))).toBeGreaterThan(34);
  });

  it('have all quality layers', async () => {
    const tile = await pixelsOf(await addressOf('layers.jp2', '256,256,512,512/256,/0/default.jpg'));
    expect(psnr(tile, await readReference('layers'))).toBeGreaterThan(34);
  });

  it.each(['odd.jp2', 'untiled.jp2', 'odd.tif', 'flat.tif', 'two-pages.tif'])(
    'are the same in %s',
    async (path) => {
      const whole = await pixelsOf(await addressOf(path, 'full/375,276/0/default.jpg'));
      const other = await pixelsOf(await addressOf('odd.jp2', 'full/375,276/0/default.jpg'));
      expect(psnr(whole, other)).toBeGreaterThan(30);
    },
  );
});
