import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';

import { exampleText, withFolders } from '../../test/support/example-policy.js';
import { parsePolicyText, documentKeys, type PolicyTextContext } from './parse-policy.js';
import { ruleKeys } from './read-rules.js';

const context: PolicyTextContext = {
  known: { groups: ['staff', 'researchers', 'curators'], users: ['tom'] },
  stackNetworks: ['172.28.0.0/16', 'fd00:28::/64'],
  timezone: 'Europe/Berlin',
};

function problems(text: string, given: PolicyTextContext = context): readonly string[] {
  const result = parsePolicyText(text, given);
  if (result.ok) return [];
  for (const problem of result.error) {
    expect(problem.message).not.toBe('');
    expect(problem.remedy).not.toBe('');
  }
  return result.error.map(({ line, key, message }) => `${line} ${key}: ${message}`);
}

const head = 'version: 1\n';
const grant = (parts: string): string => `${head}folders:\n  /a:\n    grants:\n      - { ${parts} }\n`;
const rule = (parts: string): string => `${head}folders:\n  /a:\n    ${parts}\n`;

const until = (text: string) => {
  const result = parsePolicyText(text, context);
  return result.ok ? [result.value.timezone, result.value.folders[0]?.grants?.[0]?.until] : result.error;
};

describe('reading a policy', () => {
  it('takes the example of contract 4', () => {
    expect(problems(exampleText)).toEqual([]);
  });

  it('keeps times absolute, in the zone of the document or of the installation', () => {
    const text = grant('who: anyone, tier: full, until: 2031-01-01');
    expect(until(text)).toEqual(['Europe/Berlin', Date.parse('2030-12-31T23:00Z') / 1000]);
    expect(until(`timezone: UTC\n${text}`)).toEqual(['UTC', Date.parse('2031-01-01T00:00Z') / 1000]);
  });

  const malformed: readonly (readonly [string, string, string])[] = [
    ['nothing', '', '1 : this is not a mapping'],
    ['a list', '- a', '1 : this is not a mapping'],
    ['no version', 'folders: {}', '1 : the key "version" is missing'],
    ['another version', 'version: 2', '1 version: version 2 of the rule language is not known'],
    ['a version as text', 'version: "1"', '1 version: this is not a whole number'],
    ['an unknown key', `${head}default: closed`, '2 default: there is no key "default" here'],
    ['a misspelt key', rule('grant: []'), '4 folders./a.grant: there is no key "grant" here'],
    [
      'an unknown key of a grant',
      grant('who: anyone, tier: full, untill: 2031-01-01'),
      '5 folders./a.grants[0].untill: there is no key "untill" here',
    ],
    [
      'a repeated key',
      `${head}folders:\n  /a: {}\n  /a: { hidden: true }`,
      '4 folders./a: the key "/a" is there twice (first in line 3)',
    ],
    [
      'a repeated key of a grant',
      grant('who: anyone, tier: closed, tier: full'),
      '5 folders./a.grants[0].tier: the key "tier" is there twice (first in line 5)',
    ],
    [
      'an unknown tier',
      grant('who: anyone, tier: fulll'),
      '5 folders./a.grants[0].tier: there is no tier "fulll"',
    ],
    [
      'an unknown ceiling',
      rule('ceilings: [ { max: none } ]'),
      '4 folders./a.ceilings[0].max: there is no tier "none"',
    ],
    [
      'an unknown group',
      grant('who: "group:stuff", tier: full'),
      '5 folders./a.grants[0].who: there is no group "stuff"',
    ],
    [
      'an unknown user',
      grant('who: "user:tim", tier: full'),
      '5 folders./a.grants[0].who: there is no user "tim"',
    ],
    [
      'an unknown place',
      grant('who: anyone, and: "place:attic", tier: full'),
      '5 folders./a.grants[0].and: there is no place "attic"',
    ],
    [
      'an unknown exception',
      rule('ceilings: [ { max: closed, except: "group:x" } ]'),
      '4 folders./a.ceilings[0].except: there is no group "x"',
    ],
    [
      'an unknown agreement',
      grant('who: anyone, tier: full, agree: terms'),
      '5 folders./a.grants[0].agree: there is no agreement "terms"',
    ],
    [
      'an unknown audience',
      grant('who: everyone, tier: full'),
      '5 folders./a.grants[0].who: "everyone" names no audience',
    ],
    [
      'an audience without a name',
      grant('who: "group:", tier: full'),
      '5 folders./a.grants[0].who: "" can\'t be the name of a group',
    ],
    [
      'an audience as a mapping',
      grant('who: {group: staff}, tier: full'),
      '5 folders./a.grants[0].who: this is not a text',
    ],
    ['a grant without audience', grant('tier: full'), '5 folders./a.grants[0]: the key "who" is missing'],
    ['a grant without tier', grant('who: anyone'), '5 folders./a.grants[0]: the key "tier" is missing'],
    [
      'a ceiling without max',
      rule('ceilings: [ { until: 2031-01-01 } ]'),
      '4 folders./a.ceilings[0]: the key "max" is missing',
    ],
    [
      'grants as a mapping',
      rule('grants: { who: anyone, tier: full }'),
      '4 folders./a.grants: this is not a list',
    ],
    ['grants left empty', rule('grants:'), '4 folders./a.grants: this is not a list'],
    ['a folder left empty', `${head}folders:\n  /a:`, '3 folders./a: this is not a mapping'],
    [
      'a day that is not',
      grant('who: anyone, tier: full, from: 2027-02-29'),
      '5 folders./a.grants[0].from: "2027-02-29" is not a date',
    ],
    [
      'a number for a date',
      grant('who: anyone, tier: full, from: 2027'),
      '5 folders./a.grants[0].from: this is not a text',
    ],
    [
      'an hour that clocks skip',
      grant('who: anyone, tier: full, from: 2026-03-29T02:30'),
      '5 folders./a.grants[0].from: "2026-03-29T02:30" does not exist in Europe/Berlin: clocks skip it',
    ],
    [
      'a period that ends first',
      grant('who: anyone, tier: full, from: 2031-01-01, until: 2030-01-01'),
      '5 folders./a.grants[0].until: the period ends before it begins',
    ],
    [
      'an empty period',
      rule('ceilings: [ { max: closed, from: 2031-01-01, until: 2031-01-01 } ]'),
      '4 folders./a.ceilings[0].until: the period ends before it begins',
    ],
    [
      'an unknown time zone',
      `${head}timezone: Europe/Bonn`,
      '2 timezone: there is no time zone "Europe/Bonn"',
    ],
    [
      'a bad range',
      `${head}places:\n  room: [ 192.0.2.300 ]`,
      '3 places.room[0]: "192.0.2.300" is not an IPv4 or IPv6 range',
    ],
    [
      'a range with bits behind its prefix',
      `${head}places:\n  room: [ 192.0.2.17/28 ]`,
      '3 places.room[0]: "192.0.2.17/28" has bits set behind its prefix of 28',
    ],
    [
      'a place without addresses',
      `${head}places:\n  room: []`,
      '3 places.room: place "room" has no addresses',
    ],
    [
      'the stack as a place',
      `${head}places:\n  room:\n    - 192.0.2.1\n    - 172.28.3.0/24`,
      '5 places.room[1]: "172.28.3.0/24" overlaps the stack\'s own networks',
    ],
    [
      'the world as a place',
      `${head}places:\n  room: [ 0.0.0.0/0 ]`,
      '3 places.room[0]: "0.0.0.0/0" overlaps the stack\'s own networks',
    ],
    [
      'a reserved tier',
      `${head}tiers:\n  full: { max_edge: 400 }`,
      '3 tiers.full: "full" is the name of a tier that always exists',
    ],
    [
      'a reserved tier in capitals',
      `${head}tiers:\n  Closed: { max_edge: 400 }`,
      '3 tiers.Closed: "Closed" is the name of a tier that always exists',
    ],
    ['a tier that limits nothing', `${head}tiers:\n  view: {}`, '3 tiers.view: tier "view" limits nothing'],
    [
      'a tier with an odd name',
      `${head}tiers:\n  a/b: { max_edge: 4 }`,
      '3 tiers.a/b: "a/b" can\'t be a tier\'s name',
    ],
    [
      'an edge of nothing',
      `${head}tiers:\n  small: { max_edge: 0 }`,
      '3 tiers.small.max_edge: max_edge is not a number of pixels',
    ],
    [
      'an edge as text',
      `${head}tiers:\n  small: { max_edge: 400px }`,
      '3 tiers.small.max_edge: this is not a whole number',
    ],
    [
      'an unknown quality',
      `${head}tiers:\n  small: { quality: sepia }`,
      '3 tiers.small.quality: "sepia" is not known here',
    ],
    [
      'an agreement without text',
      `${head}agreements:\n  terms: { version: 1, title: { en: T } }`,
      '3 agreements.terms: the key "text" is missing',
    ],
    [
      'an agreement without language',
      `${head}agreements:\n  terms: { version: 1, title: { en: T }, text: Be good }`,
      '3 agreements.terms.text: this is not a mapping',
    ],
    [
      'an odd language',
      `${head}agreements:\n  terms: { version: 1, title: { english_: T }, text: { en: T } }`,
      '3 agreements.terms.title.english_: "english_" is not a language tag',
    ],
    [
      'an odd validity',
      `${head}agreements:\n  terms: { version: 1, valid: a month, title: { en: T }, text: { en: T } }`,
      '3 agreements.terms.valid: "a month" is not a length of time',
    ],
    [
      'version 0 of an agreement',
      `${head}agreements:\n  terms: { version: 0, title: { en: T }, text: { en: T } }`,
      '3 agreements.terms.version: version is not a whole number from 1',
    ],
    ['an odd manifest mode', rule('manifest: none'), '4 folders./a.manifest: "none" is not known here'],
    ['hidden as text', rule('hidden: yes'), '4 folders./a.hidden: this is not true or false'],
    ['managed by pages', rule('managed: pages'), '4 folders./a.managed: "pages" is not known here'],
    [
      'an odd pattern of sign-in',
      rule('sign_in: { patterns: [ login, magic ] }'),
      '4 folders./a.sign_in.patterns[1]: "magic" is not known here',
    ],
    [
      'a contact of two lines',
      rule('contact: "a\\nb"'),
      '4 folders./a.contact: contact is not one line of at most 500 characters',
    ],
    ['a relative path', `${head}folders:\n  a/b: {}`, '3 folders.a/b: "a/b" does not start with / or **/'],
    [
      'a slash at the end',
      `${head}folders:\n  /a/: {}`,
      '3 folders./a/: "/a/" has an empty segment or a slash at its end',
    ],
    [
      'a path upwards',
      `${head}folders:\n  /a/../b: {}`,
      '3 folders./a/../b: "/a/../b" holds the segment ".."',
    ],
    [
      'one folder twice',
      `${head}folders:\n  /a: {}\n  /a/**: {}`,
      '4 folders./a/**: "/a/**" says the same as "/a"',
    ],
    [
      'ambiguous globs',
      `${head}folders:\n  "**/*.jp2": { grants: [] }\n  "/a/x*": { grants: [] }`,
      '4 folders./a/x*: "/a/x*" and "**/*.jp2" can match the same path and both set grants',
    ],
    [
      'an alias',
      `${head}folders:\n  /a: &x { hidden: true }\n  /b: *x`,
      '3 folders./a: YAML anchors (&name) are not allowed|4 folders./b: YAML aliases (*name) are not allowed',
    ],
    [
      'a glob without quotes',
      `${head}folders:\n  **/x : {}`,
      '3 folders.?: YAML aliases (*name) are not allowed',
    ],
    [
      'a tag',
      `${head}folders:\n  /a: { contact: !!str 5 }`,
      '3 folders./a.contact: YAML tags (!name) are not allowed',
    ],
    [
      'a merge',
      `${head}folders:\n  /a: { <<: { hidden: true } }`,
      '3 folders./a.<<: there is no key "<<" here',
    ],
    [
      'two documents',
      `${head}---\n${head}`,
      '2 : this is not correct YAML: Source contains multiple documents; please use YAML.parseAllDocuments()',
    ],
    ['a directive', `%YAML 1.1\n---\n${head}`, '1 : YAML directives are not allowed'],
  ];
  it.each(malformed)('refuses %s with line, key and message', (_, text, expected) => {
    expect(problems(text).join('|')).toBe(expected);
  });

  it.each([
    ['a bracket left open', `${head}folders: { /a: {`],
    ['a tab', `${head}folders:\n\t/a: {}`],
    ['a quote left open', `${head}timezone: "UTC`],
    ['a broken indentation', `${head}folders:\n   /a: {}\n  /b: {}`],
    ['brackets without end', '['.repeat(50_000)],
    ['mappings without end', '{a: '.repeat(50_000)],
    ['a huge document that is not written plainly', `${head}#\t${'x'.repeat(8_000_001)}`],
    ['an enormous document', `${head}#${'x'.repeat(64_000_001)}`],
  ])('refuses %s as YAML', (_, text) => {
    expect(problems(text).length).toBeGreaterThan(0);
  });

  it('tells all problems at once, in the order of lines', () => {
    const text = withFolders(`
  /a: { grants: [ { who: "group:nobody", tier: fulll, until: 2027-02-30 } ], hide: true }
  b: {}
  /c: { ceilings: [ { max: closed, until: soon } ] }`);
    expect(problems(text).map((problem) => problem.split(':')[0])).toEqual([
      '12 folders./a.hide',
      '12 folders./a.grants[0].until',
      '12 folders./a.grants[0].who',
      '12 folders./a.grants[0].tier',
      '13 folders.b',
      '14 folders./c.ceilings[0].until',
    ]);
  });

  it('says in words where something is nested that can not be', () => {
    const deep = problems(`${head}folders:\n  /a: ${'['.repeat(5000)}${']'.repeat(5000)}\n`);
    expect(new Set(deep)).toEqual(new Set(['3 : the document is nested too deeply']));
    expect(problems(`${head}folders:\n  /a: grants: []\n`)).toEqual([
      '3 : two keys with : stand in one line',
    ]);
  });

  it('says so where there are more problems than it tells', () => {
    for (const parts of ['{ grants: [ { who: anyone, tier: fulll } ] }', '{ hide: true }']) {
      const folders = Array.from({ length: 300 }, (_, index) => `  /a${index}: ${parts}\n`).join('');
      const told = problems(`${head}folders:\n${folders}`);
      expect(told).toHaveLength(201);
      expect(told.at(-1)).toContain('there are more than the 200 problems told here');
    }
  });

  it('does not expand a bomb of aliases', () => {
    const lines = [
      'a: &a [x]',
      ...Array.from({ length: 30 }, (_, n) => `${'b'.repeat(n + 1)}: &l${n} [${'*a,'.repeat(9)}*a]`),
    ];
    expect(problems(lines.join('\n')).length).toBeGreaterThan(0);
  });

  it('neither throws nor opens on random documents', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(parsePolicyText(text, context).ok).toBe(false);
      }),
    );
  });

  it('does not throw on a damaged example', () => {
    const at = fc.nat(exampleText.length);
    fc.assert(
      fc.property(at, fc.nat(30), fc.string({ unit: 'grapheme', maxLength: 5 }), (start, cut, put) => {
        const text = exampleText.slice(0, start) + put + exampleText.slice(start + cut);
        const result = parsePolicyText(text, context);
        if (!result.ok) expect(result.error.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('has the keys of the published schema', () => {
    const schema = JSON.parse(
      readFileSync(new URL('../../../docs/policy.schema.json', import.meta.url), 'utf8'),
    ) as {
      properties: object;
      $defs: Record<string, { properties: object }>;
    };
    const keys = (name: string): readonly string[] => Object.keys(schema.$defs[name]!.properties).sort();
    expect(Object.keys(schema.properties).sort()).toEqual([...documentKeys].sort());
    for (const [name, known] of Object.entries(ruleKeys)) expect(keys(name)).toEqual([...known].sort());
  });
});
