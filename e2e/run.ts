import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folders } from './support/settings.js';
import { saveLogs, startStack } from './support/stack.js';

/**
 * Runs suites one after the other against one stack:
 *   tsx run.ts [flows|attack|drills|FILE…] [--keep]
 * `--keep` leaves the stack up and prints the variable with which the next run joins it. Ends with
 * `# pass N` and `# fail N`; evidence of failures is in `out/`.
 */
const here = join(folders.repository, 'e2e');
/** Drills come last: they stop things. */
const suites = ['flows', 'attack', 'drills'];

function testFiles(wanted: readonly string[]): string[] {
  const chosen = wanted.length === 0 ? suites : wanted;
  return chosen.flatMap((name) => {
    if (!suites.includes(name)) return [name];
    const tests = readdirSync(join(here, name)).filter((file) => file.endsWith('.test.ts'));
    return tests.sort().map((file) => join(name, file));
  });
}

function runTests(files: readonly string[], stackFile: string): Promise<number> {
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
    child.on('close', (code) => {
      process.stdout.write(totals(end));
      resolve(code ?? 1);
    });
  });
}

/** node:test counts tests whose `before` failed as cancelled, not as failed; nobody should take them for passed. */
function totals(report: string): string {
  const count = (word: string): number =>
    Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(report)?.[1] ?? 0);
  return `# pass ${count('pass')}\n# fail ${count('fail') + count('cancelled')}\n`;
}

async function main(args: readonly string[]): Promise<number> {
  const keep = args.includes('--keep');
  const files = testFiles(args.filter((arg) => arg !== '--keep'));
  rmSync(folders.out, { recursive: true, force: true });
  mkdirSync(folders.out, { recursive: true });
  const joined = process.env['GATEHOUSE_E2E_STACK'] ?? '';
  if (joined !== '') return runTests(files, joined);

  const stack = await startStack();
  const stackFile = join(stack.files.folder, 'stack.json');
  writeFileSync(stackFile, JSON.stringify(stack.files));
  try {
    const code = await runTests(files, stackFile);
    if (code !== 0) await saveLogs(stack);
    return code;
  } finally {
    if (keep) process.stdout.write(`# GATEHOUSE_E2E_STACK=${stackFile}\n`);
    else await stack.remove();
  }
}

process.exitCode = await main(process.argv.slice(2));
