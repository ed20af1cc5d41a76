import { describe, expect, it } from '@jest/globals';
import type { ImagePath } from '../../src/core/image/image-path.js';
import { decide } from '../../src/core/policy/decide.js';
import type { Visitor } from '../../src/core/policy/visitor.js';
import { cookieOf } from '../support/test-app.js';
import { groupsOf, type Name, names } from '../support/people.js';
import type { Answer } from './agent.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();

/** Contract 5, first column. `help`: something could help the best-placed person. */
type Sight = 'full' | 'lower-help' | 'none-help' | 'lower' | 'none' | 'hidden';
type Who = Name | 'nobody' | 'reader';

const everyone: readonly Who[] = ['nobody', 'reader', ...names];
const addresses: Readonly<Record<string, string>> = { reader: '192.0.2.20' };

/** By hand from contract sections 4 and 5; `else` for everybody who is not named. */
const sights: Readonly<Record<string, Partial<Record<Who, Sight>> & { readonly else: Sight }>> = {
  open: { else: 'full' },
  staff: { tom: 'full', else: 'none-help' },
  preview: { nobody: 'lower-help', reader: 'lower-help', else: 'full' },
  'reading-room': { reader: 'full', else: 'none-help' },
  terms: { else: 'none-help' },
  secret: { tom: 'full', else: 'hidden' },
  embargo: { else: 'none-help' },
  members: { nobody: 'none-help', reader: 'none-help', else: 'full' },
  tom: { tom: 'full', else: 'none-help' },
  grey: { ayesha: 'full', else: 'lower-help' },
  small: { else: 'lower' },
  shut: { else: 'none' },
  sealed: { else: 'none' },
};

const folders = Object.keys(sights);

function sightOf(folder: string, who: Who): Sight {
  const row = sights[folder];
  if (row === undefined) throw new Error(folder);
  return row[who] ?? row.else;
}

interface Seen {
  readonly who: Who;
  /** Content cookie and address, as nginx passes them on. */
  readonly headers: Readonly<Record<string, string>>;
}

async function visitors(): Promise<readonly Seen[]> {
  const list: Seen[] = [];
  for (const who of everyone) {
    const isPerson = who !== 'nobody' && who !== 'reader';
    const cookies = isPerson ? cookieOf(await use().signIn(who)) : {};
    list.push({ who, headers: { ...cookies, 'X-Gate-Client': addresses[who] ?? '198.51.100.7' } });
  }
  return list;
}

function visitorFor(who: Who): Visitor {
  const isPerson = who !== 'nobody' && who !== 'reader';
  return {
    user: isPerson ? { name: who, groups: groupsOf(who) } : null,
    address: addresses[who] ?? '198.51.100.7',
    agreements: {},
  };
}

const regions = {
  tile: '0,0,512,512/256,/0/default.jpg',
  full: 'full/max/0/default.jpg',
  'full size': 'full/full/0/default.jpg',
  square: 'square/200,/0/default.jpg',
  pct: 'pct:10,10,50,50/max/0/default.jpg',
} as const;

/** Contract 5, third column. */
function expectedCheck(sight: Sight, region: keyof typeof regions): readonly [number, string] {
  // Image API 2.1 `full` is never scaled, and 6000 pixels are more than anything is served with at once: on to `max`.
  if (sight === 'full' && region === 'full size') return [401, 'redirect'];
  const table: Readonly<Record<Sight, readonly [number, string]>> = {
    full: [200, 'allow'],
    'lower-help': region === 'tile' ? [401, 'signin'] : [401, 'redirect'],
    'none-help': [401, 'signin'],
    lower: region === 'tile' ? [403, 'closed'] : [401, 'redirect'],
    none: [403, 'closed'],
    hidden: [401, 'notfound'],
  };
  return table[sight];
}

function told(answer: Answer): readonly [number, string] {
  return [answer.status, answer.headers['x-gate-outcome'] ?? ''];
}

