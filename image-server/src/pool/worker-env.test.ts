import { describe, expect, it } from '@jest/globals';
import { workerEnv } from './worker-env.js';

describe('the environment of iipsrv', () => {
  const env = workerEnv('/run/gatehouse/files/', 85);

  it('confines it to the safe names, asks nobody else and keeps no log', () => {
    expect(env['FILESYSTEM_PREFIX']?.endsWith('/')).toBe(true);
    expect(env['MEMCACHED_SERVERS']).toBe('');
    expect(env['VERBOSITY']).toBe('0');
    expect(env['URI_MAP']).toBeUndefined();
  });

  it('decodes all quality layers, and never shrinks without a word', () => {
    expect(env['MAX_LAYERS']).toBe('-1');
    expect(Number(env['MAX_CVT'])).toBeGreaterThan(10_000);
  });
});
