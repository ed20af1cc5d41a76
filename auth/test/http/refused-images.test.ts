import { describe, expect, it } from '@jest/globals';
import { publicUrl } from '../support/test-app.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();

const regions = {
  tile: '0,0,512,512/256,/0/default.jpg',
  full: 'full/max/0/default.jpg',
  'full size': 'full/full/0/default.jpg',
  square: 'square/200,/0/default.jpg',
  pct: 'pct:10,10,50,50/max/0/default.jpg',
} as const;

const image = (folder: string, tail: string = regions.full): string =>
  `/iiif/images/${folder}!001.jp2/${tail}`;
const navigation = { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };

describe('refused images, as the auth service words them', () => {
  it('[A1-71] [A1-72] 401 with an empty body where a sign-in could help', async () => {
    const answer = await use().agent().get(image('members'));
    expect([answer.status, answer.text, answer.headers['cache-control']]).toEqual([401, '', 'no-store']);
    expect(answer.headers['www-authenticate']).toMatch(/^Bearer /);
    expect(answer.headers['vary']).toMatch(/Sec-Fetch-Mode.*Sec-Fetch-Dest/);
  });

  it('[A1-71] 403 where nothing could help', async () => {
    const answer = await use().agent().get(image('sealed'));
    expect([answer.status, answer.json.error, answer.headers['cache-control']]).toEqual([
      403,
      'closed',
      'no-store',
    ]);
  });

  it('[A1-71] 403 as a page with the reason, in their language, for a person who opened it', async () => {
    const german = { ...navigation, 'Accept-Language': 'de' };
    const answer = await use().agent().get(image('sealed'), german);
    expect([answer.status, answer.headers['content-type'], answer.headers['content-language']]).toEqual([
      403,
      'text/html; charset=utf-8',
      'de',
    ]);
    expect(answer.text).toMatch(/Für Sie nicht zugänglich[^]*Closed until 2031/);
    expect(answer.text).not.toContain('?lang=');
    expect([answer.headers['cache-control'], answer.headers['access-control-allow-origin']]).toEqual([
      'no-store',
      '*',
    ]);
    expect(answer.headers['vary']).toMatch(/Sec-Fetch-Mode.*Sec-Fetch-Dest/);
  });

  it('[A1-69] an address of nothing is a page for a person and JSON for a viewer', async () => {
    const path = '/iiif/images/open!none.jp2/info.json';
    const page = await use().agent().get(path, navigation);
    expect([page.status, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.text).not.toContain('none.jp2');
    for (const headers of [{}, { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty', Accept: 'text/html' }])
      expect((await use().agent().get(path, headers)).json.error).toBe('unknown_image');
  });

  it('[A1-71] takes a person who follows a link to the sign-in and back, but only them', async () => {
    const path = image('members');
    const answer = await use().agent().get(path, navigation);
    expect([answer.status, answer.headers['location']]).toEqual([
      303,
      `/iiif-login?return=${encodeURIComponent(path)}`,
    ]);
    for (const headers of [
      { 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' },
      { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' },
    ])
      expect((await use().agent().get(path, headers)).status).toBe(401);
  });

  it('[A1-73] [A1-83] sends whole, square and pct: requests of a lower tier to the same of the tier, on this very site', async () => {
    const base = `${publicUrl}/iiif/tiers/preview/images/preview!001.jp2`;
    const tails = [
      'full/max/0/default.jpg',
      'full/full/0/default.jpg',
      'full/2000,/0/default.jpg',
      'full/200,/0/default.jpg',
      'full/!90,90/0/default.jpg',
      'square/1000,/0/default.jpg',
      'pct:0,0,50,50/max/90/gray.jpg',
      'full/pct:50/!180/default.jpg',
    ];
    for (const asked of tails) {
      const answer = await use().agent().get(image('preview', asked));
      expect([asked, answer.status]).toEqual([asked, 302]);
      const location = answer.headers['location'] ?? '';
      expect(location.startsWith(`${base}/`)).toBe(true);
      // Whatever it is sent to, the tier has it.
      expect((await use().check(location.slice(publicUrl.length))).status).toBe(200);
    }
  });

  it('pixel regions are not redirected: they mean something else on the tier', async () => {
    expect((await use().agent().get(image('preview', regions.tile))).status).toBe(401);
    expect((await use().agent().get(image('small', regions.tile))).status).toBe(403);
  });

  it('[A1-72] never sends pixels, even for what has just become allowed', async () => {
    const answer = await use().agent().get(image('open'));
    expect([answer.status, answer.headers['retry-after'], answer.headers['content-type']]).toEqual([
      503,
      '2',
      'application/json; charset=utf-8',
    ]);
  });

  it('judges by the cookie and never by the token', async () => {
    const agent = await use().signIn('tom');
    const headers = { Authorization: `Bearer ${await use().token(agent)}` };
    expect((await use().agent().get(image('members'), headers)).status).toBe(401);
  });
});
