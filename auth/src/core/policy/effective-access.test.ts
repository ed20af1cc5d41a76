import { describe, expect, it } from '@jest/globals';
import { at, compiledOf, withFolders } from '../../../test/support/example-policy.js';
import { formatAudience } from './audience.js';
import { findEffectiveAccess } from './effective-access.js';

const now = at('2026-11-20T12:00:00Z');

function linesOf(folders: string, folder = 'a'): readonly string[] {
  return findEffectiveAccess(compiledOf(withFolders(folders)), folder, now).lines.map(
    ({ who, agreement, tier }) =>
      `${who.map(formatAudience).join('+') || 'everyone'}${agreement === null ? '' : ` (${agreement})`}: ${tier}`,
  );
}

describe('findEffectiveAccess', () => {
  it('says that everyone gets nothing where no rule speaks', () => {
    expect(linesOf('  /b: { grants: [ { who: anyone, tier: full } ] }')).toEqual(['everyone: closed']);
  });

  it('names only people who get more than others', () => {
    expect(
      linesOf(
        '  /a: { grants: [ { who: anyone, tier: preview }, { who: signed-in, tier: preview }, { who: "group:staff", tier: full }, { who: "place:reading-room", tier: full } ] }',
      ),
    ).toEqual(['everyone: preview', 'group:staff: full', 'place:reading-room: full']);
  });

  it('tells agreements and people whom a ceiling excepts', () => {
    expect(linesOf('  /a: { grants: [ { who: anyone, tier: full, agree: terms } ] }')).toEqual([
      'everyone: closed',
      'everyone (terms): full',
    ]);
    expect(
      linesOf(
        '  /a: { grants: [ { who: "group:staff", tier: full } ], ceilings: [ { max: closed, until: 2031-01-01, except: "group:curators" } ] }',
      ),
    ).toEqual(['everyone: closed', 'group:staff+group:curators: full']);
  });

  it('gives ceilings that are in force or to come, and grants that begin later', () => {
    const policy = compiledOf(
      withFolders(
        '  /a: { grants: [ { who: anyone, tier: full, from: 2030-01-01 } ], ceilings: [ { max: closed, until: 2020-01-01 }, { max: preview, from: 2040-01-01 } ] }',
      ),
    );
    const access = findEffectiveAccess(policy, 'a/b', now);
    expect(access.limits.map(({ verdict }) => verdict)).toEqual(['not-yet']);
    expect(access.later).toHaveLength(1);
    expect(access.grantsFrom).toBe('/a');
  });
});
