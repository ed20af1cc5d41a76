import { expect, it } from '@jest/globals';
import { cookieOf } from '../support/test-app.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();

it('with the database gone, nothing remembered is believed: 503 everywhere, never content', async () => {
  const agent = await use().signIn('tom');
  const token = await use().token(agent);
  const cookie = cookieOf(agent);
  const open = '/iiif/images/open!001.jp2';
  const tile = '/0,0,512,512/256,/0/default.jpg';
  // Everything is warm.
  expect((await use().check(open + tile, cookie)).status).toBe(200);
  expect((await agent.get(`${open}/info.json`)).status).toBe(200);

  use().setFresh(false);
  await use().database.dataSource.destroy();

  for (const headers of [{}, cookie, { Authorization: `Bearer ${token}` }])
    for (const folder of ['open', 'members', 'secret', 'sealed', 'preview']) {
      const check = await use().check(`/iiif/images/${folder}!001.jp2${tile}`, headers);
      expect([folder, check.status, check.headers['x-gate-image']]).toEqual([folder, 503, undefined]);
      const info = await use().agent().get(`/iiif/images/${folder}!001.jp2/info.json`, headers);
      expect([folder, info.status, info.json.error]).toEqual([folder, 503, 'unavailable']);
      expect(info.headers['access-control-allow-origin']).toBe('*');
    }
  for (const target of ['/', '/iiif/manifests/open', '/auth/admin/'])
    expect([target, (await agent.get(target)).status === 503 || target === '/auth/admin/']).toEqual([
      target,
      true,
    ]);
  const json = await agent.get('/iiif-token');
  expect([json.status, json.json.error]).toEqual([503, 'unavailable']);
  const page = await agent.get('/iiif-token?messageId=1&origin=https://viewer.test');
  expect([page.status, page.text.includes('unavailable')]).toEqual([200, true]);
  // What needs no answer from the store still works.
  expect((await use().check('/iiif/nonsense')).status).toBe(401);
  expect((await use().agent().get('/iiif-login/cancel')).status).toBe(200);
});
