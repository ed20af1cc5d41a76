import { describe, expect, it } from '@jest/globals';
import { catalogues, speakIn } from '../../src/core/texts/catalogue.js';
import { anImage, testPolicyText } from '../support/factories.js';
import type { Json } from './agent.js';
import { auth1Services } from './documents.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const languages = Object.keys(catalogues);
const mapNames = new Set([
  'label',
  'heading',
  'note',
  'confirmLabel',
  'errorHeading',
  'errorNote',
  'summary',
]);

/** Every language map of ours in a document; names of things, which are of no language, are left out. */
function mapsOf(value: Json): Json[] {
  if (Array.isArray(value)) return value.flatMap(mapsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]: [string, Json]) =>
    mapNames.has(name) && typeof item === 'object' && item !== null && !('none' in item)
      ? [item]
      : mapsOf(item),
  );
}

describe('IIIF documents', () => {
  it.each([
    ['info.json 2.1 with a probe', '/iiif/images/members!001.jp2/info.json', 7],
    ['info.json 3', '/iiif/3/images/members!001.jp2/info.json', 7],
    ['info.json 3, terms', '/iiif/3/images/terms!001.jp2/info.json', 6],
    ['info.json 3, kiosk', '/iiif/3/images/kiosk!001.jp2/info.json', 3],
    ['info.json 3, external', '/iiif/3/images/reading-room!001.jp2/info.json', 2],
    ['info.json 3, embargo', '/iiif/3/images/sealed!001.jp2/info.json', 2],
    ['skeleton', '/iiif/manifests/members', 9],
    ['skeleton for 2.0', '/iiif/3/manifests/members', 9],
    ['closed manifest', '/iiif/manifests/veiled', 4],
    ['collection', '/iiif/collections', 1],
    ['probe', '/iiif-auth2/probe/service/members!001.jp2', 2],
    ['probe of a lower tier', '/iiif-auth2/probe/service/preview!001.jp2', 3],
    ['probe of an embargo', '/iiif-auth2/probe/service/sealed!001.jp2', 2],
    ['probe of nothing', '/iiif-auth2/probe/service/none.jp2', 2],
    ['probe of no identifier', '/iiif-auth2/probe/service/%2e%2e', 2],
  ])('%s says everything in all six languages', async (_name, target, least) => {
    const maps = mapsOf((await use().agent().get(target)).json);
    expect(maps.length).toBeGreaterThanOrEqual(least);
    for (const map of maps) {
      expect(Object.keys(map).sort()).toEqual([...languages].sort());
      for (const texts of Object.values(map)) expect(texts).toEqual([expect.stringMatching(/^[^{}<>]+$/)]);
    }
  });

  it.each(languages)(
    'services of 1.0 and Presentation 2 are plain strings in the language asked for: %s',
    async (language) => {
      const headers = { 'Accept-Language': language };
      const speak = speakIn(language);
      const info = await use().agent().get('/iiif/images/members!001.jp2/info.json', headers);
      expect(auth1Services(info.json)[0]).toMatchObject({
        label: speak('service.label', { institution: 'Example Archive' }),
        header: speak('service.header'),
        confirmLabel: speak('service.confirm'),
        failureHeader: speak('service.failureHeader'),
      });
      expect(info.headers['vary']).toContain('Accept-Language');
      const manifest = await use().agent().get('/iiif/2/manifests/members', headers);
      expect(manifest.json.label).toBe(speak('manifest.restricted'));
      expect(manifest.json.sequences[0].canvases[0].label).toBe(speak('manifest.page', { number: '1' }));
      expect(manifest.headers['vary']).toContain('Accept-Language');
      const place = await use().agent().get('/iiif/images/kiosk!001.jp2/info.json', headers);
      expect(auth1Services(place.json)[0].label).toBe(
        speak('place.label', { institution: 'Example Archive' }),
      );
    },
  );

  it('an embargo without a reason of its own is dated as each language writes dates', async () => {
    await use().publish(`${testPolicyText}
  /open/002.jp2:
    ceilings: [ { max: closed, until: 2031-02-01 } ]
`);
    const { note } = (await use().agent().get('/iiif-auth2/probe/service/open!002.jp2')).json;
    expect(note).toMatchObject({
      en: ['This item is closed until February 1, 2031.'],
      de: ['Dieses Objekt ist bis zum 1. Februar 2031 gesperrt.'],
      fr: ['Ce document n’est pas communicable avant le 1er février 2031.'],
      es: ['Este documento no estará abierto a consulta hasta el 1 de febrero de 2031.'],
      it: ['Questo documento non è consultabile fino al giorno 1 febbraio 2031.'],
      ja: ['この資料は2031年2月1日まで非公開です。'],
    });
  });

  it('an open image tells nobody a language, and is kept for all alike', async () => {
    const answer = await use().agent().get('/iiif/images/open!001.jp2/info.json');
    expect(answer.headers['cache-control']).toMatch(/^public/);
    expect(answer.headers['vary']).not.toContain('Accept-Language');
  });
});

describe('an administrator’s own texts', () => {
  const words = `${testPolicyText}
  /own-words/002.jp2:
    grants:  [ { who: signed-in, tier: full } ]
    sign_in: { label: { de: Lesesaal Miller, nl: Leeszaal Miller }, header: { fr: Maison Miller } }
`;

  it('stand where they were written; else the one in the default language, English, or any', async () => {
    await use().publish(words);
    await use().addImages([anImage('own-words/002.jp2')]);
    const { json } = await use().agent().get('/iiif/3/images/own-words!002.jp2/info.json');
    const access = json.service[0].service[0];
    expect(access.label).toMatchObject({
      de: ['Lesesaal Miller'],
      nl: ['Leeszaal Miller'],
      ja: ['Lesesaal Miller'],
    });
    expect(access.heading).toMatchObject({ fr: ['Maison Miller'], en: ['Maison Miller'] });
    expect(access.confirmLabel).toMatchObject({ de: ['Anmelden'], en: ['Sign in'] });
  });

  it.each([
    ['nl, en;q=0.5', 'Leeszaal Miller'],
    ['de-CH', 'Lesesaal Miller'],
    ['ja', 'Lesesaal Miller'],
  ])('in 1.0, for "%s": %s', async (asked, label) => {
    const { json } = await use()
      .agent()
      .get('/iiif/images/own-words!002.jp2/info.json', { 'Accept-Language': asked });
    expect(auth1Services(json)[0].label).toBe(label);
  });

  it.each([
    ['de', 'de', 'Bedingungen'],
    ['fr, de;q=0.5', 'de', 'Bedingungen'],
    ['fr', 'en', 'Terms of use'],
  ])('terms in the language that somebody who asks for "%s" reads best: %s', async (asked, lang, title) => {
    await use().publish(
      words
        .replace('title: { en: Terms of use }', 'title: { en: Terms of use, de: Bedingungen }')
        .replace('text: { en: You', 'text: { de: Nur zum Studium., en: You'),
    );
    const { text } = await use().agent().get('/iiif-login/agree/terms', { 'Accept-Language': asked });
    expect(text).toContain(`<section lang="${lang}"`);
    expect(text).toContain(`${title}</h1>`);
  });
});
