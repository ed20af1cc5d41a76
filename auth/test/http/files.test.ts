import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readForm } from './forms.js';
import { type TestApp } from '../support/test-app.js';
import type { Agent, Answer } from './agent.js';
import { useTestApp } from './use-app.js';

const outside = mkdtempSync(join(tmpdir(), 'gatehouse-files-'));
const root = join(outside, 'images');
const digits = '0123456789'.repeat(100);
const files: Readonly<Record<string, string>> = {
  'open/digits.pdf': digits,
  'open/empty.mp3': '',
  'open/page.html': '<script>alert(1)</script>',
  'open/page.svg': '<svg onload="alert(1)"/>',
  'open/metadata.csv': 'secret',
  'open/.hidden.pdf': 'secret',
  'open/.git/objects.pdf': 'secret',
  'open/Zürich "1".pdf': digits,
  'members/film.webm': digits,
  'staff/report.pdf': digits,
  'preview/scan.jp2': digits,
  'grey/scan.tif': digits,
  'secret/plan.pdf': digits,
  'embargo/news.pdf': digits,
  'sealed/news.pdf': digits,
  'reading-room/tape.mp3': digits,
  'terms/letter.pdf': digits,
};
for (const [name, text] of Object.entries(files)) {
  mkdirSync(join(root, name, '..'), { recursive: true });
  writeFileSync(join(root, name), text);
  utimesSync(join(root, name), 1_790_000_000, 1_790_000_000);
}
mkdirSync(join(root, 'open/folder.pdf'));
writeFileSync(join(outside, 'passwords.pdf'), 'secret');
symlinkSync(join(outside, 'passwords.pdf'), join(root, 'open/out.pdf'));
symlinkSync(outside, join(root, 'open/up'));
symlinkSync(join(root, 'staff'), join(root, 'open/sideways'));
symlinkSync(join(root, 'open/digits.pdf'), join(root, 'open/same.pdf'));
writeFileSync(join(root, 'open/large.mp4'), Buffer.alloc(64 * 1024 * 1024, 'x'));
afterAll(() => rmSync(outside, { recursive: true }));

const use = useTestApp({ IMAGE_DIR: root, IMAGE_ROOT: root, DEMO_ROOT: join(outside, 'none') });
const pdf = '/iiif/files/open!digits.pdf';
const film = '/iiif/files/members!film.webm';

async function get(
  target: string,
  headers: Readonly<Record<string, string>> = {},
  agent?: Agent,
): Promise<Answer> {
  return (agent ?? use().agent()).get(target, headers);
}

