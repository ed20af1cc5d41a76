import { describe, expect, it } from '@jest/globals';
import { expectGolden } from '../support/golden.js';
import { cookieOf } from '../support/test-app.js';
import { posted } from './auth2-documents.js';
import { bearer, token2 } from './auth2-flow.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const room = '192.0.2.20';
const elsewhere = '198.51.100.77';
const unknownViewer = 'https://never-seen.test';
const info = '/iiif/images/reading-room!001.jp2/info.json';
const tile = '/iiif/images/reading-room!001.jp2/0,0,512,512/256,/0/default.jpg';

describe('places: the address of each request decides', () => {
  it('opens in the place and nowhere else, with nothing brought along', async () => {
    for (const address of ['192.0.2.16', '192.0.2.31', '2001:db8:5::1', '::ffff:192.0.2.20'])
      expect([address, (await use().agent(address).get(info)).status]).toEqual([address, 200]);
    for (const address of ['192.0.2.15', '192.0.2.32', '2001:db8:6::1', elsewhere])
      expect([address, (await use().agent(address).get(info)).status]).toEqual([address, 401]);
  });

  it('is never a place where the address is of the stack’s own networks', async () => {
    const headers = { 'X-Gate-Client': room, 'X-Gate-Own-Network': '1' };
    expect((await use().check(tile, headers)).status).toBe(401);
  });

  it('opens the pixels likewise', async () => {
    expect((await use().check(tile, { 'X-Gate-Client': room })).status).toBe(200);
    expect((await use().check(tile, { 'X-Gate-Client': elsewhere })).status).toBe(401);
  });

  it('[A1-3A] [A1-24] describes external with an @id, failure texts and a token service of its own', async () => {
    const [service] = (await use().agent().get(info)).json.service;
    expectGolden('service1-external.json', service);
  });

  it('[A1-39] describes kiosk likewise', async () => {
    const [service] = (await use().agent().get('/iiif/images/kiosk!001.jp2/info.json')).json.service;
    expectGolden('service1-kiosk.json', service);
  });
});

describe('places: tokens', () => {
  it('[A1-3A] [A2-1A] are given in the place without any cookie, as the first request of all, to any site', async () => {
    const one = await use().agent(room).get('/iiif-token/place');
    expect([one.status, one.json]).toEqual([
      200,
      { accessToken: expect.stringMatching(/^[\w-]{43}$/), expiresIn: 3_600 },
    ]);
    for (const path of ['/iiif-token/place', '/iiif-auth2/token/place']) {
      const page = await use().agent(room).get(`${path}?messageId=1&origin=${unknownViewer}`);
      expect(posted(page)).toMatchObject({ targetOrigin: unknownViewer, message: { messageId: '1' } });
      expect(page.setCookies).toEqual([]);
    }
  });

  it('[A1-48] [A2-2A] are refused elsewhere: missingCredentials, missingAspect, with a word about the place', async () => {
    const one = await use().agent(elsewhere).get('/iiif-token/place');
    expect([one.status, one.json.error]).toEqual([401, 'missingCredentials']);
    expect(one.json.description).toContain('no reading place of Example Archive');
    const two = await use()
      .agent(elsewhere)
      .get(`/iiif-auth2/token/place?messageId=1&origin=${unknownViewer}`);
    expect(posted(two)?.message).toMatchObject({
      profile: 'missingAspect',
      heading: { en: ['Only on site'] },
    });
  });

  it('carry nothing: taken elsewhere they open nothing', async () => {
    const token = String((await use().agent(room).get('/iiif-token/place')).json.accessToken);
    expect((await use().agent(room).get(info, bearer(token))).status).toBe(200);
    expect((await use().agent(elsewhere).get(info, bearer(token))).status).toBe(401);
    const second = await token2(use().agent(room), 'place');
    const probe = '/iiif-auth2/probe/service/reading-room!001.jp2';
    expect((await use().agent(room).get(probe, bearer(second))).json.status).toBe(200);
    expect((await use().agent(elsewhere).get(probe, bearer(second))).json.status).toBe(401);
    expect((await use().check(tile, { ...bearer(token), 'X-Gate-Client': elsewhere })).status).toBe(401);
  });

  it('tell nothing of a person, even where somebody is signed in', async () => {
    const agent = await use().signIn('tom', null, use().agent(room));
    const token = posted(await agent.get(`/iiif-token/place?messageId=1&origin=${unknownViewer}`))?.message;
    const staff = await use().agent().get('/iiif/images/staff!001.jp2/info.json', bearer(token.accessToken));
    expect(staff.status).toBe(401);
  });

  it('a place is never kept: the cookie of somebody who was there opens nothing elsewhere', async () => {
    const agent = await use().signIn('marek', null, use().agent(room));
    await agent.get('/iiif-login/place');
    const check = await use().check(tile, { ...cookieOf(agent), 'X-Gate-Client': elsewhere });
    expect(check.status).toBe(401);
  });
});

describe('places: the window', () => {
  const windows = [
    '/iiif-login/place',
    '/iiif-login/kiosk',
    '/iiif-auth2/access/kiosk',
    '/iiif-auth2/access/external',
  ];

  it('[A1-39] [A2-17] [A2-19] closes at once in the place, and sets nothing', async () => {
    for (const target of windows) {
      const answer = await use().agent(room).get(`${target}?origin=${unknownViewer}`);
      expect([target, answer.status, answer.setCookies]).toEqual([target, 200, []]);
      expect(answer.text).toContain('window.close()');
    }
  });

  it('[A2-1B] explains elsewhere why it stays closed, and ends in a closing page', async () => {
    for (const target of windows) {
      const answer = await use().agent(elsewhere).get(target);
      expect([target, answer.status, answer.setCookies]).toEqual([target, 200, []]);
      expect(answer.text).toContain('not at a reading place of Example Archive');
      expect(answer.text).toContain(elsewhere);
      expect(answer.text).toContain('href="/iiif-login/cancel"');
    }
  });
});
