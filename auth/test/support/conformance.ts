import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A requirement of a specification, and where it is shown. */
export interface Requirement {
  readonly id: string;
  readonly level: string;
  readonly section: string;
  readonly text: string;
  /** Why there is no test, or what is done otherwise; '' where there is nothing to say. */
  readonly note: string;
  /** Test files with the requirement's id in a title, relative to the repository. */
  readonly tests: readonly string[];
}

const root = join(import.meta.dirname, '..', '..', '..');
const searched = ['auth/src', 'auth/test', 'e2e', 'image-server'];

function listTests(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listTests(path);
    return /\.test\.m?[jt]s$/.test(entry.name) ? [path] : [];
  });
}

function findTests(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const path of searched.flatMap(listTests).sort()) {
    const ids = readFileSync(join(root, path), 'utf8').matchAll(/\[((?:A[12]|V7)-[0-9A-Z]{2,3})\]/g);
    for (const id of new Set([...ids].map((match) => match[1] ?? '')))
      found.set(id, [...(found.get(id) ?? []), relative('.', path)]);
  }
  return found;
}

/** Every requirement of `docs/conformance.tsv`, with the tests that there are now. */
export function readRequirements(): readonly Requirement[] {
  const tests = findTests();
  const [, ...lines] = readFileSync(join(root, 'docs/conformance.tsv'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [id = '', level = '', section = '', text = '', note = ''] = line.split('\t');
    return { id, level, section, text, note, tests: tests.get(id) ?? [] };
  });
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

function rowOf({ id, level, section, text, note, tests }: Requirement): string {
  const shown = tests.map((path) => `\`${path.replace(/^auth\/(?:test|src)\//, '')}\``).join(', ');
  const where = [shown, note].filter((part) => part !== '').join('. ');
  const cells = [id, cell(level), cell(section), cell(text), cell(where)];
  return `| ${cells.join(' | ')} |`;
}

/** The table for people. */
export function renderConformance(requirements: readonly Requirement[]): string {
  const untested = requirements.filter(({ tests, note }) => tests.length === 0 && note === '');
  const noted = requirements.filter(({ tests, note }) => tests.length === 0 && note !== '');
  const part = (prefix: string): string =>
    requirements
      .filter(({ id }) => id.startsWith(prefix))
      .map(rowOf)
      .join('\n');
  const head =
    '| ID | Level | Section | Requirement | Shown by, or why not |\n| --- | --- | --- | --- | --- |';
  return `# Conformance to both IIIF authorization specifications, and to the viewers that people have

Made from \`conformance.tsv\` and the titles of the tests: \`UPDATE_GOLDEN=1 scripts/with-postgres npm --prefix auth run http -- --testPathPatterns conformance\`.
Levels are the specification's own keywords; \`(must)\` is an obligation without one, \`X-\` another IIIF specification's, \`W\` the web
platform's, \`I\` implementation notes, \`C\` a client's habit, \`D\` our own decision. Paths are below \`auth/test\` or \`auth/src\` unless they begin with \`e2e\`.

${requirements.length} requirements, ${requirements.length - untested.length - noted.length} with a test, ${noted.length} with a reason why not, ${untested.length} open.

## Authentication API 1.0

${head}
${part('A1-')}

## Authorization Flow API 2.0

${head}
${part('A2-')}

## What viewers need, as measured

${head}
${part('V7-')}
`;
}
