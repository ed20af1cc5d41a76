import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, it } from '@jest/globals';
import { Cli } from '../../src/cli/cli.js';
import { createProgram } from '../../src/cli/program.js';

const pages = [
  '../README.md',
  '../SECURITY.md',
  ...readdirSync('../docs')
    .filter((name) => name.endsWith('.md') && !['cli.md'].includes(name))
    .map((name) => `../docs/${name}`),
];

/** Commands in blocks and between backquotes that begin with one of our programs; comments and input are left out. */
function commandsIn(text: string): readonly string[] {
  const inline = [...text.matchAll(/`((?:\.\/scripts\/|gatehouse )[^`\n]+)`/g)].map(
    ([, command]) => command ?? '',
  );
  const lines = text
    .split('\n')
    .map((line) => line.replace(/^ {4}/, '').replace(/^(?:\S+ ){5} *cd \S+ && /, ''))
    .filter((line) => /^(?:\.\/scripts\/|git pull && \.\/scripts\/)/.test(line));
  return [...inline, ...lines].flatMap((line) =>
    line
      .split(/\s&&\s/)
      .map((command) =>
        command
          .replace(/\s+#.*$/, '')
          .replace(/\s[<>|]\s.*$/, '')
          .trim(),
      )
      .filter((command) => /^(?:\.\/scripts\/|gatehouse )/.test(command)),
  );
}

const all = pages.flatMap((page) =>
  commandsIn(readFileSync(page, 'utf8')).map((command) => [page.replace('../', ''), command] as const),
);
const wordsOf = (command: string): readonly string[] => command.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];

const helps = new Map<string, string>();
/** What one of the scripts says of itself; each is asked once. */
function helpOf(name: string): string {
  const help = helps.get(name) ?? execFileSync(name, ['--help'], { cwd: '..', encoding: 'utf8' });
  helps.set(name, help);
  return help;
}

/** What commander has to say of words that would be its arguments; '' if it knows them all. */
function problemWith(program: Command, words: readonly string[]): string {
  let command = program;
  let index = 0;
  for (; index < words.length; index += 1) {
    const next = command.commands.find(
      (one) => one.name() === words[index] || one.aliases().includes(words[index] ?? ''),
    );
    if (next === undefined) break;
    command = next;
  }
  // A group alone is named, not run: `gatehouse policy`.
  const rest = words.slice(index);
  if (command.commands.length > 0) {
    const [first = ''] = rest;
    // In prose: `policy export|check|plan`, or an option of the group's.
    const alternatives = first.split('|');
    if (first === '' || first.startsWith('--help') || first === '...') return '';
    const unknown = alternatives.filter((word) => !command.commands.some((one) => one.name() === word));
    return unknown.length === 0 ? '' : `there is no command ${unknown.join(', ')}`;
  }
  const known = new Set(['--help', ...command.options.flatMap(({ long, short }) => [long, short])]);
  const unknown = rest
    .filter((word) => /^--?[a-z]/.test(word))
    .filter((word) => !known.has(word.split('=', 1)[0] ?? ''));
  return unknown.length === 0 ? '' : `${command.name()} knows no ${unknown.join(', ')}`;
}

describe('every command in the documentation', () => {
  const program = createProgram(new Cli({} as never));

  it('is looked at: there are many', () => {
    expect(all.length).toBeGreaterThan(60);
  });

  it.each(all)(
    '%s: %s',
    (_, command) => {
      const [name = '', ...words] = wordsOf(command);
      if (name === 'gatehouse' || name === './scripts/gatehouse') {
        expect(problemWith(program, words)).toBe('');
        return;
      }
      expect(existsSync(`../${name}`)).toBe(true);
      const options = words.filter((word) => word.startsWith('--'));
      if (options.length === 0) return;
      const help = helpOf(name);
      for (const option of options) expect(`${help}\n--help`).toContain(option.split('=', 1)[0]);
    },
    30_000,
  );
});

describe('every command in a block of the documentation', () => {
  const list = readFileSync('../e2e/ops/docs-commands.tsv', 'utf8');
  const told = new Map(
    [...list.matchAll(/^(run|with: .+|not: .+)\t(.+)$/gm)].map(([, how, command]) => [command, how]),
  );
  const shown = JSON.parse(
    execFileSync('node', ['scripts/docs-commands.mjs'], { cwd: '..', encoding: 'utf8' }),
  ) as readonly { readonly page: string; readonly command: string }[];

  it('is run by e2e/ops/docs-commands.test.ts, or the list says where else, or why not', () => {
    const unknown = shown.filter(({ command }) => !told.has(command));
    expect(unknown).toEqual([]);
    const commands = new Set(shown.map(({ command }) => command));
    expect([...told.keys()].filter((command) => !commands.has(command ?? ''))).toEqual([]);
    expect([...told.values()].filter((how) => how === 'run').length).toBeGreaterThan(30);
  });

  it('that another test runs has one', () => {
    for (const how of told.values())
      if (how?.startsWith('with: ') === true)
        expect(existsSync(`../${how.slice('with: '.length)}`)).toBe(true);
  });
});

describe('the pages of the documentation', () => {
  const links = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)(?:#([^)]*))?\)/g)]
      .filter(([, target]) => !/^[a-z]+:/.test(target ?? ''))
      .map(([, target, anchor]) => [page, target ?? '', anchor ?? ''] as const),
  );

  it.each(links)('%s leads to %s#%s', (page, target, anchor) => {
    const file = new URL(target, `file://${process.cwd()}/${page}`).pathname;
    expect(existsSync(file)).toBe(true);
    if (anchor === '') return;
    const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
      (heading ?? '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s-]/gu, '')
        .replace(/\s/g, '-'),
    );
    expect(headings).toContain(anchor);
  });
});
