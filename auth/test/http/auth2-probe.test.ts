import { describe, expect, it } from '@jest/globals';
import { languageMap } from '../../src/core/texts/catalogue.js';
import { expectGolden } from '../support/golden.js';
import { cookieOf } from '../support/test-app.js';
import type { Name } from '../support/people.js';
import { auth2Context, expectLanguageMap, type Json } from './auth2-documents.js';
import { bearer, token2 } from './auth2-flow.js';
import { replaceMethods } from '../support/replace-methods.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const room = '192.0.2.20';
const probe = (folder: string, kind = 'service'): string => `/iiif-auth2/probe/${kind}/${folder}!001.jp2`;

async function ask(folder: string, who: Name | null = null, address?: string): Promise<Json> {
  const headers = who === null ? {} : bearer(await token2(await use().signIn(who)));
  const answer = await use().agent(address).get(probe(folder), headers);
  expect(answer.status).toBe(200);
  return answer.json;
}

describe('probe: what it answers (contract 5)', () => {
  it.each([
    ['open', null, 200],
    ['members', null, 401],
    ['members', 'marek', 200],
    ['staff', 'tom', 200],
    ['staff', 'marek', 401],
    ['preview', null, 401],
    ['preview', 'marek', 200],
    ['grey', 'marek', 401],
    ['grey', 'ayesha', 200],
    ['small', null, 401],
    ['terms', null, 401],
    ['reading-room', null, 401],
    ['sealed', null, 403],
    ['shut', null, 403],
    ['embargo', null, 401],
    ['secret', null, 404],
    ['secret', 'marek', 404],
    ['secret', 'tom', 200],
    ['nowhere', null, 404],
  ] as const)('[A2-33] [A2-3C] %s, asked by %s: %i', async (folder, who, status) => {
    const result = await ask(folder, who);
    expect(result).toMatchObject({ '@context': auth2Context, type: 'AuthProbeResult2', status });
  });

  it('[V7-12] [A2-32] [A2-31] is HTTP 200 whatever the status, with token and without', async () => {
    for (const folder of ['open', 'members', 'sealed', 'nowhere']) {
      const token = await token2(await use().signIn('marek'));
      expect((await use().agent().get(probe(folder))).status).toBe(200);
      expect((await use().agent().get(probe(folder), bearer(token))).status).toBe(200);
    }
  });

  it('[A2-35] [A2-51] [A1-07] says 200 exactly when the browser gets the image with the cookie', async () => {
    for (const who of ['tom', 'ayesha', 'marek'] as const) {
      const agent = await use().signIn(who);
      const headers = bearer(await token2(agent));
      for (const folder of ['open', 'members', 'staff', 'preview', 'grey', 'sealed', 'secret', 'terms']) {
        const { json } = await use().agent().get(probe(folder), headers);
        const check = await use().check(`/iiif/3/images/${folder}!001.jp2/full/max/0/default.jpg`, {
          ...cookieOf(agent),
        });
        expect([who, folder, json.status === 200]).toEqual([who, folder, check.status === 200]);
      }
    }
  });

  it('[A2-32] answers 400 in the body for an identifier that is none', async () => {
    for (const target of [
      '/iiif-auth2/probe/service/a%2Eb',
      '/iiif-auth2/probe/service/..!x',
      '/iiif-auth2/probe/service/',
      '/iiif-auth2/probe/other/a.jp2',
      '/iiif-auth2/probe/service/a%00.jp2',
    ]) {
      const answer = await use().agent().get(target);
      expect([target, answer.status, answer.json?.status]).toEqual([target, 200, 400]);
    }
  });

  it('understands the other spellings of an identifier, and hard names', async () => {
    for (const identifier of ['members/001.jp2', 'members%2F001.jp2', 'members!with%21mark.jp2'])
      expect((await use().agent().get(`/iiif-auth2/probe/service/${identifier}`)).json.status).toBe(401);
  });

  it('[A2-32] answers 503 in the body while the store is away, and lets nobody in', async () => {
    const restore = replaceMethods(use().deps.images, {
      find: async () => Promise.reject(new Error('away')),
    });
    const answer = await use().agent().get(probe('open'));
    restore();
    expect([answer.status, answer.json.status]).toEqual([200, 503]);
  });

  it('[A2-39] every refusal has a heading and a note in every language', async () => {
    for (const folder of ['members', 'preview', 'terms', 'reading-room', 'sealed', 'small', 'nowhere']) {
      const result = await ask(folder);
      expectLanguageMap(result.heading);
      expectLanguageMap(result.note);
    }
  });

  it('[A2-3C] names the wrong account in the heading, and still says 401', async () => {
    const result = await ask('staff', 'marek');
    expect([result.status, result.heading.en[0]]).toEqual([401, 'Not open to marek']);
  });

  it('[A2-37] [A2-38] [A2-54] offers the lower tier as a list of services of their own, without auth services', async () => {
    const result = await ask('preview');
    expect(result.substitute).toEqual([
      {
        id: 'https://images.test/iiif/3/tiers/preview/images/preview!001.jp2',
        type: 'ImageService3',
        profile: 'level2',
        label: languageMap('probe.reducedLabel', { size: '400' }),
      },
    ]);
    const tier = await use().agent().get('/iiif/3/tiers/preview/images/preview!001.jp2/info.json');
    expect([tier.status, tier.json.service]).toEqual([200, undefined]);
    const pixels = await use().check('/iiif/3/tiers/preview/images/preview!001.jp2/full/max/0/default.jpg');
    expect(pixels.status).toBe(200);
  });

  it('[A2-09] [A2-54] a probe of the canvas body answers with an image', async () => {
    const { json } = await use().agent().get(probe('preview', 'image'));
    expect(json.substitute[0]).toMatchObject({
      id: 'https://images.test/iiif/3/tiers/preview/images/preview!001.jp2/full/max/0/default.jpg',
      type: 'Image',
      service: [{ type: 'ImageService3' }],
    });
  });

  it('[A2-37] offers no substitute with 200, 403 or 404, nor where there is none; [A2-36] and never a location', async () => {
    for (const folder of ['open', 'members', 'sealed', 'nowhere'])
      expect(await ask(folder)).not.toHaveProperty('substitute');
    for (const folder of ['open', 'preview', 'members'])
      expect(await ask(folder)).not.toHaveProperty('location');
  });

  it('as whole documents', async () => {
    for (const folder of ['open', 'members', 'preview', 'reading-room', 'sealed', 'nowhere'])
      expectGolden(`probe-${folder}.json`, await ask(folder));
    expectGolden('probe-image-preview.json', (await use().agent().get(probe('preview', 'image'))).json);
  });
});

