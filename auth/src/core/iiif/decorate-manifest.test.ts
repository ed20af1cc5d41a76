import { describe, expect, it } from '@jest/globals';
import { decorateManifest } from './decorate-manifest.js';

const ours = 'https://a.test/iiif/images/closed!x.jp2';
const auth = [{ '@id': 'https://a.test/iiif-login' }];
const servicesOf = (id: string): readonly Record<string, string>[] | null => (id === ours ? auth : null);

describe('decorateManifest', () => {
  it('[A1-13] puts auth services into our image services of Presentation 3, and changes nothing else', () => {
    const manifest = {
      id: 'https://a.test/m',
      items: [{ body: { service: [{ '@id': ours, profile: 'p' }, { '@id': 'https://b.test/x' }] } }],
    };
    expect(decorateManifest(manifest, servicesOf)).toEqual({
      id: 'https://a.test/m',
      items: [
        { body: { service: [{ '@id': ours, profile: 'p', service: auth }, { '@id': 'https://b.test/x' }] } },
      ],
    });
  });

  it('[A1-13] does so in Presentation 2, where a service is a single object', () => {
    const manifest = {
      images: [{ resource: { service: { '@id': ours } } }],
      thumbnail: 'https://a.test/t.jpg',
    };
    expect(decorateManifest(manifest, servicesOf)).toEqual({
      images: [{ resource: { service: { '@id': ours, service: auth } } }],
      thumbnail: 'https://a.test/t.jpg',
    });
  });

  it('leaves services that the author wrote as they are', () => {
    const manifest = { service: { '@id': ours, service: [{ '@id': 'https://other.test/login' }] } };
    expect(decorateManifest(manifest, servicesOf)).toEqual(manifest);
  });

  it('keeps open images and foreign values without services', () => {
    const manifest = { service: [{ '@id': 'https://b.test/x' }, 'https://a.test/s', null, 3], n: null };
    expect(decorateManifest(manifest, () => [])).toEqual(manifest);
  });
});
