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
