import { describe, expect, it } from '@jest/globals';
import { assert, constantFrom, json as anyJson, property } from 'fast-check';
import { decorateManifest, type ServicesOf } from './decorate-manifest.js';
import { spanJson } from './json-spans.js';

const ours = 'https://a.test/iiif/images/closed!x.jp2';
const file = 'https://a.test/iiif/files/closed!x.pdf';
const auth = [{ '@id': 'https://a.test/iiif-login' }];
const added = ', "service": [{"@id":"https://a.test/iiif-login"}]';
const servicesOf: ServicesOf = (id, mentioned) =>
  (mentioned === 'image-service' ? id === ours : id === file) ? auth : null;

describe('a hand-made manifest', () => {
  it('[A1-13] gets auth services into our image services of Presentation 3, and keeps every other byte', () => {
    const text = `{
  "id" : "https://a.test/m",\t"width": 1.50e2, "z": "\\u00e9é\\/",
  "items": [{"body": {"service": [ {"@id": "${ours}", "profile": "p"
    } , {"@id": "https://b.test/x"}]}}],
  "z": null
}\n`;
    const whole = decorateManifest(text, servicesOf) ?? '';
    expect(whole.replace(added, '')).toBe(text);
    expect(whole).toContain(`"profile": "p"${added}\n    }`);
    expect(JSON.parse(whole).items[0].body.service[0].service).toEqual(auth);
  });

  it('[A1-13] does so in Presentation 2, where a service is a single object, in ranges and other lists too', () => {
    const resource = { service: { '@id': ours } };
    const manifest = {
      sequences: [
        { canvases: [{ images: [{ resource }], thumbnail: { '@id': 'https://a.test/t.jpg', ...resource } }] },
      ],
      structures: [{ '@type': 'sc:Range', thumbnail: resource, canvases: ['https://a.test/c1'] }],
      otherContent: [{ resources: [{ resource }] }],
    };
    const whole = decorateManifest(JSON.stringify(manifest), servicesOf) ?? '';
    expect(whole.split(added)).toHaveLength(5);
    expect(whole.replaceAll(added, '')).toBe(JSON.stringify(manifest));
  });

  it('gets services onto files of ours that are shown or offered for download', () => {
    const body = { id: file, type: 'Video' };
    const manifest = {
      items: [{ annotations: [{ items: [{ body: { type: 'Choice', items: [body] } }, { body }] }] }],
      rendering: [body],
      seeAlso: [body],
    };
    const whole = decorateManifest(JSON.stringify(manifest), servicesOf) ?? '';
    expect(whole.split(added)).toHaveLength(4);
    expect(JSON.parse(whole).rendering[0].service).toEqual(auth);
    expect(JSON.parse(whole).seeAlso[0]).toEqual(body);
  });

  it('keeps services that the author wrote, open images and foreign values', () => {
    for (const manifest of [
      { service: { '@id': ours, service: [{ '@id': 'https://other.test/login' }] } },
      { service: [{ '@id': 'https://b.test/x' }, 'https://a.test/s', null, 3, {}], n: null },
      [],
      'text',
      0,
    ]) {
      const text = JSON.stringify(manifest, null, 1);
      expect(decorateManifest(text, servicesOf)).toBe(text);
    }
    const open = JSON.stringify({ service: { '@id': ours } });
    expect(decorateManifest(open, () => [])).toBe(open);
  });

  it('whatever JSON it is, is found again part by part', () => {
    assert(
      property(anyJson(), constantFrom(undefined, 1, '\t'), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const rebuild = (span: ReturnType<typeof spanJson>): unknown => {
          if (span?.kind === 'object')
            return Object.fromEntries(span.members.map(({ key, value }) => [key, rebuild(value)]));
          if (span?.kind === 'array') return span.items.map(rebuild);
          return JSON.parse(text.slice(span?.start, span?.end));
        };
        expect(JSON.stringify(rebuild(spanJson(text)))).toBe(JSON.stringify(JSON.parse(text)));
        expect(decorateManifest(text, servicesOf)).toBe(text);
      }),
    );
  });

  it('nested beyond all measure is none', () => {
    expect(decorateManifest(`${'['.repeat(5000)}${']'.repeat(5000)}`, servicesOf)).toBeNull();
  });
});
