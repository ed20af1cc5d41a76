import { describe, expect, it } from '@jest/globals';
import { fakeScene } from '../../test/support/fake-target.js';
import { addressChecks } from './address-checks.js';
import { runChecks } from './check.js';

async function stateOf(addresses: readonly string[], origin = 'https://images.example.org'): Promise<string> {
  const scene = { ...fakeScene(), origin, seen: { addresses, ownNetworks: ['172.18.0.0/16', 'fd00::/64'] } };
  const [found] = await runChecks(addressChecks, scene);
  return found?.state ?? 'none';
}

describe('addresses that visitors are seen with', () => {
  it.each([
    [[], 'skip'],
    [['198.51.100.7', '2001:db8::1'], 'ok'],
    [['172.18.0.1', '172.18.0.1'], 'fail'],
    [['::ffff:172.18.0.1'], 'fail'],
    [['fd00::1'], 'fail'],
    [['fd01::1', '198.51.100.7'], 'ok'],
    [['172.18.0.1', '198.51.100.7'], 'warn'],
    [['not an address'], 'ok'],
  ])('%j: %s', async (addresses, state) => {
    expect(await stateOf(addresses)).toBe(state);
  });

  it('may be the gateway’s where people sit at the server itself', async () => {
    expect(await stateOf(['172.18.0.1'], 'https://localhost:8443')).toBe('warn');
  });

  it('are not asked of another’s installation', async () => {
    const { seen: _, ...other } = fakeScene();
    expect(await runChecks(addressChecks, other)).toEqual([]);
  });
});
