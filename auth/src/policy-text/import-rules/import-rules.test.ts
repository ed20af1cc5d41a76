import { describe, expect, it } from '@jest/globals';
import { toImagePath } from '../../core/image/image-path.js';
import { compilePolicy } from '../../core/policy/compile.js';
import { decide } from '../../core/policy/decide.js';
import type { Visitor } from '../../core/policy/visitor.js';
import { epochSeconds } from '../../core/time.js';
import type { Result } from '../../core/result.js';
import { importDigilibRules } from './digilib-rules.js';
import { importHauthRules } from './hauth-rules.js';
import type { ImportedRules } from './imported-rules.js';

function tierOf(
  imported: Result<ImportedRules, string>,
  path: string,
  visitor: Partial<Visitor> = {},
): string {
  const image = toImagePath(path);
  if (!imported.ok || !image.ok) throw new Error('not imported');
  const { places, tiers = [], rules } = imported.value;
  const policy = { version: 1, timezone: 'UTC', tiers, places, agreements: [], folders: rules } as const;
  const who = { user: null, address: null, agreements: {}, ...visitor };
  return decide(compilePolicy(policy), who, image.value, epochSeconds(1_800_000_000)).tier;
}

const member = (...groups: readonly string[]): Partial<Visitor> => ({ user: { name: 'x', groups } });

describe('rules of digilib', () => {
  const imported = importDigilibRules(`<?xml version="1.0"?>
    <auth-config>
      <digilib-paths>
        <!-- <path name="open" role="nobody" /> -->
        <path name="histast/eastwood" role="eastwood,staff" />
        <path name="histast/eastwood/deep" role="deep" />
        <path role='r&amp;d' name='a &amp; b'/>
      </digilib-paths>
      <digilib-addresses>
        <address ip="130.92.68" role="eastwood,geo" />
        <address ip="10" role="ALL" />
        <address ip="nonsense" role="ALL" />
      </digilib-addresses>
    </auth-config>`);

  it.each([
    ['open/x.jp2', {}, 'full'],
    ['histast/x.jp2', {}, 'full'],
    ['histast/eastwood/x.jp2', {}, 'closed'],
    ['histast/eastwood/x.jp2', member('staff'), 'full'],
    ['histast/eastwood/x.jp2', member('deep'), 'closed'],
    ['histast/eastwood/deep/x.jp2', member('deep'), 'full'],
    ['histast/eastwood/deep/x.jp2', member('eastwood'), 'full'],
    ['histast/eastwood/x.jp2', { address: '130.92.68.7' }, 'full'],
    ['histast/eastwood/x.jp2', { address: '130.92.69.7' }, 'closed'],
    ['a & b/x.jp2', { address: '130.92.68.7' }, 'closed'],
    ['a & b/x.jp2', { address: '10.1.2.3' }, 'full'],
    ['a & b/x.jp2', member('r&d'), 'full'],
  ] as const)('give at %s to %j: %s', (path, visitor, tier) => {
    expect(tierOf(imported, path, visitor)).toBe(tier);
  });

  it('tell what was left out, and refuse what is no such file', () => {
    expect(imported.ok && imported.value.notes).toEqual([
      'The address "nonsense" can\'t be read and is left out.',
    ]);
    expect(importDigilibRules('<config/>').ok).toBe(false);
    expect(importDigilibRules('<!DOCTYPE x [<!ENTITY a "b">]><auth-config></auth-config>').ok).toBe(false);
  });
});

describe('rules of Hauth', () => {
  const imported = importHauthRules(
    'Item ARK,File Name,Visibility\n1,a/1.tif,open\n2,a/2.tif,open\n3,b/1.tif,open\n4,b/2.tif,ucla\n5,c/x/1.tif,tiered\n6,d/1.tif,private\n7,,open\n8,../e.tif,open\n',
  );

  it.each([
    ['a/1.tif', {}, 'full'],
    ['a/new.tif', {}, 'full'],
    ['b/1.tif', {}, 'full'],
    ['b/2.tif', {}, 'closed'],
    ['b/2.tif', member(), 'full'],
    ['b/new.tif', {}, 'closed'],
    ['c/x/1.tif', {}, 'preview'],
    ['c/x/1.tif', member(), 'full'],
    ['d/1.tif', member(), 'closed'],
    ['elsewhere.tif', member(), 'closed'],
  ] as const)('give at %s to %j: %s', (path, visitor, tier) => {
    expect(tierOf(imported, path, visitor)).toBe(tier);
  });

  it('tell what was taken as closed, and refuse a file without the columns', () => {
    expect(imported.ok && imported.value.notes).toHaveLength(2);
    expect(importHauthRules('a,b\n1,2').ok).toBe(false);
    expect(importHauthRules('"').ok).toBe(false);
  });
});
