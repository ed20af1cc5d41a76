import { describe, expect, it } from '@jest/globals';
import { expectGolden } from '../support/golden.js';
import { auth2Context, type Json } from './auth2-documents.js';
import { useTestApp } from './use-app.js';

const use = useTestApp({ IIIF3_INFO: 'dual' });
const info3 = (folder: string): string => `/iiif/3/images/${folder}!001.jp2/info.json`;

describe('IIIF3_INFO=dual', () => {
  it('gives version 3 the statuses of 1.0', async () => {
    expect((await use().agent().get(info3('members'))).status).toBe(401);
    expect((await use().agent().get(info3('open'))).status).toBe(200);
    const lower = await use().agent().get(info3('preview'));
    expect([lower.status, lower.headers['location']]).toEqual([
      302,
      'https://images.test/iiif/3/tiers/preview/images/preview!001.jp2/info.json',
    ]);
    const tom = await use().signIn('tom');
    const bearer = { Authorization: `Bearer ${await use().token(tom)}` };
    expect((await use().agent().get(info3('members'), bearer)).status).toBe(200);
  });

  it('[A1-11] types the 1.0 services, leaves their context out, and names the probe beside them', async () => {
    const { json } = await use().agent().get(info3('members'));
    expect(json['@context']).toEqual([auth2Context, 'http://iiif.io/api/image/3/context.json']);
    expect(json.service.map((service: Json) => service['@type'] ?? service.type)).toEqual([
      'AuthCookieService1',
      'AuthProbeService2',
    ]);
    expectGolden('info3-dual-members.json', json);
  });
});
