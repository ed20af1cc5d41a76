import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { publicUrl } from '../support/test-app.js';
import type { Json } from './agent.js';
import { useTestApp } from './use-app.js';

const root = mkdtempSync(join(tmpdir(), 'gatehouse-own-'));
afterAll(() => rmSync(root, { recursive: true }));

const image = `${publicUrl}/iiif/images/named!001.jp2`;

/** Written by hand, as people and programs do: odd spaces, escapes, number forms, order of keys. */
const three = `{ "type":"Manifest",
\t"@context" : "http://iiif.io/api/presentation/3/context.json",
  "id": "${publicUrl}/iiif/manifests/named", "label": {"de": ["Stra\\u00dfe \\/ Stra\u00dfe"]},
  "rendering": [ {"id": "${publicUrl}/iiif/files/named!plan.pdf", "type":"Text", "format":"application/pdf", "label":{"en":["Plan"]} } ],
  "structures": [{"id":"${publicUrl}/r1","type":"Range","items":[{"id":"${publicUrl}/c1","type":"Canvas"}]}],
  "items": [ { "id": "${publicUrl}/c1", "type": "Canvas", "width": 6.0e3, "height": 4000.00, "label":{"none":["1"]},
    "annotations": [{"id":"${publicUrl}/a","type":"AnnotationPage","items":[{"id":"${publicUrl}/a1","type":"Annotation","motivation":"commenting",
      "target":"${publicUrl}/c1","body":{"id":"${image}/full/90,/0/default.jpg","type":"Image","service":[{"@id":"${image}","@type":"ImageService2","profile":"http://iiif.io/api/image/2/level2.json"}]}}]}],
    "items": [{"id":"${publicUrl}/p","type":"AnnotationPage","items":[{"id":"${publicUrl}/p1","type":"Annotation","motivation":"painting","target":"${publicUrl}/c1",
      "body": {"id":"${image}/full/max/0/default.jpg","type":"Image","format":"image/jpeg",
        "service": [ { "@id": "${image}", "@type": "ImageService2", "profile": "http://iiif.io/api/image/2/level2.json"  } , {"@id":"https://other.test/i","@type":"ImageService2"} ] } }]}] } ]
}

`;

const two = `{"@context":"http://iiif.io/api/presentation/2/context.json","@id":"${publicUrl}/iiif/manifests/named/two","@type":"sc:Manifest","label":"Two",
 "sequences":[{"@type":"sc:Sequence","canvases":[{"@id":"${publicUrl}/c","@type":"sc:Canvas","label":"1","width":1E3,"height":1000,
  "thumbnail":{"@id":"${image}/full/90,/0/default.jpg","service":{"@context":"http://iiif.io/api/image/2/context.json","@id":"${image}","profile":"http://iiif.io/api/image/2/level2.json"}},
  "images":[{"@type":"oa:Annotation","motivation":"sc:painting","on":"${publicUrl}/c","resource":{"@id":"${image}/full/full/0/default.jpg","@type":"dctypes:Image",
   "service":{"@context":"http://iiif.io/api/image/2/context.json","@id":"${image}","profile":"http://iiif.io/api/image/2/level2.json"}}}],
  "otherContent":[{"@id":"${publicUrl}/list","@type":"sc:AnnotationList"}]}]}],
 "structures":[{"@id":"${publicUrl}/r","@type":"sc:Range","label":"All","canvases":["${publicUrl}/c"]}]}`;

mkdirSync(join(root, 'named'));
writeFileSync(join(root, 'named.json'), `\uFEFF${three}`);
writeFileSync(join(root, 'named/two.json'), two);
writeFileSync(join(root, 'members.json'), three.replaceAll('named', 'open'));
writeFileSync(join(root, 'staff.json'), three);
writeFileSync(join(root, 'broken.json'), '{ "id": ');

const use = useTestApp({ MANIFEST_ROOT: root });

/** The text without what was written into it: every `, "service": [...]`, however deep. */
function withoutAdded(text: string): string {
  const mark = ', "service": [';
  const from = text.indexOf(mark);
  if (from === -1) return text;
  let depth = 0;
  let at = from + mark.length - 1;
  do {
    if (text[at] === '[') depth += 1;
    if (text[at] === ']') depth -= 1;
    at += 1;
  } while (depth > 0);
  return withoutAdded(text.slice(0, from) + text.slice(at));
}

const servicesIn = (text: string): number => text.split(', "service": [').length - 1;

describe('a manifest of the administrator’s own', () => {
  it('[A1-13] of Presentation 3 is the file to the byte, but for the services', async () => {
    const { text, json } = await use().agent().get('/iiif/manifests/named');
    expect(withoutAdded(text)).toBe(three);
    expect(servicesIn(text)).toBe(3);
    const [own, foreign] = json.items[0].items[0].items[0].body.service;
    expect(own.service[0]['@type']).toBe('AuthCookieService1');
    expect(foreign).not.toHaveProperty('service');
    expect(json.items[0].annotations[0].items[0].body.service[0].service).toHaveLength(1);
    expect(json.rendering[0].service[0]).toMatchObject({
      '@context': 'http://iiif.io/api/auth/2/context.json',
      id: `${publicUrl}/iiif-auth2/probe/file/named!plan.pdf`,
      type: 'AuthProbeService2',
    });
  });

  it('[A1-13] of Presentation 2 is the file to the byte, but for the services; thumbnails too', async () => {
    const { text, json } = await use().agent().get('/iiif/2/manifests/named!two');
    expect(withoutAdded(text)).toBe(two);
    expect(servicesIn(text)).toBe(2);
    const [canvas] = json.sequences[0].canvases;
    for (const part of [canvas.images[0].resource, canvas.thumbnail])
      expect(part.service.service.map((one: Json) => one.profile)).toEqual([
        'http://iiif.io/api/auth/1/login',
      ]);
  });

  it('is the very file where all its images are open', async () => {
    const tom = await use().signIn('tom');
    expect((await tom.get('/iiif/manifests/members')).text).toBe(three.replaceAll('named', 'open'));
  });

  it('[A1-22] without its names still says all that viewers need for the sign-in', async () => {
    const { text, json } = await use().agent().get('/iiif/manifests/staff');
    expect(text).not.toContain('Stra');
    const [service] = json.items[0].items[0].items[0].body.service[0].service;
    const info = await use().agent().get(`/iiif/images/named!001.jp2/info.json`);
    for (const key of ['label', 'header', 'description', 'confirmLabel', 'failureHeader'])
      expect([key, service[key]]).toEqual([key, info.json.service[0][key]]);
  });

  it('that is broken says so, and hides nothing else', async () => {
    const answer = await use().agent().get('/iiif/manifests/broken');
    expect([answer.status, answer.json.error]).toEqual([422, 'broken_manifest']);
  });
});
