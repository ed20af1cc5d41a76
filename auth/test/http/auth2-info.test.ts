import { describe, expect, it } from '@jest/globals';
import { testPolicyText } from '../support/factories.js';
import { expectGolden } from '../support/golden.js';
import { catalogues } from '../../src/core/texts/catalogue.js';
import { auth2Context, expectLanguageMap, probesOf, type Json } from './auth2-documents.js';
import { auth1Services } from './documents.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const info3 = (folder: string): string => `/iiif/3/images/${folder}!001.jp2/info.json`;
const info2 = (folder: string): string => `/iiif/images/${folder}!001.jp2/info.json`;
const folders = [
  'open',
  'staff',
  'preview',
  'reading-room',
  'terms',
  'members',
  'shut',
  'sealed',
  'small',
  'kiosk',
];

const accessOf = async (folder: string): Promise<Json> =>
  probesOf((await use().agent().get(info3(folder))).json)[0].service[0];

describe('info.json of Image API 3.0: Authorization Flow 2.0', () => {
  it('[A2-50] [A2-52] answers 200 with the full image, whoever asks', async () => {
    for (const folder of folders) {
      const answer = await use().agent().get(info3(folder));
      expect([folder, answer.status, answer.json.width]).toEqual([folder, 200, 6000]);
    }
  });

  it('[A2-50] answers 404 and 400 as everywhere', async () => {
    expect((await use().agent().get(info3('nowhere'))).status).toBe(404);
    expect((await use().agent().get('/iiif/3/images/a%2E!b/info.json')).status).toBe(400);
    expect((await use().agent().get(info3('secret'))).status).toBe(404);
  });

  it('[A2-05] [A2-03] [A2-0A] declares one probe, and nothing of 1.0', async () => {
    const { json } = await use().agent().get(info3('members'));
    expect(json.service).toHaveLength(1);
    expect(probesOf(json)).toHaveLength(1);
    expect(probesOf(json)[0]).toMatchObject({
      id: 'https://images.test/iiif-auth2/probe/service/members!001.jp2',
      type: 'AuthProbeService2',
      profile: 'http://iiif.io/api/auth/2/probe',
    });
    expect(auth1Services(json)).toEqual([]);
  });

  it('[A2-07] names the Auth 2 context before its own, and none inside a service', async () => {
    const answer = await use().agent().get(info3('members'));
    expect(answer.json['@context']).toEqual([auth2Context, 'http://iiif.io/api/image/3/context.json']);
    expect(JSON.stringify(answer.json.service)).not.toContain('@context');
  });

  it('[A1-16] [A2-05] declares nothing on an open image, nor its context', async () => {
    const { json } = await use().agent().get(info3('open'));
    expect(json).not.toHaveProperty('service');
    expect(json['@context']).toBe('http://iiif.io/api/image/3/context.json');
  });

  it('[A2-50] is the same document for everyone, signed in, in the room, or neither', async () => {
    const tom = await use().signIn('tom');
    for (const folder of folders) {
      const nobody = await use().agent().get(info3(folder));
      expect((await tom.get(info3(folder))).json).toEqual(nobody.json);
      expect((await use().agent('192.0.2.20').get(info3(folder))).json).toEqual(nobody.json);
    }
  });

  it('[A2-3A] [A1-64] names the best version, and [A2-3D] the probe speaks of it, though a plain request for pixels goes to the tier', async () => {
    const { json } = await use().agent().get('/iiif/3/manifests/preview');
    const [service] = json.items[0].items[0].items[0].body.service;
    expect(service.id).toBe('https://images.test/iiif/3/images/preview!001.jp2');
    const probe = await use().agent().get('/iiif-auth2/probe/service/preview!001.jp2');
    const pixels = await use().agent().get('/iiif/3/images/preview!001.jp2/full/max/0/default.jpg');
    expect([probe.json.status, pixels.status]).toEqual([401, 302]);
  });

  it('[A2-53] [A2-38] keeps services off the tiers, which whoever is sent there may see', async () => {
    const answer = await use().agent().get('/iiif/3/tiers/preview/images/preview!001.jp2/info.json');
    expect([answer.status, answer.json.width]).toEqual([200, 400]);
    expect(answer.json).not.toHaveProperty('service');
  });

  it('[A2-53] is stored by nobody where it is restricted', async () => {
    expect((await use().agent().get(info3('members'))).headers['cache-control']).toBe('no-store');
    expect((await use().agent().get(info3('open'))).headers['cache-control']).toMatch(/^public/);
  });
});

