import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type ImagePath, toImagePath } from '../core/image/image-path.js';
import { compilePolicy } from '../core/policy/compile.js';
import { decide } from '../core/policy/decide.js';
import { anonymous, type Visitor } from '../core/policy/visitor.js';
import { epochSeconds } from '../core/time.js';
import { parsePolicyText } from './parse-policy.js';

interface Row {
  readonly title: string;
  readonly rules: string;
  readonly who: string;
  readonly file: string;
  readonly sees: string;
}

/** Every line of the tables in docs/recipes.md, with the rules above it. */
function rowsOf(text: string): readonly Row[] {
  return text
    .split(/^## /m)
    .slice(1)
    .flatMap((section) => {
      const title = section.split('\n', 1)[0] ?? '';
      const rules = /```yaml\n([\s\S]*?)```/.exec(section)?.[1] ?? '';
      const lines = section.split('\n').filter((line) => /^\| (?!Who|---)/.test(line));
      return lines.map((line) => {
        const [who = '', file = '', sees = ''] = line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim());
        return { title, rules, who, file, sees };
      });
    });
}

const usual = Date.UTC(2027, 3, 15) / 1000;

/** `NAME (group, group) at ADDRESS agreed to AGREEMENT on TIME`; all but the name may be left out. */
function visitorOf(who: string): { readonly visitor: Visitor; readonly now: number } {
  const parts = /^(\S+)(?: \(([^)]*)\))?(?: at (\S+))?(?: agreed to (\S+))?(?: on (\S+))?$/.exec(who);
  if (parts === null) throw new Error(`who is ${who}?`);
  const [, name = '', groups = '', address, agreement, time] = parts;
  const now = time === undefined ? usual : Date.parse(time) / 1000;
  const user = name === 'none' ? null : { name, groups: groups === '' ? [] : groups.split(', ') };
  const agreements =
    agreement === undefined ? {} : { [agreement]: { version: 1, at: epochSeconds(now - 60) } };
  return { visitor: { ...anonymous, user, address: address ?? null, agreements }, now };
}

function pathOf(file: string): ImagePath {
  const path = toImagePath(file);
  if (!path.ok) throw new Error(file);
  return path.value;
}

describe('docs/recipes.md', () => {
  const rows = rowsOf(readFileSync('../docs/recipes.md', 'utf8'));

  it('has ten recipes, each with an example of who sees something and who does not', () => {
    const titles = [...new Set(rows.map(({ title }) => title))];
    expect(titles).toHaveLength(10);
    for (const title of titles)
      expect(new Set(rows.filter((row) => row.title === title).map(({ sees }) => sees)).size).toBeGreaterThan(
        1,
      );
  });

  it.each(rows.map((row) => [row.title, row.who, row.file, row.sees, row.rules] as const))(
    '%s: %s asks for %s and sees %s',
    (_, who, file, sees, rules) => {
      const policy = parsePolicyText(rules);
      if (!policy.ok) throw new Error(JSON.stringify(policy.error));
      const { visitor, now } = visitorOf(who);
      const { tier, limits } = decide(compilePolicy(policy.value), visitor, pathOf(file), epochSeconds(now));
      expect(limits === null ? 'closed' : tier).toBe(sees);
    },
  );
});
