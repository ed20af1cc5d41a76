import { describe, expect, it } from '@jest/globals';
import { policyOf, withFolders } from '../../../test/support/example-policy.js';
import { editFolder, findOwnRule, patternOf } from './edit-folder.js';
import type { Grant } from './model.js';

const policy = policyOf(
  withFolders('  /a: { grants: [ { who: anyone, tier: full } ] }\n  /t: { grants: [], managed: text }\n'),
);
const grant: Grant = {
  who: { kind: 'group', name: 'staff' },
  and: null,
  tier: 'full',
  from: null,
  until: null,
  agree: null,
};
const everyone: Grant = { ...grant, who: { kind: 'anyone' } };

describe('editFolder', () => {
  it('copies inherited grants when a folder gets its first own one', () => {
    const edited = editFolder(policy, 'a/b', { kind: 'add-grant', grant, inherited: [everyone] });
    expect(edited.ok && findOwnRule(edited.value, 'a/b')?.grants).toEqual([everyone, grant]);
    expect(edited.ok && edited.value.folders).toHaveLength(3);
  });

  it('removes a grant by what it says, not by where it stands', () => {
    const { who, ...rest } = everyone;
    const edited = editFolder(policy, 'a', { kind: 'remove-grant', grant: { ...rest, who } });
    expect(edited.ok && findOwnRule(edited.value, 'a')?.grants).toEqual([]);
    expect(editFolder(policy, 'a', { kind: 'remove-grant', grant })).toEqual({ ok: false, error: 'gone' });
  });

  it('leaves nothing behind of a rule that says nothing any more', () => {
    const edited = editFolder(policy, 'a', { kind: 'inherit-grants' });
    expect(edited.ok && findOwnRule(edited.value, 'a')).toBeNull();
  });

  it('refuses what is there already, and folders that are managed as text', () => {
    expect(editFolder(policy, 'a', { kind: 'add-grant', grant: everyone, inherited: [] })).toEqual({
      ok: false,
      error: 'there-already',
    });
    expect(editFolder(policy, 't', { kind: 'set-grants', grants: [everyone] })).toEqual({
      ok: false,
      error: 'managed-as-text',
    });
  });

  it('writes names with wildcards so that they stay names', () => {
    expect(patternOf('a*/b?')).toBe('/a\\*/b\\?');
    const edited = editFolder(policy, 'a*/b?', { kind: 'set-grants', grants: [grant] });
    expect(edited.ok && findOwnRule(edited.value, 'a*/b?')?.pattern).toBe('/a\\*/b\\?');
  });
});
