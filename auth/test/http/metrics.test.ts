import { describe, expect, it } from '@jest/globals';
import { createAgent } from './agent.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();

describe('/metrics', () => {
  it('counts checks, sign-ins and tokens as they happen', async () => {
    await use().check('/iiif/images/open!001.jp2/full/max/0/default.jpg');
    await use().check('/iiif/images/members!001.jp2/full/max/0/default.jpg');
    await use().check('/iiif/images/members!001.jp2/info.json');
    await use().token(await use().signIn('tom'));
    const answer = await createAgent(use().internalPort).get('/metrics');
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      expect.stringMatching(/^text\/plain; version=0\.0\.4/),
      'no-store',
    ]);
    expect(answer.text.split('\n')).toEqual(
      expect.arrayContaining([
        'gatehouse_checks_total{outcome="allow",reason="anyone"} 1',
        'gatehouse_checks_total{outcome="signin",reason="not-granted"} 1',
        'gatehouse_checks_total{outcome="document",reason="document"} 1',
        'gatehouse_check_seconds_count 3',
        'gatehouse_sign_ins_total{outcome="ok"} 1',
        'gatehouse_tokens_issued_total{protocol="1"} 1',
        'gatehouse_feed_fresh 1',
      ]),
    );
    expect(answer.text).toMatch(/^gatehouse_index_images [1-9]/m);
  });

  it('is nothing for outside: the public listener has no such page, and not one name of anybody', async () => {
    expect((await use().agent().get('/metrics')).status).toBe(404);
    const { text } = await createAgent(use().internalPort).get('/metrics');
    expect(text).not.toMatch(/tom|members|001\.jp2|192\.0\.2/);
  });
});