describe('services of Authorization Flow 2.0', () => {
  it('[A2-10] [A2-04] [A2-40] login is active: id, label, heading, note, confirmLabel, one token, one logout', async () => {
    const access = await accessOf('members');
    expect(access).toMatchObject({
      id: 'https://images.test/iiif-auth2/access/active',
      type: 'AuthAccessService2',
      profile: 'active',
    });
    for (const key of ['label', 'heading', 'note', 'confirmLabel']) expectLanguageMap(access[key]);
    expect(access.label.en[0]).toContain('Example Archive');
    expect(access.service.map((service: Json) => service.type)).toEqual([
      'AuthAccessTokenService2',
      'AuthLogoutService2',
    ]);
  });

  it('[A2-41] the logout service names the institution', async () => {
    const [, logout] = (await accessOf('members')).service;
    expect(logout.id).toBe('https://images.test/iiif-auth2/logout/session');
    expect(logout.label.en[0]).toContain('Example Archive');
  });

  it('[A2-10] clickthrough is active too, at the terms', async () => {
    expect(await accessOf('terms')).toMatchObject({
      id: 'https://images.test/iiif-auth2/access/agree/terms',
      profile: 'active',
    });
  });

  it('[A2-10] [A2-1A] external has no id', async () => {
    const access = await accessOf('reading-room');
    expect(access).toMatchObject({ type: 'AuthAccessService2', profile: 'external' });
    expect(access).not.toHaveProperty('id');
    expect(access.service.map((service: Json) => service.id)).toEqual([
      'https://images.test/iiif-auth2/token/place',
    ]);
  });

  it('[A2-19] kiosk opens a window that sets nothing', async () => {
    expect(await accessOf('kiosk')).toMatchObject({
      id: 'https://images.test/iiif-auth2/access/kiosk',
      profile: 'kiosk',
    });
  });

  it('[A2-20] [A2-30] a note never comes without a heading', async () => {
    for (const folder of ['members', 'terms', 'reading-room', 'kiosk', 'preview']) {
      const [token] = (await accessOf(folder)).service;
      expectLanguageMap(token.errorHeading);
      expectLanguageMap(token.errorNote);
    }
  });

  it('[A2-01] [A2-25] [A2-11] every id is https on our one host, without a query', async () => {
    for (const folder of folders) {
      const { json } = await use().agent().get(info3(folder));
      const ids = [...JSON.stringify(json.service ?? []).matchAll(/"id":"([^"]+)"/g)].map(
        (match) => match[1],
      );
      for (const id of ids) expect(id).toMatch(/^https:\/\/images\.test\/iiif-auth2\/[^?#]+$/);
    }
  });

  it('[A2-10] every text goes out in every language of the catalogue', async () => {
    const access = await accessOf('members');
    expect(Object.keys(access.label).sort()).toEqual(Object.keys(catalogues).sort());
  });

  it('[A2-13] [A2-04] several ways in stand in the order that the folder gives', async () => {
    await use().publish(
      `${testPolicyText}
  /reading-room/001.jp2:
    grants:  [ { who: "place:reading-room", tier: full }, { who: "group:staff", tier: full } ]
    sign_in: { patterns: [external, login] }
`,
    );
    const { json } = await use().agent().get(info3('reading-room'));
    await use().publish(testPolicyText);
    expect(probesOf(json)[0].service.map((service: Json) => service.profile)).toEqual(['external', 'active']);
  });

  it('[A2-10] a folder’s own words stand in place of ours', async () => {
    const access = await accessOf('own-words');
    expect([access.label.en, access.heading.en, access.note.en, access.confirmLabel.en]).toEqual([
      ['Miller Estates'],
      ['Miller header'],
      ['Miller description'],
      ['Miller confirm'],
    ]);
    expect(access.service[0].errorHeading.en).toEqual(['Miller failure']);
  });

  it('[A2-04] a closed image that nothing opens now still has a probe that tells why', async () => {
    for (const folder of ['sealed', 'small']) {
      const access = await accessOf(folder);
      expect([folder, access.profile]).toEqual([folder, 'external']);
    }
  });

  it('as whole documents', async () => {
    for (const folder of ['members', 'terms', 'reading-room', 'preview', 'sealed'])
      expectGolden(`info3-${folder}.json`, (await use().agent().get(info3(folder))).json);
  });
});

describe('info.json of Image API 2.1: both versions side by side', () => {
  it('carries the 1.0 services first, then the probe with its context and a profile (spec-checklist 3.1.4)', async () => {
    for (const folder of ['members', 'terms', 'reading-room', 'kiosk']) {
      const { status, json } = await use().agent().get(info2(folder));
      expect(status).toBe(401);
      expect(json['@context']).toBe('http://iiif.io/api/image/2/context.json');
      expect(auth1Services(json)).toHaveLength(1);
      expect(json.service[0]).toEqual(auth1Services(json)[0]);
      expect(json.service.at(-1)).toMatchObject({
        '@context': auth2Context,
        type: 'AuthProbeService2',
        profile: 'http://iiif.io/api/auth/2/probe',
      });
    }
  });

  it('[A2-0A] every service has a profile: Mirador throws without', async () => {
    for (const folder of folders)
      for (const service of (await use().agent().get(info2(folder))).json?.service ?? [])
        expect(service.profile).toEqual(expect.any(String));
  });

  it('carries neither where nothing helps, nor where everything is open (contract 5)', async () => {
    for (const folder of ['open', 'sealed'])
      expect((await use().agent().get(info2(folder))).json).not.toHaveProperty('service');
  });

  it('the tier that 302 leads to carries the probe of the better version', async () => {
    const { json } = await use().agent().get('/iiif/tiers/preview/images/preview!001.jp2/info.json');
    expect(probesOf(json)[0].id).toBe('https://images.test/iiif-auth2/probe/service/preview!001.jp2');
  });

  it('as whole documents', async () => {
    expectGolden('info2-members.json', (await use().agent().get(info2('members'))).json);
    expectGolden(
      'info2-preview-tier.json',
      (await use().agent().get('/iiif/tiers/preview/images/preview!001.jp2/info.json')).json,
    );
  });
});
