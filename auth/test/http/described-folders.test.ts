import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { anImage } from '../support/factories.js';
import { presentation3Problems } from '../support/presentation3-schema.js';
import { publicUrl } from '../support/test-app.js';
import { tinyMp4, tinyWav } from '../support/tiny-media.js';
import type { Agent, Json } from './agent.js';
import { probesOf } from './auth2-documents.js';
import { useTestApp } from './use-app.js';

const outside = mkdtempSync(join(tmpdir(), 'gatehouse-described-'));
const root = join(outside, 'images');
afterAll(() => rmSync(outside, { recursive: true }));

function put(name: string, content: string | Buffer): void {
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), content);
}

const table =
  '\uFEFFfile;label@en;label@de;Date;Place@de\r\n003.jp2;Last;Letzte;1790;Wien\r\n001;First;Erste;;\r\n';
const words = `
label: { en: Estate maps, de: Flurkarten }
summary: { en: Maps of the estate }
requiredStatement: { label: Attribution, value: Miller Trust }
rights: https://creativecommons.org/publicdomain/mark/1.0/
viewingDirection: right-to-left
behavior: paged
navDate: 1790
thumbnail: 001.jp2
provider: { id: https://example.org/, label: Miller Trust, logo: https://example.org/logo.png }
homepage: https://example.org/maps
metadata: { Scale: "1:1000" }
`;
for (const folder of ['open', 'staff', 'veiled', 'named']) {
  put(`${folder}/maps/metadata.csv`, table);
  put(`${folder}/maps/manifest.yaml`, words);
  for (const page of ['001', '002', '003']) put(`${folder}/maps/${page}.jp2`, 'a picture');
}
for (const folder of ['open', 'staff']) {
  put(`${folder}/tapes/film.mp4`, tinyMp4());
  put(`${folder}/tapes/voice.wav`, tinyWav());
  put(`${folder}/tapes/broken.mp3`, 'no sound');
  put(`${folder}/tapes/leaflet.pdf`, '%PDF-1.4');
  put(`${folder}/papers/a.pdf`, '%PDF-1.4');
  put(`${folder}/stream/main.m3u8`, '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,RESOLUTION=640x360\nlow.m3u8\n');
  put(
    `${folder}/stream/low.m3u8`,
    '#EXTM3U\n#EXT-X-MAP:URI="init.mp4"\n#EXTINF:4,\n0.m4s\n#EXTINF:2,\n1.m4s\n#EXT-X-ENDLIST\n',
  );
  for (const part of ['init.mp4', '0.m4s', '1.m4s']) put(`${folder}/stream/${part}`, 'bytes of a film');
}

const use = useTestApp({ IMAGE_DIR: root, IMAGE_ROOT: root, DEMO_ROOT: join(outside, 'none') });

async function manifest(address: string, agent: Agent = use().agent()): Promise<Json> {
  const folder = address.slice(address.lastIndexOf('/') + 1).replaceAll('!', '/');
  if (folder.endsWith('maps'))
    await use().addImages(['001', '002', '003'].map((page) => anImage(`${folder}/${page}.jp2`)));
  return (await agent.get(address)).json;
}

const bodyOf = (canvas: Json): Json => canvas.items[0].items[0].body;

