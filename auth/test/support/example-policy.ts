import { compilePolicy } from '../../src/core/policy/compile.js';
import type { Policy } from '../../src/core/policy/model.js';
import type { Visitor } from '../../src/core/policy/visitor.js';
import { epochSeconds, type EpochSeconds } from '../../src/core/time.js';
import { parsePolicyText } from '../../src/policy-text/parse-policy.js';

/** The example of contract 4, with some more folders for what it leaves out. */
export const exampleText = `version: 1
timezone: Europe/Berlin
tiers:                                  # order only chooses the best among those allowed
  preview: { max_edge: 400 }
  grey:    { max_edge: 1600, quality: gray }
places:
  reading-room: [ 192.0.2.16/28, "2001:db8:5::/64" ]
agreements:
  terms: { version: 1, valid: 30d, title: { en: Terms of use }, text: { en: You may view this for private study only. } }
folders:
  /:                  { grants: [ { who: anyone, tier: full } ] }
  /staff:             { grants: [ { who: "group:staff", tier: full } ], contact: archive@example.org }
  /preview:           { grants: [ { who: anyone, tier: preview }, { who: signed-in, tier: full } ] }
  /reading-room:      { grants: [ { who: "place:reading-room", tier: full } ] }
  /terms:             { grants: [ { who: anyone, tier: full, agree: terms } ] }
  /secret:            { grants: [ { who: "group:staff", tier: full } ], manifest: closed, hidden: true }
  /embargo:
    grants:   [ { who: anyone, tier: full } ]
    ceilings: [ { max: closed, until: 2031-01-01, except: "group:curators", reason: { en: Closed until 2031 } } ]
`;

/** Reads a document that must be right. */
export function policyOf(text: string): Policy {
  const result = parsePolicyText(text);
  if (!result.ok) throw new Error(JSON.stringify(result.error, null, 1));
  return result.value;
}

/** Reads and compiles a document that must be right. */
export function compiledOf(text: string): ReturnType<typeof compilePolicy> {
  return compilePolicy(policyOf(text));
}

/** A document with these folders under the example's names. */
export function withFolders(folders: string): string {
  return `${exampleText.slice(0, exampleText.indexOf('folders:'))}folders:\n${folders}`;
}

/** A moment in UTC. */
export function at(iso: string): EpochSeconds {
  return epochSeconds(Date.parse(iso) / 1000);
}

const person = (name: string, groups: readonly string[]): Visitor => ({
  user: { name, groups },
  address: '198.51.100.7',
  agreements: {},
});

/** The cast. Ines is an administrator, which gives no access to images. */
export const ines = person('ines', []);
export const tom = person('tom', ['staff']);
export const ayesha = person('ayesha', ['researchers']);
export const marek = person('marek', []);
export const nobody: Visitor = { user: null, address: '198.51.100.7', agreements: {} };
export const inReadingRoom: Visitor = { user: null, address: '192.0.2.20', agreements: {} };
