import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/test-app.js';
import { eventsOf, open, signInToAccount } from './pages.js';

let gateway: Server;
let app: TestApp;
const asked: string[] = [];

beforeAll(async () => {
  gateway = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end('JPEG');
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  app = await openTestApp({ GATEWAY_URL: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}` });
});
afterAll(async () => {
  await app.close();
  gateway.close();
});

const escaped = (text: string): string => text.replaceAll('&amp;', '&');

async function whyPage(query: string): Promise<{ readonly text: string; readonly address: string }> {
  const { text } = await open(await signInToAccount(app, 'ines'), `why?${query}`);
  return { text, address: escaped(/src="([^"]*view-as[^"]*)"/.exec(text)?.[1] ?? '') };
}

describe('a picture on a page of the administration', () => {
  it('is rendered as the one who is looking may see it', async () => {
    const ines = await signInToAccount(app, 'ines');
    const answer = await open(ines, 'picture?image=small!001.jp2');
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      'image/jpeg',
      'no-store',
    ]);
    expect(asked.at(-1)).toMatch(
      /^\/image\/3\/images\/\d+x\d+\/400x\d+-color\/[\w-]+\/small%?!?.*\/full\/160,\d+\/0\/default\.jpg$/,
    );
    expect((await open(ines, 'picture?image=staff!001.jp2')).status).toBe(403);
    for (const image of ['', 'a!!b', 'none!x.jp2', '..!x'])
      expect([image, (await open(ines, `picture?image=${image}`)).status]).toEqual([image, 404]);
  });

  it('is left out of a folder’s page where they may not see it', async () => {
    const ines = await signInToAccount(app, 'ines');
    expect((await open(ines, 'images?folder=open')).text).toContain(
      'picture?size=small&amp;image=open!001.jp2',
    );
    const staff = (await open(ines, 'images?folder=staff')).text;
    expect(staff).not.toContain('picture?');
    expect(staff).toContain('Not for you to see');
  });
});

describe('view as', () => {
  it('shows what somebody else would see, and never more than the one who is looking may', async () => {
    const preview = await whyPage('url=small!001.jp2');
    expect((await (await signInToAccount(app, 'ines')).get(preview.address)).status).toBe(403);
    const ines = await signInToAccount(app, 'ines');
    const page = await open(ines, 'why?url=grey!001.jp2&user=ayesha');
    const address = escaped(/src="([^"]*view-as[^"]*)"/.exec(page.text)?.[1] ?? '');
    expect((await ines.get(address)).status).toBe(200);
    expect(asked.at(-1)).toMatch(/-gray\//);
    expect(page.text).toContain('They see “full”; you may see no more than “grey”');
    expect((await eventsOf(app)).at(-1)).toEqual({
      actor: { kind: 'user', name: 'ines' },
      event: { kind: 'viewed-as', user: 'ayesha', image: 'grey/001.jp2' },
    });
    const staff = await open(ines, 'why?url=staff!001.jp2&user=tom');
    expect(staff.text).not.toContain('view-as?');
    expect(staff.text).toContain('you may not see this picture yourself');
    const closed = await open(ines, 'why?url=shut!001.jp2&user=tom');
    expect(closed.text).not.toContain('view-as?');
  });

  it('counts for a few minutes, in this session, for this picture', async () => {
    const ines = await signInToAccount(app, 'ines');
    const page = await open(ines, 'why?url=open!001.jp2');
    const address = escaped(/src="([^"]*view-as[^"]*)"/.exec(page.text)?.[1] ?? '');
    expect((await ines.get(address)).status).toBe(200);
    expect((await ines.get(address.replace(/of=[^.]+/, 'of=e30'))).status).toBe(403);
    expect((await (await signInToAccount(app, 'ines')).get(address)).status).toBe(403);
    expect((await app.agent().get(address)).status).toBe(303);
    app.advance(301);
    expect((await ines.get(address)).status).toBe(403);
  });
});