describe('a folder that is described', () => {
  it('has labels, order and metadata of its metadata.csv, and the properties of its manifest.yaml', async () => {
    const json = await manifest('/iiif/manifests/open!maps');
    expect(presentation3Problems(json, 'manifest')).toEqual([]);
    expect(json).toMatchObject({
      label: { en: ['Estate maps'], de: ['Flurkarten'] },
      summary: { en: ['Maps of the estate'] },
      requiredStatement: { label: { none: ['Attribution'] }, value: { none: ['Miller Trust'] } },
      rights: 'http://creativecommons.org/publicdomain/mark/1.0/',
      viewingDirection: 'right-to-left',
      behavior: ['paged'],
      navDate: '1790-01-01T00:00:00Z',
      metadata: [{ label: { none: ['Scale'] }, value: { none: ['1:1000'] } }],
      provider: [
        { id: 'https://example.org/', type: 'Agent', logo: [{ id: 'https://example.org/logo.png' }] },
      ],
      homepage: [{ id: 'https://example.org/maps', type: 'Text', format: 'text/html' }],
    });
    expect(json.thumbnail[0].id).toContain('open!maps!001.jp2/full/');
    expect(json.items.map((canvas: Json) => canvas.label)).toEqual([
      { en: ['Last'], de: ['Letzte'] },
      { en: ['First'], de: ['Erste'] },
      { none: ['002'] },
    ]);
    expect(json.items[0].metadata).toEqual([
      { label: { none: ['Date'] }, value: { none: ['1790'] } },
      { label: { none: ['Place'] }, value: { de: ['Wien'] } },
    ]);
  });

  it('says the same in Presentation 2.1', async () => {
    const json = await manifest('/iiif/2/manifests/open!maps');
    expect(json).toMatchObject({
      label: 'Estate maps',
      description: 'Maps of the estate',
      attribution: 'Miller Trust',
      license: 'http://creativecommons.org/publicdomain/mark/1.0/',
      viewingDirection: 'right-to-left',
      viewingHint: 'paged',
      metadata: [{ label: 'Scale', value: '1:1000' }],
      logo: 'https://example.org/logo.png',
    });
    const [first] = json.sequences[0].canvases;
    expect(first.label).toBe('Last');
    expect(first.metadata[1]).toEqual({ label: 'Place', value: [{ '@value': 'Wien', '@language': 'de' }] });
  });

  it('tells nothing of it to those who see nothing, but how it is turned over', async () => {
    for (const address of [
      '/iiif/manifests/staff!maps',
      '/iiif/2/manifests/staff!maps',
      '/iiif/3/manifests/staff!maps',
    ]) {
      const json = await manifest(address);
      expect(json).toMatchObject({ viewingDirection: 'right-to-left' });
      expect(JSON.stringify(json)).not.toMatch(
        /Estate|Flurkarten|1790|Wien|Letzte|Miller|example\.org|1:1000|creativecommons/,
      );
    }
    const seen = await manifest('/iiif/manifests/staff!maps', await use().signIn('tom'));
    expect([seen.label.en, seen.items[0].label.en]).toEqual([['Estate maps'], ['Last']]);
  });

  it('tells everything where the folder says open, and nothing at all where it says closed', async () => {
    expect((await manifest('/iiif/manifests/named!maps')).label.en).toEqual(['Estate maps']);
    const stub = JSON.stringify(await manifest('/iiif/manifests/veiled!maps'));
    expect(stub).not.toMatch(/Estate|right-to-left|Letzte/);
  });

  it('is read again when a file changes, and survives a broken one', async () => {
    put('open/maps2/metadata.csv', 'file,label\n001.jp2,Old\n');
    expect((await manifest('/iiif/manifests/open!maps2')).items).toBeUndefined();
    await use().addImages([anImage('open/maps2/001.jp2')]);
    const labelNow = async (): Promise<Json> => (await manifest('/iiif/manifests/open!maps2')).items[0].label;
    expect(await labelNow()).toEqual({ none: ['Old'] });
    put('open/maps2/metadata.csv', 'file,label\n001.jp2,"New label"\n002.jp2,"broken\n');
    expect(await labelNow()).toEqual({ none: ['New label'] });
    put('open/maps2/manifest.yaml', '{{{ no yaml');
    expect(await labelNow()).toEqual({ none: ['New label'] });
  });

  it('its tables are no files to be had', async () => {
    for (const name of ['metadata.csv', 'manifest.yaml'])
      expect((await use().agent().get(`/iiif/files/open!maps!${name}`)).status).toBe(404);
  });
});

describe('originals', () => {
  it('are named beside the canvas for whoever may have them, and for nobody else', async () => {
    const open = await manifest('/iiif/manifests/open!maps');
    expect(open.items[0].rendering).toEqual([
      {
        id: `${publicUrl}/iiif/files/open!maps!003.jp2`,
        type: 'Image',
        label: { none: ['003.jp2'] },
        format: 'image/jp2',
      },
    ]);
    expect((await use().agent().get('/iiif/files/open!maps!003.jp2')).status).toBe(200);
    expect(JSON.stringify(await manifest('/iiif/manifests/named!maps'))).not.toContain('/iiif/files/');
  });
});

