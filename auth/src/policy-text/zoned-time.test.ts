import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { epochSeconds } from '../core/time.js';
import { createZone, type Zone } from './zoned-time.js';

const zone = (name: string): Zone => createZone(name)!;
const read = (name: string, text: string): string => {
  const time = zone(name).parse(text);
  return time.ok ? new Date(time.value * 1000).toISOString() : time.error;
};

describe('dates in a time zone', () => {
  it.each([
    ['Europe/Berlin', '2031-01-01', '2030-12-31T23:00:00.000Z'],
    ['Europe/Berlin', '2031-07-01', '2031-06-30T22:00:00.000Z'],
    ['Europe/Berlin', '2031-01-01T12:00', '2031-01-01T11:00:00.000Z'],
    ['Europe/Berlin', '2031-01-01T12:00:30', '2031-01-01T11:00:30.000Z'],
    ['Europe/Berlin', '2031-01-01T12:00Z', '2031-01-01T12:00:00.000Z'],
    ['Europe/Berlin', '2031-01-01T12:00-05:30', '2031-01-01T17:30:00.000Z'],
    ['Europe/Berlin', '2028-02-29', '2028-02-28T23:00:00.000Z'],
    ['UTC', '2000-02-29', '2000-02-29T00:00:00.000Z'],
    // Clocks go forward on 29 March 2026 and back on 25 October 2026.
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T01:59:59', '2026-10-24T23:59:59.000Z'],
    ['Europe/Berlin', '2026-10-25T02:30+02:00', '2026-10-25T00:30:00.000Z'],
    // Midnight is skipped in Cairo and happens twice in Havana; the day has a beginning all the same.
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
    // Apia left out a whole day.
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
    ['Asia/Kathmandu', '2030-01-01', '2029-12-31T18:15:00.000Z'],
  ])('%s: %s is %s', (name, text, expected) => {
    expect(read(name, text)).toBe(expected);
  });

  it('refuses to guess where clocks skip or repeat an hour', () => {
    expect(read('Europe/Berlin', '2026-03-29T02:30')).toContain('does not exist');
    expect(read('Europe/Berlin', '2026-10-25T02:30')).toContain('happens twice');
  });

  it.each([
    '',
    '2027-02-29',
    '2031-13-01',
    '2031-00-10',
    '2031-04-31',
    '31-01-01',
    '2031-1-1',
    '2031-01-01 12:00',
    '2031-01-01T24:00',
    '2031-01-01T12',
    '2031-01-01T12:60',
    '2031-01-01T12:00+25:00',
    '2031-01-01Z',
    '1899-12-31',
    '2031-01-01T12:00z',
    ' 2031-01-01',
  ])('refuses %j', (text) => {
    expect(zone('UTC').parse(text).ok).toBe(false);
  });

  it.each(['', 'Mars/Base', '+01:00', 'Europe/Berlin ', '../etc/passwd'])('knows no zone %j', (name) => {
    expect(createZone(name)).toBeNull();
  });

  it('reads back every second that it wrote', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Berlin', 'UTC', 'America/Havana', 'Australia/Lord_Howe', 'Africa/Cairo'),
        fc.oneof(
          fc.integer({ min: -2_200_000_000, max: 253_402_300_799 }),
          fc.integer({ min: 0, max: 70_000 }).map((hours) => hours * 3600),
        ),
        (name, seconds) => {
          const time = epochSeconds(seconds);
          expect(zone(name).parse(zone(name).format(time))).toEqual({ ok: true, value: time });
        },
      ),
    );
  });
});
