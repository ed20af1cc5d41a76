#!/usr/bin/env node
import { parseConfig } from '../config.js';
import { createArgon2Hasher } from '../system/argon2-hasher.js';
import { systemClock } from '../system/clock.js';
import { createProcessIo } from './command-io.js';
import { runCli } from './run-cli.js';

const controller = new AbortController();
process.once('SIGINT', () => controller.abort());
process.once('SIGTERM', () => controller.abort());

process.exitCode = await runCli(process.argv.slice(2), {
  io: createProcessIo(process.stdin, process.stdout, process.stderr),
  // The only place of the command line that reads the environment.
  // oxlint-disable-next-line no-restricted-properties
  readConfig: () => parseConfig(process.env),
  hasher: createArgon2Hasher(),
  now: systemClock,
  schema: 'public',
  signal: controller.signal,
});
