import { describe, expect, it } from '@jest/globals';
import type { Policy } from './model.js';
import { addDefinition, removeDefinition, replaceDefinition } from './edit-definitions.js';

const rule = { manifest: null, hidden: null, contact: null, managed: null, signIn: null } as const;
const grant = { and: null, from: null, until: null, agree: null } as const;
const preview = { name: 'preview', maxEdge: 400, quality: 'color' } as const;
const grey = { name: 'grey', maxEdge: 1600, quality: 'gray' } as const;
const policy: Policy = {
  version: 1,
  timezone: 'UTC',
  tiers: [preview, grey],
  places: [{ name: 'hall', ranges: ['192.0.2.0/28'] }],
  agreements: [
    { name: 'terms', version: 1, validSeconds: null, title: { en: 'Terms' }, text: { en: 'Be kind.' } },
  ],
  folders: [
    {
      ...rule,
      pattern: '/a',
      grants: [
        { ...grant, who: { kind: 'place', name: 'hall' }, tier: 'preview' },
        { ...grant, who: { kind: 'anyone' }, tier: 'full', agree: 'terms' },
      ],
      ceilings: [],
    },
  ],
};

describe('editing what rules name', () => {
  it('adds at the place that was asked for, and nothing twice', () => {
    const tiny = { name: 'tiny', maxEdge: 100, quality: 'color' } as const;
    const names = (after: string | null): readonly string[] => {
      const added = addDefinition(policy, 'tier', tiny, after);
      return added.ok ? added.value.tiers.map(({ name }) => name) : [];
    };
    expect(names('')).toEqual(['tiny', 'preview', 'grey']);
    expect(names('preview')).toEqual(['preview', 'tiny', 'grey']);
    expect(names(null)).toEqual(['preview', 'grey', 'tiny']);
    expect(addDefinition(policy, 'tier', preview)).toEqual({ ok: false, error: 'there-already' });
  });

  it('replaces only what is still as it was', () => {
    const larger = { ...preview, maxEdge: 500 };
    const replaced = replaceDefinition(policy, 'tier', preview, larger);
    expect(replaced.ok && replaced.value.tiers).toEqual([larger, grey]);
    expect(replaceDefinition(policy, 'tier', larger, preview)).toEqual({ ok: false, error: 'changed' });
    const none = { ...policy, tiers: [] };
    expect(replaceDefinition(none, 'tier', preview, larger)).toEqual({ ok: false, error: 'gone' });
  });

  it('removes nothing that a rule names', () => {
    for (const [kind, name] of [
      ['tier', 'preview'],
      ['place', 'hall'],
      ['agreement', 'terms'],
    ] as const)
      expect([name, removeDefinition(policy, kind, name)]).toEqual([name, { ok: false, error: 'used' }]);
    const removed = removeDefinition(policy, 'tier', 'grey');
    expect(removed.ok && removed.value.tiers).toEqual([preview]);
    expect(removeDefinition(policy, 'tier', 'none')).toEqual({ ok: false, error: 'gone' });
  });
});
