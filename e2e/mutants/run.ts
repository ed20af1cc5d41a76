import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Mutant, mutants, type TestKind } from './mutants.js';

/**
 * Switches one defence off at a time, in a copy of the source, and runs the narrowest test that must notice:
 *   scripts/with-postgres npm --prefix e2e run mutants [-- WORD…]    only those whose defence holds a word
 * Writes docs/mutation-table.md when all were tried. Exit 1 when a test stays green, or was red before.
 */
const repository = fileURLToPath(new URL('../..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'gatehouse-mutants-'));

function makeCopy(): void {
  const { stdout } = spawnSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  for (const file of stdout.split('\0').filter((name) => name !== '' && existsSync(join(repository, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(repository, file), join(copy, file));
  }
  for (const name of ['auth', 'image-server', 'e2e'])
    symlinkSync(join(repository, name, 'node_modules'), join(copy, name, 'node_modules'));
}

/** `red`: tests failed. `broken`: it didn't get as far as a test. */
type Outcome = 'green' | 'red' | 'broken';

function runTests(kind: TestKind, tests: readonly string[]): Outcome {
  const jest = (folder: string, project: string): Outcome => {
    const args = [
      '--experimental-vm-modules',
      'node_modules/jest/bin/jest.js',
      '--selectProjects',
      project,
      '--',
      ...tests,
    ];
    const { status, stderr } = spawnSync(process.execPath, args, {
      cwd: join(copy, folder),
      encoding: 'utf8',
      timeout: 600_000,
    });
    if (status === 0) return 'green';
    return /^Tests: +.*\d+ failed/m.test(stderr) ? 'red' : 'broken';
  };
  if (kind === 'image-server') return jest('image-server', 'unit');
  if (kind !== 'proxy') return jest('auth', kind);
  const only = join(copy, 'e2e', 'proxy', 'only.test.mjs');
  const all = readFileSync(join(copy, 'e2e', 'proxy', 'all.test.mjs'), 'utf8');
  const head = all.slice(0, all.indexOf('await import('));
  writeFileSync(only, `${head}${tests.map((name) => `await import('./rules/${name}.mjs')\n`).join('')}`);
  const { status, stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', only], {
    encoding: 'utf8',
    timeout: 600_000,
    maxBuffer: 2 ** 26,
  });
  if (status === 0) return 'green';
  // nginx that doesn't start is no proof that a test looks.
  return /^\s*not ok \d+ - (?!.*only\.test)/m.test(stdout) && !/did not come up/.test(stdout)
    ? 'red'
    : 'broken';
}

function tryMutant({ file, find, replace, kind, test }: Mutant): Outcome | 'not found' {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  if (!source.includes(find)) return 'not found';
  writeFileSync(
    path,
    source.replace(find, () => replace),
  );
  try {
    return runTests(kind, [test]);
  } finally {
    writeFileSync(path, source);
  }
}

/** Red proves something only where the same tests are green with every defence on. */
function checkBaseline(chosen: readonly Mutant[]): boolean {
  let good = true;
  for (const kind of ['unit', 'http', 'image-server', 'proxy'] as const) {
    const tests = [...new Set(chosen.filter((mutant) => mutant.kind === kind).map(({ test }) => test))];
    if (tests.length === 0) continue;
    const outcome = runTests(kind, tests);
    process.stderr.write(`${kind}, nothing switched off: ${outcome}\n`);
    if (outcome !== 'green') good = false;
  }
  return good;
}

function main(words: readonly string[]): number {
  const chosen = mutants.filter(
    ({ defence }) => words.length === 0 || words.some((word) => defence.includes(word)),
  );
  makeCopy();
  if (!checkBaseline(chosen)) return 1;
  const rows: string[] = [];
  let escaped = 0;
  for (const mutant of chosen) {
    const outcome = tryMutant(mutant);
    if (outcome !== 'red') escaped += 1;
    process.stderr.write(`${outcome === 'red' ? 'red ' : outcome.toUpperCase()}  ${mutant.defence}\n`);
    rows.push(
      `| ${mutant.defence} | \`${mutant.file}\` | \`${mutant.test}\` (${mutant.kind}) | ${outcome === 'red' ? 'yes' : `**${outcome}**`} |`,
    );
  }
  const table = `# Defences, switched off one at a time

Made by \`scripts/with-postgres npm --prefix e2e run mutants\` (\`e2e/mutants\`): each defence is switched off in a copy of the
source, and the narrowest test that must notice is run. Before that all of these tests were green. ${rows.length - escaped} of ${rows.length} were noticed.

| Defence | Where | Test | Red without it? |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
  if (words.length === 0) writeFileSync(join(repository, 'docs', 'mutation-table.md'), table);
  else process.stdout.write(table);
  return escaped === 0 ? 0 : 1;
}

try {
  process.exitCode = main(process.argv.slice(2));
} finally {
  rmSync(copy, { recursive: true, force: true });
}
