import { describe, expect, it } from '@jest/globals';
import type { Answer } from './agent.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();

const targets = (name: string): readonly string[] => [
  `/iiif/images/secret!${name}/info.json`,
  `/iiif/3/images/secret!${name}/info.json`,
  `/iiif/tiers/preview/images/secret!${name}/info.json`,
  `/iiif/images/secret!${name}/full/max/0/default.jpg`,
  `/iiif/images/secret!${name}/0,0,256,256/256,/0/default.jpg`,
  `/iiif/images/secret!${name}/full/max/0/color.jpg`,
  `/iiif/images/secret!${name}/9000,0,1,1/max/0/default.jpg`,
  `/iiif/images/secret!${name}/full/9000,/0/default.jpg`,
  `/iiif/manifests/secret!${name}`,
];

const comparable = ({ status, headers, text }: Answer): unknown => {
  const { date: _, ...rest } = headers;
  return { status, headers: rest, text };
};

describe('hidden folders', () => {
  it('answer the same 404 for what exists and what does not, on every address', async () => {
    const marek = await use().signIn('marek');
    for (const agent of [use().agent(), marek])
      for (const [index, target] of targets('001.jp2').entries()) {
        const [exists, not] = [await agent.get(target), await agent.get(targets('999.jp2')[index] ?? '')];
        expect([target, exists.status]).toEqual([target, 404]);
        expect(comparable(exists)).toEqual(comparable(not));
        expect(exists.text).not.toContain('secret');
      }
  });

  it('the check says the same of both', async () => {
    for (const [index, target] of targets('001.jp2').entries())
      if (target.endsWith('.jpg')) {
        const [exists, not] = [await use().check(target), await use().check(targets('999.jp2')[index] ?? '')];
        expect(comparable(exists)).toEqual(comparable(not));
      }
  });

  it('the folder’s own manifest and the welcome page know nothing of it', async () => {
    const [hidden, missing] = [
      await use().agent().get('/iiif/manifests/secret'),
      await use().agent().get('/iiif/manifests/nosuch'),
    ];
    expect(hidden.status).toBe(404);
    expect(comparable(hidden)).toEqual(comparable(missing));
    expect((await use().agent().get('/')).text).not.toContain('secret');
    const tom = await use().signIn('tom');
    expect((await tom.get('/iiif/manifests/secret')).status).toBe(200);
    expect((await tom.get('/')).text).toContain('secret');
  });

  it('opens to somebody who may see it', async () => {
    const tom = await use().signIn('tom');
    expect((await tom.get('/iiif/images/secret!001.jp2/info.json')).status).toBe(200);
  });

  it('tiers without a name of their own are not there', async () => {
    expect((await use().agent().get('/iiif/tiers/nosuch/images/open!001.jp2/info.json')).status).toBe(404);
  });
});
