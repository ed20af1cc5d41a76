import { describe, expect, it } from '@jest/globals';
import { fakeScene } from '../../test/support/fake-target.js';
import { addressChecks } from './address-checks.js';
import { runChecks } from './check.js';

async function stateOf(addresses: readonly string[]): Promise<string> {
  const scene = { ...fakeScene(), seen: { addresses, ownNetworks: ['172.18.0.0/16', 'fd00::/64'] } };
  const [found] = await runChecks(addressChecks, scene);
  return found?.state ?? 'none';
}

describe('addresses that visitors are seen with', () => {
  it.each([
    [[], 'skip'],
    [['198.51.100.7', '2001:db8::1'], 'ok'],
    [['172.18.0.1', '172.18.0.1'], 'warn'],
    [['::ffff:172.18.0.1'], 'warn'],
    [['fd00::1'], 'warn'],
    [['fd01::1', '198.51.100.7'], 'ok'],
    [['172.18.0.1', '198.51.100.7'], 'warn'],
    [['not an address'], 'ok'],
  ])('%j: %s', async (addresses, state) => {
    expect(await stateOf(addresses)).toBe(state);
  });

  it('are not asked of another’s installation', async () => {
    const { seen: _, ...other } = fakeScene();
    expect(await runChecks(addressChecks, other)).toEqual([]);
  });
});
