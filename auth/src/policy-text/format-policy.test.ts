import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { arbitraryPolicy } from '../../test/support/arbitrary-policy.js';
import { exampleText, policyOf } from '../../test/support/example-policy.js';
import { formatPolicyText } from './format-policy.js';
import { parsePolicyText } from './parse-policy.js';
import { parsePolicyJson } from './policy-json.js';

describe('writing a policy', () => {
  it('gives back the very policy when it is read again', () => {
    fc.assert(
      fc.property(arbitraryPolicy, (policy) => {
        expect(parsePolicyText(formatPolicyText(policy))).toEqual({ ok: true, value: policy });
      }),
      { numRuns: 500 },
    );
  });

  it('writes what people would write', () => {
    expect(formatPolicyText(policyOf(exampleText))).toContain(`  /embargo:
    grants:
      - { who: anyone, tier: full }
    ceilings:
      - { max: closed, until: 2031-01-01, except: "group:curators", reason: { en: "Closed until 2031" } }
`);
  });

  it('copes with names as long as paths may be', () => {
    const policy = policyOf(exampleText);
    const folders = policy.folders.map((rule) => ({
      ...rule,
      pattern: `${rule.pattern === '/' ? '' : rule.pattern}/${'"x '.repeat(1000)}y`,
    }));
    expect(parsePolicyText(formatPolicyText({ ...policy, folders }))).toEqual({
      ok: true,
      value: { ...policy, folders },
    });
  });
});

describe('a policy in the database', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(arbitraryPolicy, (policy) => {
        expect(parsePolicyJson(JSON.parse(JSON.stringify(policy)))).toEqual(policy);
      }),
    );
  });

  it('is none when it is anything else', () => {
    const policy = policyOf(exampleText);
    expect(parsePolicyJson(policy)).toEqual(policy);
    for (const broken of [
      null,
      [],
      { ...policy, version: 2 },
      { ...policy, extra: 1 },
      { ...policy, timezone: 'Mars/Base' },
      { ...policy, tiers: [] },
      { ...policy, folders: [{ ...policy.folders[0], grants: [{ who: { kind: 'everyone' } }] }] },
      { ...policy, folders: [...policy.folders, policy.folders[0]] },
      { ...policy, folders: policy.folders.map((rule) => ({ ...rule, hidden: 'no' })) },
    ])
      expect(parsePolicyJson(broken)).toBeNull();
    fc.assert(fc.property(fc.anything(), (value) => parsePolicyJson(value) === null));
  });
});
