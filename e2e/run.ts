import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folders } from './support/settings.js';
import { saveLogs, startStack } from './support/stack.js';

/**
 * Runs suites one after the other against one stack:
 *   tsx run.ts [flows|attack|drills|fleet|swarm|FILE…] [--keep]
 * `--keep` leaves the stack up and prints the variable with which the next run joins it. Ends with
 * `# pass N` and `# fail N`; evidence of failures is in `out/`.
 */
const here = join(folders.repository, 'e2e');
/** Drills come late: they stop things. The swarm comes last: an engine that leaves one forgets its containers' names. */
const suites = ['flows', 'attack', 'drills', 'fleet', 'swarm'];

/** Groups of files; a suite is one group. */
function testFiles(wanted: readonly string[]): string[][] {
  const chosen = wanted.length === 0 ? suites : wanted;
  return chosen.map((name) => {
    if (!suites.includes(name)) return [name];
    const tests = readdirSync(join(here, name)).filter((file) => file.endsWith('.test.ts'));
    return tests.map((file) => join(name, file));
  });
}

interface Totals {
  readonly pass: number;
  readonly fail: number;
}

/** Runs files in a process of node:test's; it would sort them, so what has an order is given one by one. */
function runTests(files: readonly string[], stackFile: string): Promise<Totals> {
  const args = ['--import', 'tsx', '--test', '--test-concurrency=1', '--test-reporter=tap', ...files];
  const env = { ...process.env, GATEHOUSE_E2E_STACK: stackFile };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: here, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let end = '';
    child.stdout.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      end = (end + chunk.toString('utf8')).slice(-2000);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(totalsOf(end, code ?? 1)));
  });
}

/** node:test counts tests whose `before` failed as cancelled, not as failed; nobody should take them for passed. */
function totalsOf(report: string, code: number): Totals {
  const count = (word: string): number =>
    Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(report)?.[1] ?? 0);
  const fail = count('fail') + count('cancelled');
  return { pass: count('pass'), fail: code === 0 ? fail : Math.max(1, fail) };
}

async function runInOrder(groups: readonly (readonly string[])[], stackFile: string): Promise<Totals> {
  let sum: Totals = { pass: 0, fail: 0 };
  for (const files of groups) {
    const { pass, fail } = await runTests(files, stackFile);
    sum = { pass: sum.pass + pass, fail: sum.fail + fail };
  }
  process.stdout.write(`# pass ${sum.pass}\n# fail ${sum.fail}\n`);
  return sum;
}

async function main(args: readonly string[]): Promise<number> {
  const keep = args.includes('--keep');
  const groups = testFiles(args.filter((arg) => arg !== '--keep'));
  rmSync(folders.out, { recursive: true, force: true });
  mkdirSync(folders.out, { recursive: true });
  const joined = process.env['GATEHOUSE_E2E_STACK'] ?? '';
  if (joined !== '') return (await runInOrder(groups, joined)).fail === 0 ? 0 : 1;

  const stack = await startStack();
  const stackFile = join(stack.files.folder, 'stack.json');
  writeFileSync(stackFile, JSON.stringify(stack.files));
  try {
    const { fail } = await runInOrder(groups, stackFile);
    if (fail > 0) await saveLogs(stack);
    return fail === 0 ? 0 : 1;
  } finally {
    if (keep) process.stdout.write(`# GATEHOUSE_E2E_STACK=${stackFile}\n`);
    else await stack.remove();
  }
}

process.exitCode = await main(process.argv.slice(2));
