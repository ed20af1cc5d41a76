import { describe, expect, it } from '@jest/globals';
import { presentation3Problems } from '../support/presentation3-schema.js';
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