describe('query_auth: who may see what (contract 5)', () => {
  it.each(Object.entries(regions))('[A1-70] [A1-74] [A1-07] image request %s', async (region, tail) => {
    for (const { who, headers } of await visitors())
      for (const folder of folders) {
        const answer = await use().check(`/iiif/images/${folder}!001.jp2/${tail}`, headers);
        const expected = expectedCheck(sightOf(folder, who), region as keyof typeof regions);
        expect([folder, who, ...told(answer)]).toEqual([folder, who, ...expected]);
      }
  });

  it('[A1-07] info.json agrees with the check for everyone and every folder', async () => {
    const statuses: Readonly<Record<Sight, number>> = {
      full: 200,
      'lower-help': 302,
      'none-help': 401,
      lower: 302,
      none: 401,
      hidden: 404,
    };
    for (const { who, headers } of await visitors())
      for (const folder of folders) {
        const answer = await use().agent().get(`/iiif/images/${folder}!001.jp2/info.json`, headers);
        const sight = sightOf(folder, who);
        expect([folder, who, answer.status]).toEqual([folder, who, statuses[sight]]);
        const withServices = answer.status === 401 && sight === 'none-help';
        if (answer.status === 401)
          expect([folder, who, 'service' in answer.json]).toEqual([folder, who, withServices]);
      }
  });

  it('Image API 3.0: info.json is 200 for whoever may know of the image, and image requests are judged the same', async () => {
    for (const { who, headers } of await visitors())
      for (const folder of folders) {
        const sight = sightOf(folder, who);
        const info = await use().agent().get(`/iiif/3/images/${folder}!001.jp2/info.json`, headers);
        expect([folder, who, info.status]).toEqual([folder, who, sight === 'hidden' ? 404 : 200]);
        const tile = await use().check(
          `/iiif/3/images/${folder}!001.jp2/0,0,512,512/256,256/0/default.jpg`,
          headers,
        );
        expect([folder, who, ...told(tile)]).toEqual([folder, who, ...expectedCheck(sight, 'tile')]);
      }
  });

  it('tier addresses: a visitor fetches their tier and what it covers, nothing above', async () => {
    const expected: readonly (readonly [string, string, Who, string])[] = [
      ['preview', 'preview', 'nobody', 'allow'],
      ['preview', 'preview', 'marek', 'allow'],
      // Contract 4: somebody who is limited to grey never gets the colour preview.
      ['grey', 'preview', 'nobody', 'redirect'],
      ['grey', 'grey', 'nobody', 'allow'],
      ['grey', 'preview', 'ayesha', 'allow'],
      ['preview', 'grey', 'nobody', 'redirect'],
      ['small', 'preview', 'nobody', 'allow'],
      ['open', 'preview', 'nobody', 'allow'],
      ['members', 'preview', 'nobody', 'signin'],
      ['sealed', 'preview', 'tom', 'closed'],
      ['secret', 'preview', 'nobody', 'notfound'],
      ['secret', 'preview', 'tom', 'allow'],
      ['open', 'nosuch', 'nobody', 'notfound'],
      ['open', 'full', 'nobody', 'notfound'],
      ['open', 'closed', 'nobody', 'notfound'],
    ];
    const list = await visitors();
    for (const [folder, tier, who, outcome] of expected) {
      const headers = list.find((visitor) => visitor.who === who)?.headers ?? {};
      const uri = `/iiif/tiers/${tier}/images/${folder}!001.jp2/full/max/0/default.jpg`;
      const answer = await use().check(uri, headers);
      expect([folder, tier, who, answer.headers['x-gate-outcome']]).toEqual([folder, tier, who, outcome]);
    }
  });

  it('every answer of check and info.json is what decide says of that visitor', async () => {
    const policy = await use().deps.policy.current();
    for (const { who, headers } of await visitors())
      for (const folder of folders) {
        const decision = decide(policy, visitorFor(who), `${folder}/001.jp2` as ImagePath, use().now());
        const uri = `/iiif/images/${folder}!001.jp2`;
        const check = await use().check(`${uri}/${regions.tile}`, headers);
        const info = await use().agent().get(`${uri}/info.json`, headers);
        const isFull = decision.tier === 'full';
        expect([folder, who, check.status === 200, info.status === 200]).toEqual([
          folder,
          who,
          isFull,
          isFull,
        ]);
        const hides = decision.hidden && decision.limits === null;
        expect([folder, who, info.status === 404]).toEqual([folder, who, hides]);
        expect([folder, who, info.status === 302]).toEqual([
          folder,
          who,
          !isFull && decision.limits !== null,
        ]);
        const isForbidden = decision.limits === null && !decision.couldHelp && !hides;
        const full = await use().check(`${uri}/${regions.full}`, headers);
        expect([folder, who, full.status === 403]).toEqual([folder, who, isForbidden]);
      }
  });

  it('[A1-08] whoever is allowed gets the very same: same address, same bytes', async () => {
    const [tom, ines] = [cookieOf(await use().signIn('tom')), cookieOf(await use().signIn('ines'))];
    for (const uri of [
      '/iiif/images/members!001.jp2',
      '/iiif/images/open!001.jp2',
      '/iiif/images/preview!001.jp2',
    ]) {
      const infos = [
        await use().agent().get(`${uri}/info.json`, tom),
        await use().agent().get(`${uri}/info.json`, ines),
      ];
      expect(infos[0]?.status).toBe(200);
      expect(infos[0]?.text).toBe(infos[1]?.text);
      const { date: _a, ...first } = (await use().check(`${uri}/${regions.tile}`, tom)).headers;
      const { date: _b, ...second } = (await use().check(`${uri}/${regions.tile}`, ines)).headers;
      expect(first).toEqual(second);
    }
  });

  it('documents are left to the auth service: 401 with the outcome document', async () => {
    for (const uri of [
      '/iiif/images/open!001.jp2/info.json',
      '/iiif/images/open!001.jp2',
      '/iiif/3/images/open!001.jp2/info.json',
      '/iiif/manifests/open',
      '/iiif/2/manifests/open',
      '/iiif/3/manifests/open',
      '/iiif/collections',
      '/iiif/collections/open',
      '/iiif/files/open!x.pdf',
    ])
      expect([uri, ...told(await use().check(uri))]).toEqual([uri, 401, 'document']);
  });

  it('an open image served from the demo names its root', async () => {
    const answer = await use().check('/iiif/images/demo-open!001.jp2/full/max/0/default.jpg');
    expect(answer.status).toBe(200);
    expect(answer.headers['x-gate-image']).toMatch(/^2\/demo\/.*\/d-1\/full\/demo-open!001\.jp2$/);
  });
});
