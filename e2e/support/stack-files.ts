import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Person } from './people.js';
import { archive, ports } from './settings.js';

/** What one running stack consists of on this machine's disk; written down so that other processes can join it. */
export interface StackFiles {
  readonly folder: string;
  readonly envFile: string;
  readonly imageFolder: string;
}

/**
 * The settings of the stack under test: an administrator's own image folder and public name, nothing else unusual.
 * @param more further lines for `.env`
 */
export function writeStackFiles(admin: Person, more: Readonly<Record<string, string>> = {}): StackFiles {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-e2e-'));
  const imageFolder = join(folder, 'images');
  const envFile = join(folder, 'env');
  mkdirSync(imageFolder);
  // Containers read it as somebody else.
  chmodSync(folder, 0o755);
  const settings = {
    VIRTUAL_HOST: archive.host,
    PUBLIC_URL: archive.origin,
    HTTPS_PORT: String(ports.https),
    HTTP_PORT: String(ports.http),
    // Beside an ordinary stack on the same engine, whose network has the default one.
    EDGE_SUBNET6: process.env['GATEHOUSE_E2E_SUBNET6'] || 'fd9a:7e4a:e5e2::/64',
    IMAGE_DIR: imageFolder,
    AUTH_ADMIN_USERID: admin.name,
    AUTH_ADMIN_PASSWORD: admin.password,
    ...more,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  writeFileSync(envFile, `${lines.join('\n')}\n`, { mode: 0o600 });
  return { folder, envFile, imageFolder };
}

export const readStackFiles = (path: string): StackFiles =>
  JSON.parse(readFileSync(path, 'utf8')) as StackFiles;
