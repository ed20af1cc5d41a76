import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { publicUrl } from '../support/test-app.js';
import type { Json } from './agent.js';
import { auth1Services } from './documents.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const profile = (name: string): string => `http://iiif.io/api/auth/1/${name}`;

async function servicesOf(folder: string, api: '' | '3/' = ''): Promise<Json[]> {
  const answer = await use().agent().get(`/iiif/${api}images/${folder}!001.jp2/info.json`);
  return auth1Services(answer.json);
}

const closedFolders = [
  'members',
  'staff',
  'tom',
  'reading-room',
  'terms',
  'kiosk',
  'own-words',
  'embargo',
  'veiled',
];

describe('descriptions of access services (Authentication 1.0)', () => {
  it('[A1-10] [A1-20] [A1-40] [A1-51] the login service is exactly this', async () => {
    const golden = JSON.parse(
      readFileSync(new URL('../golden/auth1-login.json', import.meta.url), 'utf8'),
    ) as unknown;
    expect(await servicesOf('members')).toEqual([golden]);
  });

  it('[A1-20] [A1-15] the grants call for one pattern each, of the four there are', async () => {
    const patterns = {
      members: 'login',
      staff: 'login',
      tom: 'login',
      embargo: 'login',
      terms: 'clickthrough',
      'reading-room': 'external',
      kiosk: 'kiosk',
    };
    for (const [folder, pattern] of Object.entries(patterns))
      expect([folder, (await servicesOf(folder)).map((service) => service.profile)]).toEqual([
        folder,
        [profile(pattern)],
      ]);
  });

  it('[V7-09] [A1-26] offers one service per image, never two', async () => {
    for (const folder of closedFolders)
      expect([folder, (await servicesOf(folder)).length]).toEqual([folder, 1]);
  });

  it('[A1-21] every label names the institution', async () => {
    for (const folder of closedFolders.filter((name) => name !== 'own-words'))
      for (const service of await servicesOf(folder)) expect(service.label).toContain('Example Archive');
  });

  it('[A1-22] login and clickthrough have all their texts, as plain strings', async () => {
    for (const folder of ['members', 'terms', 'own-words'])
      for (const service of await servicesOf(folder))
        for (const key of [
          'label',
          'header',
          'description',
          'confirmLabel',
          'failureHeader',
          'failureDescription',
        ]) {
          expect([folder, key, typeof service[key]]).toEqual([folder, key, 'string']);
          expect(service[key]).not.toMatch(/^$|\{|undefined/);
        }
  });

  it('[A1-23] kiosk and external say why they failed, and nothing that is not shown', async () => {
    for (const folder of ['reading-room', 'kiosk'])
      for (const service of await servicesOf(folder)) {
        expect(service.failureDescription).toContain('reading-room');
        for (const key of ['header', 'description', 'confirmLabel']) expect(service).not.toHaveProperty(key);
      }
  });

  it('[A1-23] a folder’s own words replace ours', async () => {
    const [service] = await servicesOf('own-words');
    expect(service).toMatchObject({
      label: 'Miller Estates',
      header: 'Miller header',
      description: 'Miller description',
      confirmLabel: 'Miller confirm',
      failureHeader: 'Miller failure',
      failureDescription: 'Miller failure description',
    });
  });

  it('[A1-12] [A1-14] token and logout service stand in a list inside; logout only where people can sign out', async () => {
    for (const folder of closedFolders)
      for (const service of await servicesOf(folder)) {
        const inner = (service.service as { profile: string }[]).map((item) => item.profile);
        const expected =
          service.profile === profile('login') ? [profile('token'), profile('logout')] : [profile('token')];
        expect([folder, inner]).toEqual([folder, expected]);
      }
  });

  it('[A1-40] the token service is its address and profile, and nothing else', async () => {
    for (const folder of closedFolders)
      for (const service of await servicesOf(folder))
        expect(Object.keys(service.service[0]).sort()).toEqual(['@id', 'profile']);
  });

  it('[A1-24] [V7-04] [A1-25] [A1-01] [A1-03] every address is of this site, https, without query or fragment', async () => {
    const ids = new Set<string>();
    for (const folder of closedFolders)
      for (const service of await servicesOf(folder)) {
        ids.add(service['@id']);
        for (const inner of service.service) ids.add(inner['@id']);
      }
    expect(ids.size).toBeGreaterThanOrEqual(3);
    for (const id of ids) {
      expect(id.startsWith(`${publicUrl}/iiif-`)).toBe(true);
      expect(id).not.toMatch(/[?#]/);
    }
  });

  it('[A1-50] [A1-3A] every address that is offered answers', async () => {
    for (const folder of closedFolders)
      for (const service of await servicesOf(folder)) {
        const targets = [service['@id'], ...service.service.map((inner: { '@id': string }) => inner['@id'])];
        for (const target of targets) {
          const path = String(target).slice(publicUrl.length);
          const answer = await use().agent().get(`${path}?origin=https://viewer.test`);
          expect([path, [200, 401].includes(answer.status)]).toEqual([path, true]);
        }
      }
  });

  it('[A1-11] [A1-10] services are a list at the top of info.json', async () => {
    const answer = await use().agent().get('/iiif/images/members!001.jp2/info.json');
    expect(Array.isArray(answer.json.service)).toBe(true);
  });

  it('every service beside them has a profile, or Mirador throws (viewers.md 0.3)', async () => {
    for (const folder of closedFolders)
      for (const api of ['', '3/']) {
        const { json } = await use().agent().get(`/iiif/${api}images/${folder}!001.jp2/info.json`);
        for (const service of json.service)
          expect([folder, api, typeof service.profile]).toEqual([folder, api, 'string']);
      }
  });
});
