import { describe, expect, it } from '@jest/globals';
import { epochSeconds } from '../core/time.js';
import type { Upkeep } from '../core/upkeep/upkeep.js';
import { createMetrics } from './metrics.js';
import { rememberFor } from './remember-for.js';

const day = 86_400;
const upkeep: Upkeep = {
  certificate: { validFrom: epochSeconds(-30 * day), validUntil: epochSeconds(15 * day) },
  renewal: { at: epochSeconds(0), ok: false, problem: 'no route', lastGood: null },
  backup: null,
};
const sources = {
  countImages: async () => 42,
  isFeedFresh: () => true,
  upkeep: async () => upkeep,
  now: () => epochSeconds(0),
};
const linesOf = async (metrics: ReturnType<typeof createMetrics>) => (await metrics.text()).split('\n');

describe('metrics', () => {
  it('counts the answers of the check by outcome, and how long they took', async () => {
    const metrics = createMetrics(sources);
    metrics.countCheck('allow', 'open', 0.0003);
    metrics.countCheck('allow', 'open', 0.002);
    metrics.countCheck('signin', 'not-granted', 3);
    for (let reads = 0; reads < 2; reads++)
      expect(await linesOf(metrics)).toEqual(
        expect.arrayContaining([
          'gatehouse_checks_total{outcome="allow",reason="open"} 2',
          'gatehouse_checks_total{outcome="signin",reason="not-granted"} 1',
          'gatehouse_check_seconds_bucket{le="0.0005"} 1',
          'gatehouse_check_seconds_bucket{le="0.0025"} 2',
          'gatehouse_check_seconds_bucket{le="+Inf"} 3',
        ]),
      );
  });

  it('counts sign-ins, tokens and failures', async () => {
    const metrics = createMetrics(sources);
    metrics.countObservation({ kind: 'sign-in', outcome: 'refused', requestId: 'x' });
    metrics.countObservation({ kind: 'failed', where: 'query_auth', requestId: 'x', error: new Error('x') });
    metrics.countObservation({ kind: 'stopping' });
    metrics.countToken(2);
    expect(await linesOf(metrics)).toEqual(
      expect.arrayContaining([
        'gatehouse_sign_ins_total{outcome="refused"} 1',
        'gatehouse_failures_total{where="query_auth"} 1',
        'gatehouse_tokens_issued_total{protocol="2"} 1',
        'gatehouse_index_images 42',
        'gatehouse_feed_fresh 1',
      ]),
    );
  });

  it('tells of the certificate and its companion, and says nothing of what is not known', async () => {
    const lines = await linesOf(createMetrics(sources));
    expect(lines).toEqual(
      expect.arrayContaining([
        'gatehouse_certificate_days 15',
        'gatehouse_certificate_life_days 45',
        'gatehouse_certificate_renewal_ok 0',
      ]),
    );
    expect(lines.filter((line) => line.startsWith('gatehouse_backup'))).toEqual([]);
  });

  it('tells of the process and its event loop, and of nobody', async () => {
    const text = await createMetrics(sources).text();
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d/m);
    expect(text).not.toMatch(/user=|address=|path=/);
  });
});

describe('rememberFor', () => {
  it('asks now and then, and keeps what it knows while asking fails', async () => {
    let now = 0;
    const answers = [1, 2];
    const ask = rememberFor(
      10,
      () => now,
      async () => answers.shift() ?? Promise.reject(new Error('away')),
    );
    expect(await ask()).toBe(1);
    now = 9;
    expect(await ask()).toBe(1);
    now = 10;
    expect(await ask()).toBe(2);
    now = 20;
    expect(await ask()).toBe(2);
  });

  it('says that it does not know, before it does', async () => {
    expect(
      await rememberFor(
        10,
        () => 0,
        async () => Promise.reject(new Error('away')),
      )(),
    ).toBeNull();
  });
});
