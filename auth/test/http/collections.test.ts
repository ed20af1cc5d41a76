import { beforeAll, describe, expect, it } from '@jest/globals';
import { anImage, testPolicyText } from '../support/factories.js';
import { expectGolden } from '../support/golden.js';
import { replaceMethods } from '../support/replace-methods.js';
import type { Json } from './auth2-documents.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const policy = `${testPolicyText}
  /vault:         { grants: [ { who: "group:staff", tier: full } ], manifest: closed }
  /estates/shady: { grants: [ { who: "group:staff", tier: full } ], hidden: true }
  /estates/shut:  { grants: [ { who: "group:staff", tier: full } ] }
`;

beforeAll(async () => {
  await use().publish(policy);
  const paths = [
    'estates/000.jp2',
    'estates/miller/001.jp2',
    'estates/miller/deep/001.jp2',
    'estates/smith 10/001.jp2',
    'estates/smith 9/001.jp2',
    'estates/shady/001.jp2',
    'estates/shut/001.jp2',
    'vault/a/001.jp2',
  ];
  await use().addImages(paths.map((path) => anImage(path)));
});

const labelOf = (item: Json): string => (Object.values(item.label)[0] as string[])[0] ?? '';

describe('collections', () => {
  it('the root without an identifier lists the folders: a manifest each, or a collection where it holds folders', async () => {
    const { status, json } = await use().agent().get('/iiif/collections');
    expect([status, json.id, json.type]).toEqual([200, 'https://images.test/iiif/collections', 'Collection']);
    expect(labelOf(json)).toBe('Images of Example Archive');
    const byId = new Map<string, string>(json.items.map((item: Json) => [item.id, item.type]));
    expect(byId.get('https://images.test/iiif/manifests/open')).toBe('Manifest');
    expect(byId.get('https://images.test/iiif/collections/estates')).toBe('Collection');
  });

  it('a folder lists its own images first, then the folders by number, with addresses that answer', async () => {
    const { json } = await use().agent().get('/iiif/collections/estates');
    expect(json.items.map((item: Json) => [item.type, labelOf(item)])).toEqual([
      ['Manifest', 'estates'],
      ['Collection', 'miller'],
      ['Manifest', 'Restricted folder 2'],
      ['Manifest', 'smith 9'],
      ['Manifest', 'smith 10'],
    ]);
    for (const item of json.items)
      expect((await use().agent().get(item.id.slice('https://images.test'.length))).status).toBe(200);
    expectGolden('collection3-estates.json', json);
  });

  it('leaves hidden folders out for whoever sees nothing of them, and shows them to the others', async () => {
    const nobody = await use().agent().get('/iiif/collections/estates');
    expect(nobody.text).not.toContain('shady');
    expect((await use().agent().get('/iiif/collections')).text).not.toContain('secret');
    const tom = await use().signIn('tom');
    expect((await tom.get('/iiif/collections/estates')).text).toContain('estates!shady');
    expect((await tom.get('/iiif/collections')).text).toContain('manifests/secret');
  });

  it('a hidden folder is 404, existing or not', async () => {
    for (const identifier of ['secret', 'estates!shady', 'nowhere']) {
      const { status, json } = await use().agent().get(`/iiif/collections/${identifier}`);
      expect([identifier, status, json.error]).toEqual([identifier, 404, 'unknown_collection']);
    }
  });

  it('asks for a scan of a folder that is not known', async () => {
    await use().agent().get('/iiif/collections/new!folder');
    expect(use().scansAsked).toContain('new/folder');
  });

  it('[A1-60] a closed one is 401 with a stub that names the sign-in page and tells nothing', async () => {
    for (const target of ['/iiif/collections/vault', '/iiif/2/collections/vault']) {
      const answer = await use().agent().get(target);
      expect([target, answer.status]).toEqual([target, 401]);
      expect(answer.text).toContain('https://images.test/iiif-login');
      expect(answer.text).not.toContain('vault!a');
    }
    const tom = await use().signIn('tom');
    expect((await tom.get('/iiif/collections/vault')).json.items).toHaveLength(1);
  });

  it('as Presentation 2.1: manifests and collections apart, with plain labels', async () => {
    const { json } = await use().agent().get('/iiif/2/collections/estates');
    expect(json['@type']).toBe('sc:Collection');
    expect(json.manifests[0]).toEqual({
      '@id': 'https://images.test/iiif/2/manifests/estates',
      '@type': 'sc:Manifest',
      label: 'estates',
    });
    expectGolden('collection2-estates.json', json);
  });

  it('is readable by every site and revalidated each time', async () => {
    const answer = await use().agent().get('/iiif/collections/estates');
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'cache-control': 'private, no-cache',
    });
    const again = await use()
      .agent()
      .get('/iiif/collections/estates', { 'If-None-Match': answer.headers['etag'] ?? '' });
    expect(again.status).toBe(304);
  });

  it('refuses an identifier that is none', async () => {
    expect((await use().agent().get('/iiif/collections/a%2Eb')).status).toBe(400);
  });
});

it('asks the database the same few questions, however many folders there are', async () => {
  const count = async (target: string): Promise<number> => {
    const { dataSource } = use().database;
    let questions = 0;
    const query = dataSource.query.bind(dataSource);
    Object.assign(dataSource, {
      query: async (...parts: Parameters<typeof query>) => {
        questions += 1;
        return query(...parts);
      },
    });
    expect((await use().agent().get(target)).status).toBe(200);
    Reflect.deleteProperty(dataSource, 'query');
    return questions;
  };
  await use().addImages([anImage('few/1/1.jp2')]);
  await use().addImages(Array.from({ length: 60 }, (_, index) => anImage(`lots/${index}/1.jp2`)));
  expect(await count('/iiif/collections/lots')).toBe(await count('/iiif/collections/few'));
  expect(await count('/iiif/collections/lots')).toBeLessThan(6);
});

it('an installation without images answers with an empty collection that says so', async () => {
  const restore = replaceMethods(use().deps.images, { listSubfolders: async () => [] });
  const { status, json } = await use().agent().get('/iiif/collections');
  const two = await use().agent().get('/iiif/2/collections');
  restore();
  expect([status, json.items, labelOf({ label: json.summary })]).toEqual([
    200,
    [],
    'There is nothing to see here yet.',
  ]);
  expect([two.status, two.json.manifests]).toEqual([200, []]);
});
