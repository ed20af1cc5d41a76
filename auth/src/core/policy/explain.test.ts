import { describe, expect, it } from '@jest/globals';

import { at, compiledOf, marek, withFolders } from '../../../test/support/example-policy.js';
import { explain } from './explain.js';

describe('explain', () => {
  it('tells of every grant and ceiling on the way why it counts or not', () => {
    const policy = compiledOf(
      withFolders(`
  /: { grants: [ { who: anyone, tier: full } ], ceilings: [ { max: grey }, { max: closed, from: 2030-01-01 } ] }
  /a:
    grants:
      - { who: "group:staff", tier: full }
      - { who: signed-in, tier: full, until: 2026-01-01 }
      - { who: signed-in, tier: full, from: 2027-01-01 }
      - { who: signed-in, tier: full, agree: terms }
      - { who: signed-in, tier: preview }
      - { who: signed-in, tier: grey }
    ceilings: [ { max: closed, except: "user:marek" }, { max: preview, until: 2020-01-01 } ]`),
    );
    const { decision, rules } = explain(policy, marek, 'a/1.jp2', 'file', at('2026-11-20T12:00:00Z'));
    expect(decision.tier).toBe('grey');
    expect(rules.map((rule) => [rule.pattern, rule.level])).toEqual([
      ['/a', 'folder'],
      ['/', 'folder'],
    ]);
    expect(rules[0]?.grants?.map((tried) => [tried.verdict, tried.gives])).toEqual([
      ['other-people', 'closed'],
      ['over', 'closed'],
      ['not-yet', 'closed'],
      ['not-agreed', 'closed'],
      ['counts', 'closed'],
      ['counts', 'grey'],
    ]);
    expect(rules[0]?.ceilings.map((tried) => tried.verdict)).toEqual(['excepted', 'over']);
    expect(rules[1]?.grants?.map((tried) => tried.verdict)).toEqual(['replaced']);
    expect(rules[1]?.ceilings.map((tried) => tried.verdict)).toEqual(['lies-on', 'not-yet']);
  });
});
