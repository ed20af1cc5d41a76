import { describe, expect, it } from '@jest/globals';
import { undefinedTerms } from '../support/linked-terms.js';
import { presentation2Problems } from '../support/presentation2-rules.js';
import { presentation3Problems } from '../support/presentation3-schema.js';
import { posted } from './auth2-documents.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();

const folders =
  'open staff preview reading-room terms embargo members tom grey small shut sealed veiled named own-words kiosk';

describe('Presentation 3 documents', () => {
  it.each(folders.split(' '))(
    'the manifest of %s is valid by the schema, for strangers and for staff',
    async (folder) => {
      for (const agent of [use().agent(), await use().signIn('tom')])
        for (const address of [`/iiif/manifests/${folder}`, `/iiif/3/manifests/${folder}`]) {
          const { json } = await agent.get(address);
          expect([address, presentation3Problems(json, 'manifest')]).toEqual([address, []]);
        }
    },
  );

  it('collections are valid by the schema', async () => {
    for (const address of ['/iiif/collections', '/iiif/collections/members'])
      expect(presentation3Problems((await use().agent().get(address)).json, 'collection')).toEqual([]);
  });

  it('the schema is really asked', () => {
    expect(presentation3Problems({ id: 'https://a.test/m', type: 'Manifest' }, 'manifest')).not.toEqual([]);
  });
});

describe('Presentation 2.1 documents', () => {
  it.each(folders.split(' '))(
    'the manifest of %s is valid by the rules, for strangers and for staff',
    async (folder) => {
      for (const agent of [use().agent(), await use().signIn('tom')])
        expect(presentation2Problems((await agent.get(`/iiif/2/manifests/${folder}`)).json)).toEqual([]);
    },
  );

  it('collections are valid by the rules', async () => {
    for (const address of ['/iiif/2/collections', '/iiif/2/collections/members'])
      expect(presentation2Problems((await use().agent().get(address)).json)).toEqual([]);
  });

  it('the rules are really asked', async () => {
    const { json } = await use().agent().get('/iiif/2/manifests/open');
    json.sequences[0].canvases[0].images[0].on = 'https://other.test/';
    delete json.sequences[0].canvases[1].width;
    expect(presentation2Problems(json)).toHaveLength(2);
  });
});

describe('JSON-LD: every property of a document is one that its contexts define', () => {
  const documents = folders
    .split(' ')
    .flatMap((folder) => [
      `/iiif/images/${folder}!001.jp2/info.json`,
      `/iiif/3/images/${folder}!001.jp2/info.json`,
      `/iiif/manifests/${folder}`,
      `/iiif/2/manifests/${folder}`,
      `/iiif/3/manifests/${folder}`,
      `/iiif-auth2/probe/service/${folder}!001.jp2`,
      `/iiif-auth2/probe/image/${folder}!001.jp2`,
    ]);

  it.each([
    ...documents,
    '/iiif/collections',
    '/iiif/2/collections',
    '/iiif-auth2/probe/service/nowhere!1.jp2',
  ])('[A2-07] %s', async (address) => {
    const { json } = await use().agent().get(address);
    if (json !== null) expect(undefinedTerms(json)).toEqual([]);
  });

  it('[A2-26] [A2-2A] what token services post', async () => {
    const tom = await use().signIn('tom');
    const address = '/iiif-auth2/token/session?messageId=1&origin=https%3A%2F%2Fviewer.test';
    for (const agent of [tom, use().agent()]) {
      const message = posted(await agent.get(address));
      expect(message).not.toBeNull();
      expect(undefinedTerms(message?.message)).toEqual([]);
    }
  });

  it('the terms are really looked at', () => {
    expect(
      undefinedTerms({ '@context': 'http://iiif.io/api/auth/2/context.json', type: 'X', statuss: 1 }),
    ).toEqual(['/statuss']);
  });
});
