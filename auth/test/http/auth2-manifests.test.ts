import { describe, expect, it } from '@jest/globals';
import { languageMap } from '../../src/core/texts/catalogue.js';
import { anImage, testPolicyText } from '../support/factories.js';
import { expectGolden } from '../support/golden.js';
import { auth2Context, probesOf, type Json } from './auth2-documents.js';
import { auth1Services } from './documents.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const get = async (target: string): Promise<Json> => (await use().agent().get(target)).json;

function bodiesOf(manifest: Json): Json[] {
  return manifest.items.map((canvas: Json) => canvas.items[0].items[0].body);
}

describe('Presentation 3 manifests with Image 2 services', () => {
  it('names exactly one image service per body, and the body’s own probe with a profile; nothing is hoisted', async () => {
    const manifest = await get('/iiif/manifests/members');
    expect(manifest['@context']).toEqual([auth2Context, 'http://iiif.io/api/presentation/3/context.json']);
    expect(manifest).not.toHaveProperty('services');
    for (const body of bodiesOf(manifest)) {
      expect(body.service.map((service: Json) => service['@type'] ?? service.type)).toEqual([
        'ImageService2',
        'AuthProbeService2',
      ]);
      expect(auth1Services(body.service[0])).toHaveLength(1);
      expect(probesOf(body)[0].profile).toBe('http://iiif.io/api/auth/2/probe');
      expect(probesOf(body)[0].id).toMatch(/^https:\/\/images\.test\/iiif-auth2\/probe\/image\/members!/);
    }
  });

  it('[A2-09] the body and its service have probes of their own', async () => {
    const [body] = bodiesOf(await get('/iiif/3/manifests/members'));
    const [inner] = probesOf(body.service[0]);
    expect(new Set([probesOf(body)[0].id, inner.id]).size).toBe(2);
  });

  it('[A1-16] [A2-07] open folders carry no services and no Auth 2 context', async () => {
    const manifest = await get('/iiif/manifests/open');
    expect(manifest['@context']).toBe('http://iiif.io/api/presentation/3/context.json');
    expect(JSON.stringify(manifest)).not.toMatch(/Auth(?:Probe|Cookie)/);
  });

  it('[A2-08] shared access services have the same id, so that a client uses one token for all', async () => {
    const probes = bodiesOf(await get('/iiif/manifests/members')).flatMap(probesOf);
    expect(probes.length).toBeGreaterThan(1);
    expect(new Set(probes.map((probe) => JSON.stringify(probe.service))).size).toBe(1);
  });

  it('[A2-02] is 200 for anyone', async () => {
    for (const folder of ['members', 'staff', 'reading-room', 'sealed'])
      expect((await use().agent().get(`/iiif/manifests/${folder}`)).status).toBe(200);
  });

  it('as a whole document', async () => {
    expectGolden('manifest3-terms.json', await get('/iiif/manifests/terms'));
  });
});

describe('Presentation 3 manifests with Image 3 services', () => {
  it('[A2-05] names Image 3 services only, each with its probe, and nothing of 1.0', async () => {
    const manifest = await get('/iiif/3/manifests/members');
    expect(manifest.id).toBe('https://images.test/iiif/3/manifests/members');
    for (const body of bodiesOf(manifest)) {
      const [service] = body.service;
      expect([service.type, service.id.startsWith('https://images.test/iiif/3/images/')]).toEqual([
        'ImageService3',
        true,
      ]);
      expect(probesOf(service)).toHaveLength(1);
    }
    expect(JSON.stringify(manifest)).not.toContain('/auth/1/');
    expect(JSON.stringify(manifest)).not.toContain('/iiif/images/');
  });

  it('[A1-13] the probe is the very one of the info.json', async () => {
    const [body] = bodiesOf(await get('/iiif/3/manifests/terms'));
    const info = await get('/iiif/3/images/terms!001.jp2/info.json');
    expect(probesOf(body.service[0])).toEqual(probesOf(info));
  });

  it('as a whole document', async () => {
    expectGolden('manifest3-image3-terms.json', await get('/iiif/3/manifests/terms'));
  });
});

const typeFor = async (accept: string): Promise<string | undefined> =>
  (await use().agent().get('/iiif/2/manifests/open', { Accept: accept })).headers['content-type'];

