import { describe, expect, it } from '@jest/globals';
import { publicUrl } from '../support/test-app.js';
import { auth1Services } from './documents.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const closed = '/iiif/images/members!001.jp2';
const open = '/iiif/images/open!001.jp2';
const tiered = '/iiif/images/preview!001.jp2';

async function bearer(): Promise<{ readonly Authorization: string }> {
  const agent = await use().signIn('tom');
  return { Authorization: `Bearer ${await use().token(agent)}` };
}

describe('info.json: statuses of Authentication 1.0', () => {
  it('[V7-01] [A1-61] answers 401 to somebody without access, with the whole document and its services', async () => {
    const answer = await use().agent().get(`${closed}/info.json`);
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ '@id': publicUrl + closed, width: 6000 });
    expect(auth1Services(answer.json)).toHaveLength(1);
  });

  it('[A1-69] [A1-60] leaves nothing out of the refused document: true width, height, tiles, sizes', async () => {
    const refused = (await use().agent().get(`${closed}/info.json`)).json;
    const allowed = (await (await use().signIn('tom')).get(`${closed}/info.json`)).json;
    expect(Object.keys(refused)).toEqual(expect.arrayContaining(Object.keys(allowed)));
    for (const key of [
      '@context',
      '@id',
      'protocol',
      'width',
      'height',
      'profile',
      'tiles',
      'sizes',
      'service',
    ])
      expect(refused[key]).toEqual(allowed[key]);
    expect([refused.width, refused.height]).toEqual([6000, 4000]);
  });

  it('[A1-62] [A1-07] answers 200 with a token, just when the check lets the cookie behind it through', async () => {
    const agent = await use().signIn('tom');
    const headers = { Authorization: `Bearer ${await use().token(agent)}` };
    for (const folder of ['open', 'members', 'staff', 'tom', 'shut', 'sealed', 'reading-room']) {
      const described = await use().agent().get(`/iiif/images/${folder}!001.jp2/info.json`, headers);
      const cookie = agent.cookies.get('__Host-gatehouse') ?? '';
      const check = await use().check(`/iiif/images/${folder}!001.jp2/full/max/0/default.jpg`, {
        Cookie: `__Host-gatehouse=${cookie}`,
      });
      expect([folder, described.status === 200]).toEqual([folder, check.status === 200]);
    }
  });

  it('[A1-16] offers the same services in the 200 document, for signing out and renewing', async () => {
    const refused = await use().agent().get(`${closed}/info.json`);
    const allowed = await use()
      .agent()
      .get(`${closed}/info.json`, await bearer());
    expect(allowed.status).toBe(200);
    expect(allowed.json.service).toEqual(refused.json.service);
    expect(auth1Services(allowed.json)).toHaveLength(1);
  });

  it('[A1-16] offers no service on an image that anyone may see, signed in or not', async () => {
    expect((await use().agent().get(`${open}/info.json`)).json).not.toHaveProperty('service');
    expect((await (await use().signIn('tom')).get(`${open}/info.json`)).json).not.toHaveProperty('service');
  });

  it('[A1-65] [A1-68] sends somebody who may see less to the tier with 302, and only there', async () => {
    const answer = await use().agent().get(`${tiered}/info.json`);
    expect(answer.status).toBe(302);
    expect(answer.headers['location']).toBe(
      `${publicUrl}/iiif/tiers/preview/images/preview!001.jp2/info.json`,
    );
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('[A1-67] [A1-68] [A1-63] [A1-06] the tier has an id, sizes and services of its own, and is 200 by itself', async () => {
    const answer = await use().agent().get('/iiif/tiers/preview/images/preview!001.jp2/info.json');
    expect(answer.status).toBe(200);
    expect(answer.json['@id']).toBe(`${publicUrl}/iiif/tiers/preview/images/preview!001.jp2`);
    expect(answer.json).toMatchObject({ width: 400, height: 267 });
    expect(auth1Services(answer.json)).toMatchObject([{ '@id': `${publicUrl}/iiif-login` }]);
    expect(answer.json.sizes.every((size: { width: number }) => size.width <= 400)).toBe(true);
  });

  it('[A1-64] gives somebody who may see everything the image itself under the address that was asked for', async () => {
    const answer = await (await use().signIn('marek')).get(`${tiered}/info.json`);
    expect([answer.status, answer.json['@id'], answer.json.width]).toEqual([200, publicUrl + tiered, 6000]);
  });

  it('[A1-66] answers 401 at the lowest tier to somebody who may not even see that', async () => {
    const answer = await use().agent().get('/iiif/tiers/preview/images/members!001.jp2/info.json');
    expect(answer.status).toBe(401);
    expect(answer.json['@id']).toBe(`${publicUrl}/iiif/tiers/preview/images/members!001.jp2`);
  });

  it('says 302 and no services where somebody sees less and nothing could help', async () => {
    const answer = await use().agent().get('/iiif/images/small!001.jp2/info.json');
    expect(answer.headers['location']).toBe(`${publicUrl}/iiif/tiers/preview/images/small!001.jp2/info.json`);
    const tier = await use().agent().get('/iiif/tiers/preview/images/small!001.jp2/info.json');
    expect(tier.status).toBe(200);
    expect(tier.json).not.toHaveProperty('service');
  });

  it('[A1-6D] answers 401 with the reason, never 403, where nothing could help', async () => {
    const answer = await use().agent().get('/iiif/images/sealed!001.jp2/info.json');
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ attribution: 'Closed until 2031', width: 6000 });
    expect(answer.json).not.toHaveProperty('service');
  });

  it('[A1-6D] answers 401 to somebody signed in whose account does not open it, and names the account', async () => {
    const answer = await (await use().signIn('marek')).get('/iiif/images/staff!001.jp2/info.json');
    expect(answer.status).toBe(401);
    const [login, ...more] = auth1Services(answer.json);
    expect(more).toEqual([]);
    expect(login.header).toBe('Signed in as marek');
    expect(login.description).toContain('Another account may');
  });

  it('[A1-6D] answers 404 for what is not in the index, and queues a scan of its folder', async () => {
    const answer = await use().agent().get('/iiif/images/open!new!999.jp2/info.json');
    expect([answer.status, answer.json.error]).toEqual([404, 'unknown_image']);
    expect(use().scansAsked).toContain('open/new');
  });

  it('answers 400 for an identifier that is not canonical', async () => {
    for (const identifier of ['open!%30%301.jp2', 'open!..!x.jp2', 'open!!001.jp2', '%FF.jp2'])
      expect((await use().agent().get(`/iiif/images/${identifier}/info.json`)).status).toBe(400);
  });

  it('answers 200 for Image API 3.0 whoever asks, and 404 and 400 as ever', async () => {
    const statuses = [
      'members!001.jp2',
      'staff!001.jp2',
      'sealed!001.jp2',
      'preview!001.jp2',
      'open!no.jp2',
      'open!!1',
    ].map(async (id) => (await use().agent().get(`/iiif/3/images/${id}/info.json`)).status);
    expect(await Promise.all(statuses)).toEqual([200, 200, 200, 200, 404, 400]);
  });
});

