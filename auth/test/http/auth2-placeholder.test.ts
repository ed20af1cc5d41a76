import { describe, expect, it } from '@jest/globals';
import type { Answer } from './agent.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();
const embedded = { 'Sec-Fetch-Dest': 'image', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Site': 'cross-site' };

async function ask(
  tail: string,
  headers: Readonly<Record<string, string>> = embedded,
  folder = 'members',
): Promise<Answer> {
  return use().agent().get(`/iiif/images/${folder}!001.jp2/${tail}/0/default.jpg`, headers);
}

describe('a picture for people (U1)', () => {
  it('[A1-71] [A1-72] a 401 for the whole image in an <img> carries a picture that says so', async () => {
    for (const tail of ['full/400,', 'full/!300,300', 'full/pct:7']) {
      const answer = await ask(tail);
      expect([tail, answer.status, answer.headers['content-type']]).toEqual([
        tail,
        401,
        'image/svg+xml; charset=utf-8',
      ]);
      expect(answer.text).toContain('Sign in to see this');
      expect(answer.text).toContain('images.test');
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['vary']).toMatch(/Sec-Fetch-Dest/);
      expect(answer.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
    }
  });

  it('has the size that was asked for, so that the page keeps its shape', async () => {
    expect((await ask('full/400,')).text).toContain('width="400" height="267"');
  });

  it('never where a viewer could take it for a tile or a level', async () => {
    for (const tail of [
      'full/full',
      'full/max',
      'full/3000,',
      'full/1500,1000',
      'full/750,',
      'full/375,',
      'full/188,',
      'full/256,',
      'full/,256',
      'full/384,',
      'full/!256,256',
      '0,0,512,512/400,',
      'square/400,',
      'pct:0,0,50,50/400,',
    ]) {
      const answer = await ask(tail);
      expect([tail, answer.text, answer.headers['content-type'] ?? '']).toEqual([
        tail,
        '',
        expect.not.stringContaining('image/'),
      ]);
      expect([400, 401]).toContain(answer.status);
    }
  });

  it('only in an <img>', async () => {
    for (const headers of [{}, { 'Sec-Fetch-Dest': 'empty' }, { 'Sec-Fetch-Dest': 'iframe' }])
      expect((await ask('full/400,', headers)).text).toBe('');
  });

  it('only where a sign-in could help: what is closed to everybody is a plain 403', async () => {
    const answer = await ask('full/400,', embedded, 'sealed');
    expect([answer.status, answer.headers['content-type']]).toEqual([403, expect.stringContaining('json')]);
  });

  it('[A1-71] a person who opened the address is taken to the page that helps, and back', async () => {
    const navigation = { 'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate' };
    const location = async (folder: string): Promise<string | undefined> => {
      const answer = await ask('full/400,', navigation, folder);
      expect(answer.status).toBe(303);
      return answer.headers['location'];
    };
    expect(await location('members')).toMatch(/^\/iiif-login\?return=%2Fiiif%2Fimages%2Fmembers/);
    expect(await location('terms')).toMatch(/^\/iiif-login\/agree\/terms\?return=/);
    expect(await location('reading-room')).toMatch(/^\/iiif-login\/place\?return=/);
  });
});
