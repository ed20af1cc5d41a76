import { describe, expect, it } from '@jest/globals';
import { addressOf, running } from './support.js';

const tail = '0,0,256,256/256,/0/default.jpg';

async function tagOf(address: string): Promise<string | null> {
  return (await fetch(address)).headers.get('etag');
}

describe('pictures', () => {
  it('carry length, type, nosniff and a strong tag of their own', async () => {
    const { headers } = await fetch(await addressOf('odd.jp2', tail));
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('etag')).toMatch(/^"[A-Za-z0-9_-]{27}"$/);
    expect(headers.get('server')).toBeNull();
    expect(headers.get('last-modified')).toBeNull();
  });

  it('have one tag for all spellings of one request, and others for other versions and tiers', async () => {
    const plain = await tagOf(await addressOf('odd.jp2', tail));
    expect(await tagOf(await addressOf('odd.jp2', '0,0,256,256/pct:100/360/color.jpg'))).toBe(plain);
    expect(await tagOf(await addressOf('odd.jp2', tail, { version: 'v2' }))).not.toBe(plain);
    expect(await tagOf(await addressOf('odd.jp2', tail, { view: '1501x1103-gray' }))).not.toBe(plain);
  });

  it('answer HEAD with the same headers and no body', async () => {
    const address = await addressOf('odd.jp2', tail);
    const [got, asked] = [await fetch(address), await fetch(address, { method: 'HEAD' })];
    expect(asked.headers.get('content-length')).toBe(got.headers.get('content-length'));
    expect(asked.headers.get('etag')).toBe(got.headers.get('etag'));
    expect((await asked.arrayBuffer()).byteLength).toBe(0);
  });

  it('of a tier never show more than the tier', async () => {
    const whole = await fetch(
      await addressOf('odd.jp2', 'full/401,/0/default.jpg', { view: '400x294-color' }),
    );
    expect(whole.status).toBe(400);
    const part = await fetch(
      await addressOf('odd.jp2', '0,0,100,100/101,/0/default.jpg', { view: '400x294-color' }),
    );
    expect(part.status).toBe(400);
  });
});

describe('a decision that is not complete', () => {
  it.each([
    '/image/',
    '/image//images/1501x1103/1501x1103-color/v1/odd.jp2/full/max/0/default.jpg',
    '/image/4/images/1501x1103/1501x1103-color/v1/odd.jp2/full/max/0/default.jpg',
    '/image/2//1501x1103/1501x1103-color/v1/odd.jp2/full/max/0/default.jpg',
    '/image/2/else/1501x1103/1501x1103-color/v1/odd.jp2/full/max/0/default.jpg',
    '/image/2/images//1501x1103-color/v1/odd.jp2/full/max/0/default.jpg',
    '/image/2/images/1501x1103//v1/odd.jp2/full/max/0/default.jpg',
    '/image/2/images/1501x1103/1501x1103/v1/odd.jp2/full/max/0/default.jpg',
    '/image/2/images/1501x1103/9999x1103-color/v1/odd.jp2/full/max/0/default.jpg',
    '/image/2/images/1501x1103/0x0-color/v1/odd.jp2/full/max/0/default.jpg',
    '/image/2/images/1501x1103/1501x1103-color//odd.jp2/full/max/0/default.jpg',
    '/image/2/images/1501x1103/1501x1103-color/v1//full/max/0/default.jpg',
    '/image/2/images/1501x1103/1501x1103-color/v1/odd.jp2/',
    '/image/2/images/1501x1103/1501x1103-color/v1/%6Fdd.jp2/full/max/0/default.jpg',
    '/image/2/images/1501x1103/1501x1103-color/v1/a+b.jp2/full/max/0/default.jpg',
  ])('%s is 503', async (target) => {
    const response = await fetch(`${running.url}${target}`);
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toMatchObject({ error: 'incomplete_decision' });
  });
});

describe('requests that can not be done', () => {
  it.each([
    ['5000,5000,100,100/full/0/default.jpg', 400],
    ['-1,0,10,10/full/0/default.jpg', 400],
    ['nan,nan,nan,nan/full/0/default.jpg', 400],
    ['full/0,/0/default.jpg', 400],
    ['full/9999,/0/default.jpg', 400],
    ['full/100000,100000/0/default.jpg', 400],
    ['full/pct:-10/0/default.jpg', 400],
    ['full/max/45/default.jpg', 400],
    ['full/max/0/default.gif', 400],
    ['full/max/0/native.jpg', 400],
    ['full/max/0/default.jpg&FIF=open/mountains.jp2&CVT=jpeg', 400],
    ['full/max/0/default.jpg?FIF=open/mountains.jp2&CVT=jpeg', 400],
    ['full/max/0/%s%s%n.jpg', 400],
    ['full/max/0/default.jpg/extra', 400],
  ])('%s is %d, and not cacheable', async (bad, status) => {
    const response = await fetch(await addressOf('odd.jp2', bad));
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('%s is refused', async (method) => {
    const response = await fetch(await addressOf('odd.jp2', tail), { method });
    expect(response.status).toBe(405);
  });

  it('other addresses are unknown', async () => {
    for (const target of ['/', '/healthz/', '/metrics/', '/iiif/images/odd.jp2/info.json', '/facts']) {
      // oxlint-disable-next-line no-await-in-loop
      expect((await fetch(`${running.url}${target}`)).status).toBe(404);
    }
  });
});