describe('folders of other files', () => {
  it('show sound and video as canvases with their true length and size, and name the rest', async () => {
    const json = await manifest('/iiif/manifests/open!tapes');
    expect(presentation3Problems(json, 'manifest')).toEqual([]);
    const [film, voice] = json.items;
    expect(film).toMatchObject({ duration: 12.5, width: 640, height: 360, label: { none: ['film'] } });
    expect(bodyOf(film)).toEqual({
      id: `${publicUrl}/iiif/files/open!tapes!film.mp4`,
      type: 'Video',
      format: 'video/mp4',
      width: 640,
      height: 360,
      duration: 12.5,
    });
    expect(voice).toMatchObject({ duration: 0.5, label: { none: ['voice'] } });
    expect(voice).not.toHaveProperty('width');
    expect(bodyOf(voice)).toMatchObject({ type: 'Sound', format: 'audio/wav', duration: 0.5 });
    expect(json.rendering).toEqual([
      {
        id: `${publicUrl}/iiif/files/open!tapes!broken.mp3`,
        type: 'Sound',
        label: { none: ['broken.mp3'] },
        format: 'audio/mpeg',
      },
      {
        id: `${publicUrl}/iiif/files/open!tapes!leaflet.pdf`,
        type: 'Text',
        label: { none: ['leaflet.pdf'] },
        format: 'application/pdf',
      },
    ]);
  });

  it('[A2-05] [A2-09] declare the file’s own probe where they are not open', async () => {
    const json = await manifest('/iiif/manifests/staff!tapes');
    expect(presentation3Problems(json, 'manifest')).toEqual([]);
    expect(json['@context'][0]).toBe('http://iiif.io/api/auth/2/context.json');
    const [probe] = probesOf(bodyOf(json.items[0]));
    expect(probe.id).toBe(`${publicUrl}/iiif-auth2/probe/file/staff!tapes!film.mp4`);
    expect((await use().agent().get(new URL(probe.id).pathname)).json.status).toBe(401);
    expect(probesOf(json.rendering[1])[0].id).toBe(
      `${publicUrl}/iiif-auth2/probe/file/staff!tapes!leaflet.pdf`,
    );
    expect(json.rendering[1].label).toEqual({ none: ['PDF'] });
    expect(json.items[0].label.en).toEqual(['Image 1']);
  });

  it('show a picture of a document where there is nothing else to show', async () => {
    const json = await manifest('/iiif/manifests/open!papers');
    expect(presentation3Problems(json, 'manifest')).toEqual([]);
    expect(json.items[0]).toMatchObject({
      label: { none: ['a.pdf'] },
      rendering: [{ id: `${publicUrl}/iiif/files/open!papers!a.pdf`, format: 'application/pdf' }],
    });
    const picture = await use()
      .agent()
      .get(new URL(bodyOf(json.items[0]).id).pathname);
    expect([picture.status, picture.headers['access-control-allow-origin']]).toEqual([200, '*']);
    expect((await manifest('/iiif/2/manifests/open!tapes')).sequences[0].canvases).toHaveLength(4);
  });

  it('show a playlist once, with the length of what it plays', async () => {
    const json = await manifest('/iiif/manifests/open!stream');
    expect(json.items.map((canvas: Json) => bodyOf(canvas))).toEqual([
      {
        id: `${publicUrl}/iiif/files/open/stream/main.m3u8`,
        type: 'Video',
        format: 'application/vnd.apple.mpegurl',
        width: 640,
        height: 360,
        duration: 6,
      },
    ]);
    expect(json).not.toHaveProperty('rendering');
  });
});

it('folders of other files are in the collections', async () => {
  const { json } = await use().agent().get('/iiif/collections/open');
  expect(json.items.map((item: Json) => [item.type, item.label.none?.[0]])).toEqual(
    expect.arrayContaining([
      ['Manifest', 'papers'],
      ['Manifest', 'stream'],
      ['Manifest', 'tapes'],
    ]),
  );
  expect(presentation3Problems(json, 'collection')).toEqual([]);
});

describe('what a playlist names', () => {
  it('lies where a player looks for it, whichever address the playlist was asked for by', async () => {
    const joined = await use().agent().get('/iiif/files/open!stream!main.m3u8');
    expect([joined.status, joined.headers['location']]).toEqual([
      302,
      `${publicUrl}/iiif/files/open/stream/main.m3u8`,
    ]);
    expect(joined.headers['access-control-allow-origin']).toBe('*');
    const { pathname } = new URL('low.m3u8', joined.headers['location']);
    expect((await use().agent().get(pathname)).headers['content-type']).toBe('application/vnd.apple.mpegurl');
  });

  it('is for each visitor to ask for: a copied segment address opens nothing in another browser', async () => {
    const tom = await use().signIn('tom');
    for (const [name, type] of [
      ['main.m3u8', 'application/vnd.apple.mpegurl'],
      ['0.m4s', 'video/iso.segment'],
      ['init.mp4', 'video/mp4'],
    ] as const) {
      const address = `/iiif/files/staff/stream/${name}`;
      const mine = await tom.get(address, { Range: 'bytes=0-3' });
      expect([
        mine.status,
        mine.headers['content-type'],
        mine.headers['content-range']?.slice(0, 10),
      ]).toEqual([206, type, 'bytes 0-3/']);
      const theirs = await use().agent().get(address, { Range: 'bytes=0-3' });
      expect([theirs.status, theirs.text]).toEqual([401, '']);
    }
  });
});
