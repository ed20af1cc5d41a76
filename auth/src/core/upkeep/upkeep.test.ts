import { describe, expect, it } from '@jest/globals';
import { epochSeconds } from '../time.js';
import { findUpkeepConcerns } from './upkeep-concerns.js';
import { backupAge, certificateDays, isOverdue, type Upkeep } from './upkeep.js';

const day = 86_400;
const now = epochSeconds(1_800_000_000);
const ago = (seconds: number) => epochSeconds(now - seconds);
const well: Upkeep = { certificate: null, renewal: null, backup: null };
const leaves = (days: number, of: number): Upkeep['certificate'] => ({
  validFrom: ago((of - days) * day),
  validUntil: ago(-days * day),
});
const report = { at: ago(60), ok: true, problem: '', lastGood: ago(60) };
const texts = (change: Partial<Upkeep>): readonly string[] =>
  findUpkeepConcerns({ ...well, ...change }, now).map(({ text }) => text);

describe('upkeep', () => {
  it('counts the days of the certificate, and knows nothing where there is none', () => {
    expect(certificateDays({ ...well, certificate: leaves(15, 45) }, now)).toBe(15);
    expect(certificateDays(well, now)).toBeNull();
  });

  it.each([
    [16, 45, false],
    [12, 45, false],
    [11, 45, true],
    [23, 90, false],
    [22, 90, true],
    [1, 6, true],
  ])('%i days of %i: overdue is %s', (left, of, overdue) => {
    const certificate = leaves(left, of);
    expect(certificate !== null && isOverdue(certificate, now)).toBe(overdue);
  });

  it('is silent while all is well', () => {
    expect(texts({ certificate: leaves(40, 90), renewal: report, backup: report })).toEqual([]);
  });

  it('tells of a certificate that runs out, and of one that has', () => {
    expect(texts({ certificate: leaves(5, 45) })).toEqual(['The certificate runs out in 5 days.']);
    expect(texts({ certificate: leaves(-1, 45) })).toEqual(['The certificate ran out 1 day ago.']);
  });

  it('tells why the companions failed', () => {
    const failed = { ...report, ok: false, problem: 'no route' };
    expect(texts({ renewal: failed })[0]).toMatch(/certificate failed: no route/);
    expect(texts({ backup: failed })[0]).toMatch(/backup failed: no route/);
  });

  it('tells of a backup that was left out', () => {
    const late = { ...report, lastGood: ago(30 * 3600) };
    expect(backupAge({ ...well, backup: late }, now)).toBe(30 * 3600);
    expect(texts({ backup: late })).toEqual(['The last backup is 30 hours old.']);
  });
});