describe('files: who gets them', () => {
  const table: readonly (readonly [string, number, number])[] = [
    ['open!digits.pdf', 200, 200],
    ['members!film.webm', 401, 200],
    ['staff!report.pdf', 401, 200],
    ['preview!scan.jp2', 401, 200],
    ['grey!scan.tif', 401, 401],
    ['reading-room!tape.mp3', 401, 401],
    ['terms!letter.pdf', 401, 401],
    ['embargo!news.pdf', 401, 401],
    ['sealed!news.pdf', 403, 403],
    ['secret!plan.pdf', 404, 200],
    ['secret!nothing.pdf', 404, 404],
    ['open!nothing.pdf', 404, 404],
    ['nowhere!nothing.pdf', 404, 404],
  ];

  it.each(table)('[A1-70] %s is %i for anyone and %i for tom of the staff', async (name, anyone, tom) => {
    const agent = await use().signIn('tom');
    expect((await get(`/iiif/files/${name}`)).status).toBe(anyone);
    expect((await get(`/iiif/files/${name}`, {}, agent)).status).toBe(tom);
    expect((await agent.send(`/iiif/files/${name}`, { method: 'HEAD' })).status).toBe(tom);
  });

  it('[A1-71] 403 as a page with the reason for a person who opened the file', async () => {
    const answer = await use()
      .agent()
      .get('/iiif/files/sealed!news.pdf', { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' });
    expect([answer.status, answer.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8']);
    expect(answer.text).toContain('Closed until 2031');
  });

  it('sends nothing of a file that is refused', async () => {
    for (const [name, status] of table) {
      const answer = await get(`/iiif/files/${name}`);
      if (status === 200) continue;
      expect(answer.text).not.toContain('0123456789');
      expect(answer.headers).not.toHaveProperty('content-disposition');
      expect(answer.headers).not.toHaveProperty('etag');
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['access-control-allow-origin']).toBe('*');
    }
  });

  it('[A1-4C] [A1-70] a token opens no file', async () => {
    const token = await use().token(await use().signIn('tom'));
    expect((await get(film, { Authorization: `Bearer ${token}` })).status).toBe(401);
  });

  it('a place opens it by the address of this request', async () => {
    const room = '/iiif/files/reading-room!tape.mp3';
    expect((await use().agent('192.0.2.20').get(room)).status).toBe(200);
    expect((await get(room, { 'X-Forwarded-For': '192.0.2.20' })).status).toBe(401);
  });

  it('takes a person who followed a link to the sign-in, and back to the file', async () => {
    const answer = await get(film, { 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' });
    expect(answer.status).toBe(303);
    const form = readForm(
      (await get(String(answer.headers['location']))).text,
      String(answer.headers['location']),
    );
    expect(form.action).toContain('iiif-login');
    expect(decodeURIComponent(String(answer.headers['location']))).toContain(film);
  });

  it('asks the check for nothing: the auth service itself sends what it decided on', async () => {
    const answer = await use().check(pdf);
    expect([answer.status, answer.headers['x-gate-outcome']]).toEqual([401, 'document']);
  });
});

describe('files: only what lies below the image folder, under names that originals have', () => {
  it.each([
    'open!out.pdf',
    'open!up!passwords.pdf',
    'open!sideways!report.pdf',
    'open!folder.pdf',
    'open',
    'open!metadata.csv',
    'open!.hidden.pdf',
    'open!.git!objects.pdf',
    'open!digits.pdf!x.pdf',
  ])('%s is not there', async (name) => {
    const answer = await get(`/iiif/files/${name}`);
    expect(answer.status).toBe(404);
    expect(answer.text).not.toMatch(/secret|0123/);
  });

  it.each([
    'open!..!passwords.pdf',
    '..%2Fpasswords.pdf',
    'open!%2e%2e!x.pdf',
    'open!!digits.pdf',
    'open!a%00.pdf',
  ])('%s is no address', async (name) => {
    expect((await get(`/iiif/files/${name}`)).status).toBe(400);
  });

  it('follows a link to a file that stays inside', async () => {
    expect((await get('/iiif/files/open!same.pdf')).text).toBe(digits);
  });

  it('understands every way of writing an identifier', async () => {
    for (const name of ['open!digits.pdf', 'open/digits.pdf', 'open%2Fdigits.pdf'])
      expect((await get(`/iiif/files/${name}`)).status).toBe(200);
  });
});

describe('files: what is sent', () => {
  it('names type, length and name, and can be neither sniffed nor run', async () => {
    const answer = await get(pdf);
    expect(answer.text).toBe(digits);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': '1000',
      'accept-ranges': 'bytes',
      'content-disposition': `inline; filename="digits.pdf"; filename*=UTF-8''digits.pdf`,
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
      'last-modified': new Date(1_790_000_000_000).toUTCString(),
    });
    const odd = await get(`/iiif/files/${encodeURI('open!Zürich "1".pdf')}`);
    expect(odd.headers['content-disposition']).toBe(
      `inline; filename="Z_rich _1_.pdf"; filename*=UTF-8''Z%C3%BCrich%20%221%22.pdf`,
    );
  });

  it.each(['page.html', 'page.svg'])('sends %s for saving only, in a sandbox', async (name) => {
    const { headers } = await get(`/iiif/files/open!${name}`);
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toMatch(/^attachment; /);
    expect(headers['content-security-policy']).toMatch(/^sandbox;/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('[A1-85] is public for a while where it is open to all, else private and asked for each time', async () => {
    expect((await get(pdf)).headers['cache-control']).toBe('public, max-age=300');
    const answer = await get(film, {}, await use().signIn('tom'));
    expect(answer.headers['cache-control']).toBe('private, no-cache');
    expect(answer.headers['vary']).toMatch(/\bOrigin, Cookie, Authorization\b/);
  });

  it('lets the administrator’s own viewers load with the cookie, and nobody else’s', async () => {
    const own = await get(pdf, { Origin: 'https://own-viewer.test' });
    expect(own.headers['access-control-allow-origin']).toBe('https://own-viewer.test');
    expect(own.headers['access-control-allow-credentials']).toBe('true');
    const other = await get(pdf, { Origin: 'https://any.test' });
    expect(other.headers['access-control-allow-origin']).toBe('*');
    expect(other.headers).not.toHaveProperty('access-control-allow-credentials');
  });
});

describe('files: ranges and conditions', () => {
  const ranges: readonly (readonly [string, number, string, string])[] = [
    ['bytes=0-9', 206, 'bytes 0-9/1000', '0123456789'],
    ['bytes=995-', 206, 'bytes 995-999/1000', '56789'],
    ['bytes=-3', 206, 'bytes 997-999/1000', '789'],
    ['bytes=-5000', 206, 'bytes 0-999/1000', digits],
    ['bytes=998-5000', 206, 'bytes 998-999/1000', '89'],
    ['bytes=0-0', 206, 'bytes 0-0/1000', '0'],
    ['bytes=1000-', 416, 'bytes */1000', ''],
    ['bytes=-0', 416, 'bytes */1000', ''],
    ['bytes=0-1,5-6', 200, '', digits],
    ['bytes=9-1', 200, '', digits],
    ['bytes=-', 200, '', digits],
    ['lines=0-1', 200, '', digits],
    ['bytes=0-99999999999999999999', 200, '', digits],
  ];

  it.each(ranges)('%s is %i', async (range, status, contentRange, body) => {
    const answer = await get(pdf, { Range: range });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-range'] ?? '').toBe(contentRange);
    if (status === 416) expect(answer.text).not.toContain('0123');
    else {
      expect(answer.text).toBe(body);
      expect(answer.headers['content-length']).toBe(String(body.length));
    }
  });

  it('a video seeks only for whom it may', async () => {
    expect((await get(film, { Range: 'bytes=500-509' })).status).toBe(401);
    const answer = await get(film, { Range: 'bytes=500-509' }, await use().signIn('ayesha'));
    expect([answer.status, answer.text, answer.headers['content-type']]).toEqual([
      206,
      '0123456789',
      'video/webm',
    ]);
  });

  it('HEAD tells everything and sends nothing, whatever range is asked for', async () => {
    const answer = await use()
      .agent()
      .send(pdf, { method: 'HEAD', headers: { Range: 'bytes=0-1' } });
    expect([answer.status, answer.headers['content-length'], answer.text]).toEqual([200, '1000', '']);
    expect(answer.headers['content-type']).toBe('application/pdf');
  });

  it('If-Range gives the whole file once it is another one', async () => {
    const { etag = '', 'last-modified': modified = '' } = (await get(pdf)).headers;
    const status = async (condition: string): Promise<number> =>
      (await get(pdf, { Range: 'bytes=0-1', 'If-Range': condition })).status;
    expect(await Promise.all([etag, modified, '"other"', `W/${etag}`].map(status))).toEqual([
      206, 206, 200, 200,
    ]);
  });

  it('is not sent again to somebody who has it, if they may have it', async () => {
    const agent = await use().signIn('tom');
    const { etag = '' } = (await get(film, {}, agent)).headers;
    const again = await get(film, { 'If-None-Match': etag, Range: 'bytes=0-1' }, agent);
    expect([again.status, again.text]).toEqual([304, '']);
    expect((await get(film, { 'If-None-Match': etag })).status).toBe(401);
  });

  it('sends an empty file as it is', async () => {
    const answer = await get('/iiif/files/open!empty.mp3');
    expect([answer.status, answer.headers['content-length'], answer.text]).toEqual([200, '0', '']);
    expect((await get('/iiif/files/open!empty.mp3', { Range: 'bytes=0-' })).status).toBe(416);
  });
});

function openFiles(): number {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(root);
    } catch {
      return false;
    }
  }).length;
}

async function breakOff(app: TestApp): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const outgoing = request(
      { port: app.publicPort, path: '/iiif/files/open!large.mp4', agent: false },
      (incoming) => {
        incoming.once('data', () => {
          outgoing.destroy();
          resolve();
        });
        incoming.on('error', () => undefined);
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}

describe('files: leaves nothing open', () => {
  it('lets go of the file when it was sent, refused, or the visitor went away', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      await breakOff(use());
      await get(film);
      await get(pdf, { Range: 'bytes=0-9' });
      await get(pdf, { Range: 'bytes=5000-' });
      await use().agent().send(pdf, { method: 'HEAD' });
    }
    for (let wait = 0; wait < 50 && openFiles() > 0; wait += 1) await pause(20);
    expect(openFiles()).toBe(0);
  });
});

const probe = async (name: string, token?: string): Promise<Answer> =>
  get(`/iiif-auth2/probe/file/${name}`, token === undefined ? {} : { Authorization: `Bearer ${token}` });

describe('files: the probe', () => {
  it('[A2-06] [A2-32] answers for a file what the file would', async () => {
    const statuses = [
      'open!digits.pdf',
      'members!film.webm',
      'sealed!news.pdf',
      'secret!plan.pdf',
      'open!no.pdf',
    ];
    const told = await Promise.all(statuses.map(async (name) => (await probe(name)).json.status));
    expect(told).toEqual([200, 401, 403, 404, 404]);
  });

  it('[A2-37] offers no lesser version of a file', async () => {
    const { json } = await probe('preview!scan.jp2');
    expect(json.status).toBe(401);
    expect(json).not.toHaveProperty('substitute');
  });
});
