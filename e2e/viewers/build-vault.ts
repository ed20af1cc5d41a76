import { existsSync, mkdirSync, copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../support/run-command.js';
import { folders } from '../support/settings.js';

const source = join(folders.repository, 'e2e', 'viewers', 'vault-page');

/** Where the page that uses react-iiif-vault is built, once; it publishes no ready-made one. */
export const vaultFolder = join(folders.cache, 'vault-page');

/** Installs the library as npm has it and bundles our ten lines around it. */
export async function buildVault(): Promise<void> {
  if (existsSync(join(vaultFolder, 'page.js'))) return;
  mkdirSync(vaultFolder, { recursive: true });
  for (const file of ['package.json', 'page.jsx']) copyFileSync(join(source, file), join(vaultFolder, file));
  const quiet = ['--no-audit', '--no-fund', '--silent'];
  await mustRun('npm', ['install', ...quiet], { cwd: vaultFolder, timeout: 300_000 });
  await mustRun('npm', ['run', '--silent', 'build'], { cwd: vaultFolder, timeout: 120_000 });
}
