import { describe, expect, it } from '@jest/globals';
import { languageMap } from '../../src/core/texts/catalogue.js';
import { publicUrl } from '../support/test-app.js';
import type { Answer, Json } from './agent.js';
import { useTestApp } from './use-app.js';
import { whileReplaced } from './while-replaced.js';

const use = useTestApp();

async function manifestOf(folder: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return use().agent().get(`/iiif/manifests/${folder}`, headers);
}

const bodyOf = (canvas: Json): Json => canvas.items[0].items[0].body;

const names = (answer: Answer): string[] => answer.json.items.map((canvas: Json) => canvas.label.none[0]);

describe('manifests', () => {
  it('[A1-13] name exactly one image service per picture, of the best tier, with its services as a hint', async () => {
    const { status, json } = await manifestOf('members');
    expect(status).toBe(200);
    expect(json.services).toBeUndefined();
    for (const canvas of json.items) {
      const { service } = bodyOf(canvas);
      const images = service.filter((item: Json) =>
        String(item['@type'] ?? item.type).startsWith('ImageService'),
      );
      expect(images).toEqual([service[0]]);
      expect(service.every((item: Json) => typeof item.profile === 'string')).toBe(true);
      expect(service[0]['@id']).toMatch(/^https:\/\/images\.test\/iiif\/images\/members!/);
      expect(service[0].service[0].profile).toBe('http://iiif.io/api/auth/1/login');
    }
  });

  it('[A1-64] name the image itself, not the tier that the visitor sees now', async () => {
    const { json } = await manifestOf('preview');
    expect(bodyOf(json.items[0]).service[0]['@id']).toBe(`${publicUrl}/iiif/images/preview!001.jp2`);
    expect([json.items[0].width, json.items[0].height]).toEqual([6000, 4000]);
  });

  it('[A1-40] [A1-51] type their services in Presentation 3', async () => {
    const service = bodyOf((await manifestOf('members')).json.items[0]).service[0].service[0];
    expect(service['@type']).toBe('AuthCookieService1');
    expect(service.service.map((inner: Json) => inner['@type'])).toEqual([
      'AuthTokenService1',
      'AuthLogoutService1',
    ]);
  });

  it('[V7-13] are skeletons for somebody who sees nothing: true sizes, no names, no thumbnails that would be refused', async () => {
    const answer = await manifestOf('staff');
    expect(answer.status).toBe(200);
    expect(answer.json.label).toEqual(languageMap('manifest.restricted'));
    expect(answer.json.items[0]).toMatchObject({ label: { en: ['Image 1'] }, width: 6000, height: 4000 });
    expect(answer.json.items[0]).not.toHaveProperty('thumbnail');
  });

  it('have names for somebody who sees something, by token or cookie', async () => {
    const agent = await use().signIn('tom');
    const token = await use().token(agent);
    for (const answer of [
      await agent.get('/iiif/manifests/staff'),
      await manifestOf('staff', { Authorization: `Bearer ${token}` }),
    ]) {
      expect(answer.json.label).toEqual({ none: ['staff'] });
      expect(answer.json.items[0].label).toEqual({ none: ['001'] });
      expect(answer.json.items[0].thumbnail).toHaveLength(1);
    }
  });

  it('have names for everybody where the folder says open', async () => {
    expect((await manifestOf('named')).json.label).toEqual({ none: ['named'] });
    expect((await manifestOf('named')).json.items[0].label).toEqual({ none: ['001'] });
  });

  it('are a stub that names the sign-in, 401, where the folder says closed', async () => {
    const answer = await manifestOf('veiled');
    expect([answer.status, answer.json.type]).toEqual([401, 'Manifest']);
    expect(answer.json.homepage[0].id).toBe(`${publicUrl}/iiif-login`);
    expect(answer.text).not.toContain('001');
    expect((await (await use().signIn('tom')).get('/iiif/manifests/veiled')).status).toBe(200);
  });

  it('are never 403', async () => {
    for (const folder of ['open', 'staff', 'sealed', 'shut', 'embargo', 'terms', 'secret', 'veiled'])
      expect([folder, (await manifestOf(folder)).status === 403]).toEqual([folder, false]);
  });

  it('put pages in the order that people number them', async () => {
    const { json } = await manifestOf('open');
    expect(json.items.map((canvas: Json) => canvas.label.none[0])).toEqual([
      '001',
      '002',
      '010',
      'a+b & 100%',
    ]);
  });

  it('say 404 for folders without images', async () => {
    for (const folder of ['nosuch', 'open!deeper', 'open!001.jp2'])
      expect([folder, (await manifestOf(folder)).status]).toEqual([folder, 404]);
    expect(use().scansAsked).toContain('nosuch');
  });

  it('are the administrator’s own file where there is one, without its names for those who see nothing', async () => {
    const own = {
      '@context': 'http://iiif.io/api/presentation/3/context.json',
      id: 'https://images.test/iiif/manifests/staff',
      type: 'Manifest',
      label: { en: ['Secret name'] },
      summary: { en: ['Secret summary'] },
      metadata: [{ label: { en: ['Secret'] }, value: { en: ['Secret'] } }],
      seeAlso: [{ id: 'https://images.test/secret.xml', type: 'Dataset' }],
      items: [
        {
          id: 'https://images.test/c1',
          type: 'Canvas',
          width: 6000,
          height: 4000,
          label: { en: ['Secret page'] },
          metadata: [{ label: { en: ['Secret'] }, value: { en: ['Secret'] } }],
          items: [],
          annotations: [{ id: 'https://images.test/secret-annotations', type: 'AnnotationPage' }],
        },
      ],
    };
    const files = (): object => ({
      read: async (path: string) => (path === 'staff' ? JSON.stringify(own) : null),
    });
    const [refused, allowed] = await whileReplaced(
      use().deps.manifests,
      files,
      async () =>
        [await manifestOf('staff'), await (await use().signIn('tom')).get('/iiif/manifests/staff')] as const,
    );
    expect(refused.status).toBe(200);
    expect(refused.text.toLowerCase()).not.toContain('secret');
    expect(refused.json.items[0]).toMatchObject({ type: 'Canvas', width: 6000, label: { en: ['Image 1'] } });
    expect(allowed.json).toEqual(own);
  });

  it('[A1-85] [A1-80] are kept by nobody but the reader, and checked again each time', async () => {
    const answer = await manifestOf('members');
    expect(answer.headers['cache-control']).toBe('private, no-cache');
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    const again = await manifestOf('members', { 'If-None-Match': answer.headers['etag'] ?? '' });
    expect(again.status).toBe(304);
  });

  it('keep hidden pictures out of a folder that is open', async () => {
    const { testPolicyText } = await import('../support/factories.js');
    await use().publish(
      `${testPolicyText}\n  /open/002.jp2: { grants: [ { who: signed-in, tier: full } ], hidden: true }\n`,
    );
    expect(names(await manifestOf('open'))).toEqual(['001', '010', 'a+b & 100%']);
    expect(names(await (await use().signIn('tom')).get('/iiif/manifests/open'))).toContain('002');
    await use().publish(testPolicyText);
  });
});

describe('the welcome page', () => {
  it('asks to sign in and comes back', async () => {
    expect((await use().agent().get('/')).text).toContain('href="/iiif-login?return=/"');
  });

  it('says who is signed in, and does not tell them to sign in', async () => {
    const { text } = await (await use().signIn('marek', null)).get('/');
    expect(text).toContain('You are signed in as marek.');
    expect(text).toContain('href="/iiif-logout"');
    expect(text).not.toContain('/iiif-login');
    expect(text).not.toContain('Sign in if you have an account');
    expect(text).toContain('Closed to your account');
  });

  it('lists what there is and whether this visitor sees it, and nothing hidden', async () => {
    const { text } = await use().agent().get('/');
    expect(text).toContain('Example Archive');
    expect(text).toContain(`${publicUrl}/iiif/manifests/open`);
    expect(text).not.toContain('secret');
    expect(await (await use().signIn('tom')).get('/')).toMatchObject({
      text: expect.stringContaining('secret'),
    });
  });
});
