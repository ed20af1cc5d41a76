import { describe, expect, it } from '@jest/globals';
import { type Fault, fakeScene, now } from '../../test/support/fake-target.js';
import { plantedFaults } from '../../test/support/planted-faults.js';
import { epochSeconds } from '../core/time.js';
import { allChecks } from './all-checks.js';
import { runChecks } from './check.js';
import type { Certificate } from './scene.js';

/** Ids of the checks that found something. */
async function found(fault?: Fault, certificate: Partial<Certificate> = {}): Promise<readonly string[]> {
  const findings = await runChecks(allChecks, fakeScene(fault, certificate));
  return findings.filter(({ state }) => state === 'fail' || state === 'warn').map(({ id }) => id);
}

const isInfo = (path: string): boolean => path.endsWith('/info.json');
const on =
  (test: (path: string) => boolean, change: Record<string, unknown>): Fault =>
  (path) =>
    test(path) ? change : null;

describe('the doctor', () => {
  it('finds nothing where all is well, and tries everything', async () => {
    const findings = await runChecks(allChecks, fakeScene());
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(findings).toHaveLength(allChecks.length);
  });

  it.each(plantedFaults)('finds %s (%s)', async (_, id, fault) => {
    expect(await found(fault)).toContain(id);
  });

  it('finds certificates that are old, about to be, or trusted by nobody', async () => {
    for (const certificate of [
      { validUntil: now - 1 },
      { validUntil: now + 14 * 86_400 },
      { distrusted: 'self-signed' },
    ])
      expect(await found(undefined, certificate)).toEqual(['certificate']);
  });

  it('tells of a renewal that fails, of a backup that fails, and of one that was left out', async () => {
    const { upkeep, ...scene } = fakeScene();
    const well = upkeep?.backup ?? null;
    if (upkeep === null || well === null) throw new Error('the fake target has companions');
    const failed = { ...well, ok: false, problem: 'no route' };
    const late = { ...well, lastGood: epochSeconds(now - 30 * 3600) };
    for (const [change, id] of [
      [{ renewal: failed }, 'renewal'],
      [{ backup: failed }, 'backup'],
      [{ backup: late }, 'backup'],
    ] as const) {
      const findings = await runChecks(allChecks, { ...scene, upkeep: { ...upkeep, ...change } });
      expect(findings.filter(({ state }) => state === 'fail').map((finding) => finding.id)).toEqual([id]);
    }
  });

  it('goes on when an answer makes no sense, and when there is none', async () => {
    expect((await found(on(isInfo, { body: { service: [[null], 7] } }))).length).toBeGreaterThan(2);
    const silent = { ...fakeScene(), ask: async () => null };
    expect((await runChecks(allChecks, silent)).find(({ id }) => id === 'reachable')?.state).toBe('fail');
  });

  it('says for every check what it means and how to mend it', () => {
    for (const { meaning, remedy } of allChecks)
      expect([meaning.length > 20, remedy.length > 20]).toEqual([true, true]);
  });
});