describe('info.json: ids', () => {
  const spellings = [
    '/iiif/images/members!001.jp2',
    '/iiif/images/members/001.jp2',
    '/iiif/images/members%2F001.jp2',
    '/iiif/images/members%2f001.jp2',
    '/iiif/images/members!Z%C3%BCrich%20%231%3Bv%3F.jp2',
    '/iiif/images/members!Z%c3%bcrich%20%231;v%3F.jp2',
    '/iiif/images/members!with%21mark.jp2',
    '/iiif/images/open!a%2Bb%20%26%20100%25.tif',
    '/iiif/images/open!a+b%20&%20100%25.tif',
    '/iiif/3/images/members!with%21mark.jp2',
  ];

  it.each(spellings)('[A1-67] repeats the base URI byte for byte: %s', async (base) => {
    const answer = await (await use().signIn('tom')).get(`${base}/info.json`);
    expect(answer.status).toBe(200);
    expect(answer.json['@id'] ?? answer.json.id).toBe(publicUrl + base);
  });

  it('[A1-67] the id has no query, and Host and forwarding headers change nothing', async () => {
    const answer = await use().agent().get(`${open}/info.json?x=1`, {
      Host: 'evil.test',
      'X-Forwarded-Host': 'evil.test',
      'X-Forwarded-Proto': 'http',
      Forwarded: 'host=evil.test',
    });
    expect(answer.json['@id']).toBe(publicUrl + open);
    expect(answer.text).not.toContain('evil');
  });
});
