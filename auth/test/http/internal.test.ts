import { describe, expect, it } from '@jest/globals';
import { createAgent } from './agent.js';
import { useTestApp } from './use-app.js';

const use = useTestApp();

describe('the internal listener', () => {
  it('tells that it lives and whether it is ready', async () => {
    const agent = createAgent(use().internalPort);
    const health = await agent.get('/healthz');
    expect([health.status, health.json, health.headers['cache-control']]).toEqual([
      200,
      { status: 'ok' },
      'no-store',
    ]);
    expect((await agent.get('/readyz')).json).toEqual({ status: 'ready' });
    use().setFresh(false);
    const unready = await agent.get('/readyz');
    use().setFresh(true);
    expect([unready.status, unready.json]).toEqual([503, { status: 'not_ready' }]);
  });

  it('has the check as its first middleware too: Koa answers as the short way does', async () => {
    const agent = createAgent(use().internalPort);
    for (const folder of ['open', 'members', 'sealed', 'no']) {
      const headers = { 'X-Original-URI': `/iiif/images/${folder}!001.jp2/full/max/0/default.jpg` };
      const short = await agent.get('/query_auth', headers);
      const long = await agent.get('/query_auth?', headers);
      expect([folder, long.status, long.headers, long.text]).toEqual([
        folder,
        short.status,
        short.headers,
        '',
      ]);
    }
  });

  it('has none of the public pages', async () => {
    const agent = createAgent(use().internalPort);
    for (const target of [
      '/',
      '/iiif-login',
      '/iiif-token',
      '/auth/admin/',
      '/query_auth/',
      '/query_auth/x',
      '/iiif/x',
    ])
      expect([target, (await agent.get(target)).status]).toEqual([target, 404]);
  });
});
