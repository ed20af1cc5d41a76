import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { people } from '../support/people.js';
import { archive } from '../support/settings.js';
import { type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';

const playlist = '#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n0.ts\n#EXTINF:2.5,\n1.ts\n#EXT-X-ENDLIST\n';
const segment = Buffer.alloc(188 * 20, 0x47);

/** A folder of a recording in segments, with a table beside it, through the whole stack. */
describe('Recordings and described folders', () => {
  let stack: Stack;
  let release: () => Promise<void>;
  let folder: string;
  const ayesha = new Visitor();
  const stranger = new Visitor();

  before(async () => {
    ({ stack, release } = await useStack());
    folder = join(stack.files.imageFolder, 'closed', 'talk');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'main.m3u8'), playlist);
    for (const name of ['0.ts', '1.ts']) writeFileSync(join(folder, name), segment);
    writeFileSync(join(folder, 'metadata.csv'), '\uFEFFfile;label@en;Speaker\r\nmain.m3u8;Opening talk;Miller\r\nnone.mp4;Gone;\r\n');
    await ayesha.signIn(people.ayesha.name, people.ayesha.password);
  });
  after(async () => {
    rmSync(folder, { recursive: true, force: true });
    await release();
  });

  it('shows the recording with its length and what the table says, to whom it is for', async () => {
    const manifest = async (visitor: Visitor) => (await visitor.ask('/iiif/manifests/closed!talk')).json();
    const seen = (await manifest(ayesha)) as { items: { label: unknown; duration: number; metadata: unknown[]; items: { items: { body: { id: string } }[] }[] }[] };
    assert.deepEqual(seen.items[0]?.label, { en: ['Opening talk'] });
    assert.equal(seen.items[0]?.duration, 6.5);
    assert.equal(seen.items[0]?.metadata.length, 1);
    assert.equal(seen.items[0]?.items[0]?.items[0]?.body.id, `${archive.origin}/iiif/files/closed/talk/main.m3u8`);
    assert.doesNotMatch(JSON.stringify(await manifest(stranger)), /Opening|Speaker|Miller/);
  });

  it('plays by the addresses in the playlist, and seeks, for whom it is for only', async () => {
    const list = await ayesha.ask('/iiif/files/closed/talk/main.m3u8');
    assert.deepEqual([list.status, list.header('content-type')], [200, 'application/vnd.apple.mpegurl']);
    const named = list.text().split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    assert.deepEqual(named, ['0.ts', '1.ts']);
    for (const name of named) {
      const { pathname } = new URL(name, `${archive.origin}/iiif/files/closed/talk/main.m3u8`);
      const part = await ayesha.ask(pathname, { headers: { range: 'bytes=188-375' } });
      assert.deepEqual([part.status, part.header('content-type'), part.body.length], [206, 'video/mp2t', 188]);
      assert.equal(part.header('content-range'), `bytes 188-375/${segment.length}`);
      // The very address, in a browser that nobody signed in to.
      for (const headers of [{}, { range: 'bytes=188-375' }]) {
        const copied = await stranger.ask(pathname, { headers });
        assert.deepEqual([copied.status, copied.body.length], [401, 0]);
      }
    }
  });

  it('leads from the joined address of a playlist to the one by which its parts are found', async () => {
    const answer = await stranger.ask('/iiif/files/closed!talk!main.m3u8');
    assert.deepEqual([answer.status, answer.header('location')], [302, `${archive.origin}/iiif/files/closed/talk/main.m3u8`]);
    assert.equal(answer.header('access-control-allow-origin'), '*');
  });

  it('gives PNG and WebP beside JPEG, and says that it is level 2', async () => {
    const info = (await stranger.ask('/iiif/3/images/open!plan.tif/info.json')).json() as { profile: string; extraFormats: string[] };
    assert.deepEqual([info.profile, info.extraFormats], ['level2', ['webp']]);
    for (const [format, type] of [['jpg', 'image/jpeg'], ['png', 'image/png'], ['webp', 'image/webp']]) {
      const answer = await stranger.ask(`/iiif/3/images/open!plan.tif/full/300,/0/default.${format}`);
      assert.deepEqual([answer.status, answer.header('content-type')], [200, type]);
    }
    assert.equal((await stranger.ask('/iiif/3/images/open!plan.tif/full/300,/0/default.gif')).status, 400);
  });

  it('tells the administrator which line of the table is wrong', async () => {
    await stack.gatehouse(['images', 'scan']);
    const told = await stack.gatehouse(['images', 'list', '--problems']);
    assert.match(told, /closed\/talk\/metadata\.csv[\s\S]*Line 3/);
  });
});