describe('Presentation 2.1 manifests', () => {
  it('[A1-14] tell an auth service in full once, and by its address afterwards', async () => {
    const manifest = await get('/iiif/2/manifests/members');
    const [first, ...others] = manifest.sequences[0].canvases.map(
      (canvas: Json) => canvas.images[0].resource.service.service,
    );
    expect(first).toMatchObject({
      '@context': 'http://iiif.io/api/auth/1/context.json',
      '@id': 'https://images.test/iiif-login',
      profile: 'http://iiif.io/api/auth/1/login',
      service: [expect.anything(), expect.anything()],
    });
    expect(others.length).toBeGreaterThan(0);
    for (const other of others) expect(other).toBe('https://images.test/iiif-login');
  });

  it('names the same image services as the other version', async () => {
    const two = await get('/iiif/2/manifests/open');
    const three = await get('/iiif/manifests/open');
    const of2 = two.sequences[0].canvases.map((canvas: Json) => canvas.images[0].resource.service['@id']);
    expect(of2).toEqual(bodiesOf(three).map((body) => body.service[0]['@id']));
    expect(JSON.stringify(two)).not.toContain('AuthProbeService2');
  });

  it('is sent as JSON, or JSON-LD of its version where that is asked for', async () => {
    expect(await typeFor('*/*')).toMatch(/^application\/json/);
    expect(await typeFor('application/ld+json')).toMatch(/^application\/ld\+json;profile=".*presentation\/2/);
  });

  it('as a whole document', async () => {
    expectGolden('manifest2-members.json', await get('/iiif/2/manifests/members'));
  });
});

describe('manifest modes (contract 5)', () => {
  const forms = ['/iiif/manifests/veiled', '/iiif/2/manifests/veiled', '/iiif/3/manifests/veiled'];

  it('[A1-60] [A1-61] closed: 401 with a valid stub of one canvas that names the sign-in page, and nothing else', async () => {
    for (const target of forms) {
      const answer = await use().agent().get(target);
      expect([target, answer.status, answer.headers['cache-control']]).toEqual([target, 401, 'no-store']);
      expect(answer.text).toContain('https://images.test/iiif-login');
      expect(answer.text).not.toMatch(/001|iiif\/(?:3\/)?images|6000/);
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    }
    expectGolden(
      'stub3.json',
      (
        await use()
          .agent()
          .get(forms[0] ?? '')
      ).json,
    );
    expectGolden(
      'stub2.json',
      (
        await use()
          .agent()
          .get(forms[1] ?? '')
      ).json,
    );
  });

  it('the stub’s picture is there, for every site', async () => {
    const stub = (
      await use()
        .agent()
        .get(forms[0] ?? '')
    ).json;
    const [body] = bodiesOf(stub);
    const picture = await use().agent().get(new URL(body.id).pathname);
    expect([picture.status, picture.headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(picture.headers['access-control-allow-origin']).toBe('*');
    expect(picture.text).toContain('images.test');
  });

  it('closed: 200 with everything for whoever may see it, by token or cookie', async () => {
    const agent = await use().signIn('marek');
    const headers = { Authorization: `Bearer ${await use().token(agent)}` };
    for (const target of forms) {
      expect((await agent.get(target)).status).toBe(200);
      expect((await use().agent().get(target, headers)).status).toBe(200);
    }
  });

  it('skeleton: true sizes and services, neutral labels; open: the names', async () => {
    const skeleton = await get('/iiif/manifests/tom');
    expect(skeleton.label).toEqual(languageMap('manifest.restricted'));
    expect([skeleton.items[0].label.en[0], skeleton.items[0].width]).toEqual(['Image 1', 6000]);
    expect(skeleton.items[0]).not.toHaveProperty('thumbnail');
    const named = await get('/iiif/manifests/named');
    expect([named.label.none[0], named.items[0].label.none[0]]).toEqual(['named', '001']);
  });

  it('hidden: 404 on every address', async () => {
    for (const target of ['/iiif/manifests/secret', '/iiif/2/manifests/secret', '/iiif/3/manifests/secret'])
      expect((await use().agent().get(target)).status).toBe(404);
    const tom = await use().signIn('tom');
    expect((await tom.get('/iiif/2/manifests/secret')).status).toBe(200);
  });
});

it('leaves a hidden image out without a gap that would tell of it', async () => {
  const paths = ['row/1.jp2', 'row/2.jp2', 'row/3.jp2'];
  await use().addImages(paths.map((path) => anImage(path)));
  await use().publish(`${testPolicyText}
  /row:       { grants: [ { who: signed-in, tier: full } ] }
  /row/2.jp2: { grants: [ { who: "group:staff", tier: full } ], hidden: true }
`);
  const manifest = await get('/iiif/manifests/row');
  await use().publish(testPolicyText);
  expect(manifest.items.map((canvas: Json) => canvas.label.en[0])).toEqual(['Image 1', 'Image 2']);
  expect(JSON.stringify(manifest)).not.toContain('2.jp2');
});

it('a folder of 300 images costs well under a second', async () => {
  await use().addImages(Array.from({ length: 300 }, (_, index) => anImage(`members/many/${index}.jp2`)));
  for (const target of ['/iiif/manifests/members!many', '/iiif/3/manifests/members!many']) {
    // Time of the processor, so that whatever else this machine does has no say.
    const before = process.cpuUsage();
    const answer = await use().agent().get(target);
    const { user, system } = process.cpuUsage(before);
    expect(answer.json.items).toHaveLength(300);
    expect((user + system) / 1_000_000).toBeLessThan(1);
  }
});
