import { describe, expect, it } from '@jest/globals';

import { parseAddress } from './ip-address.js';
import { parseRange, rangeContains, rangesOverlap } from './ip-range.js';

const range = (text: string) => {
  const result = parseRange(text);
  if (!result.ok) throw new Error(`${text} ${result.error}`);
  return result.value;
};

describe('address ranges', () => {
  it.each([
    ['192.0.2.16/28', '192.0.2.31', true],
    ['192.0.2.16/28', '192.0.2.32', false],
    ['192.0.2.16/28', '::ffff:c000:0210', true],
    ['192.0.2.5', '192.0.2.5', true],
    ['192.0.2.5', '192.0.2.4', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '::1', false],
    ['::/0', '2001:db8::1', true],
    ['::/0', '192.0.2.1', false],
    ['128.0.0.0/1', '255.255.255.255', true],
    ['2001:db8:5::/64', '2001:db8:5:0:ffff:ffff:ffff:ffff', true],
    ['2001:db8:5::/64', '2001:db8:5:1::', false],
    ['fe80::/10', 'febf::1', true],
    ['::ffff:192.0.2.16/124', '192.0.2.20', true],
  ])('%s holds %s: %s', (cidr, address, expected) => {
    expect(rangeContains(range(cidr), parseAddress(address)!)).toBe(expected);
  });

  it.each([
    '',
    '/',
    '/8',
    '192.0.2.0/33',
    '192.0.2.0/-1',
    '192.0.2.0/028',
    '192.0.2.0/ 24',
    '192.0.2/24',
    '192.0.2.256',
    '192.0.02.1',
    '0x7f.1',
    '1.2.3.4.5',
    '192.0.2.17/28',
    '::1/127',
    '2001:db8::/129',
    '1::2::3',
    ':1',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '12345::',
    'fe80::1%eth0',
    '::ffff:0:0/90',
    '1.2.3.4::',
    '::1.2.3.4:5',
    'localhost',
    '192.0.2.0/24/24',
    ':::',
    '1:2:3:4:5:6:7::8',
  ])('refuses %j', (text) => {
    expect(parseRange(text).ok).toBe(false);
  });

  it('finds overlaps in both directions', () => {
    expect(rangesOverlap(range('172.16.0.0/12'), range('172.20.0.0/16'))).toBe(true);
    expect(rangesOverlap(range('172.20.0.0/16'), range('172.16.0.0/12'))).toBe(true);
    expect(rangesOverlap(range('172.20.0.0/16'), range('172.21.0.0/16'))).toBe(false);
    expect(rangesOverlap(range('::/0'), range('172.21.0.0/16'))).toBe(false);
  });
});