describe('probe: whose it is', () => {
  it('[A2-34] judges the address of this very request, and the token’s session beside it', async () => {
    expect((await ask('reading-room', null, room)).status).toBe(200);
    expect((await ask('reading-room', 'tom', room)).status).toBe(200);
    expect((await ask('reading-room', 'tom')).status).toBe(401);
    expect((await ask('staff', 'tom', room)).status).toBe(200);
  });

  it('[A2-34] reads no cookie, which a probe across sites would not bring', async () => {
    const agent = await use().signIn('marek');
    expect((await agent.get(probe('members'))).json.status).toBe(401);
  });

  it('[A2-27] takes one token at many probes, each judged for itself', async () => {
    const headers = bearer(await token2(await use().signIn('tom')));
    const status = async (folder: string): Promise<number> =>
      (await use().agent().get(probe(folder), headers)).json.status;
    expect([await status('members'), await status('tom'), await status('grey')]).toEqual([200, 200, 401]);
  });

  it('takes a 1.0 token for none, and 2.0 tokens open no info.json', async () => {
    const agent = await use().signIn('marek');
    const first = await use().token(agent);
    expect((await use().agent().get(probe('members'), bearer(first))).json.status).toBe(401);
    const second = await token2(agent);
    const info = await use().agent().get('/iiif/images/members!001.jp2/info.json', bearer(second));
    expect(info.status).toBe(401);
  });

  it('[A2-51] a token opens no pixels', async () => {
    const token = await token2(await use().signIn('marek'));
    const check = await use().check('/iiif/3/images/members!001.jp2/full/max/0/default.jpg', bearer(token));
    expect(check.status).toBe(401);
  });

  it('[A2-31] takes an unknown, foreign or odd token for none', async () => {
    for (const value of ['Bearer', 'Bearer undefined', `Bearer ${'A'.repeat(43)}`, 'Basic eDp5', 'x'])
      expect((await use().agent().get(probe('members'), { Authorization: value })).json.status).toBe(401);
  });

  it('[A2-42] a token dies with its session', async () => {
    const agent = await use().signIn('marek');
    const headers = bearer(await token2(agent));
    expect((await use().agent().get(probe('members'), headers)).json.status).toBe(200);
    await agent.get('/iiif-auth2/logout/session');
    expect((await use().agent().get(probe('members'), headers)).json.status).toBe(401);
  });

  it('[A2-28] a token ends after an hour', async () => {
    const agent = await use().signIn('marek');
    const headers = bearer(await token2(agent));
    use().advance(3_601);
    expect((await use().agent().get(probe('members'), headers)).json.status).toBe(401);
  });
});

describe('probe: over the wire', () => {
  it('[A2-3E] is readable by everyone, without credentials', async () => {
    const { headers } = await use().agent().get(probe('members'), { Origin: 'https://viewer.test' });
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it('[A2-3E] [A1-81] lets every browser ask first, with any header, without a token', async () => {
    const answer = await use()
      .agent()
      .send(probe('members'), {
        method: 'OPTIONS',
        headers: {
          Origin: 'https://viewer.test',
          'Access-Control-Request-Method': 'GET',
          'Access-Control-Request-Headers': 'accept,authorization',
        },
      });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'accept,authorization',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
    });
  });

  it('[A2-3F] is JSON, stored by nobody', async () => {
    const { headers } = await use().agent().get(probe('open'), { Accept: '*/*' });
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['vary']).toContain('Authorization');
  });

  it('[A2-3G] understands HEAD, redirects nobody and sets no cookie', async () => {
    const answer = await use().agent().send(probe('members'), { method: 'HEAD' });
    expect([answer.status, answer.text, answer.setCookies]).toEqual([200, '', []]);
    expect((await use().agent().get(probe('members'))).setCookies).toEqual([]);
  });

  it('changes nothing: other methods are refused', async () => {
    const answer = await use().agent().send(probe('members'), { method: 'POST' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).not.toContain('AuthProbeResult2');
  });
});
