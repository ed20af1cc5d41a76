import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { containerOf } from '../support/compose.js';
import { recreate } from '../support/recreate.js';
import { mustRun } from '../support/run-command.js';
import type { Stack } from '../support/stack.js';

const logFile = '/tmp/iipsrv.log';

/** What iipsrv says that it was asked and opened: the region of the question, and the file behind the name. */
export interface Opened {
  readonly region: string;
  readonly file: string;
}

/** Starts the image server again with iipsrv's own log on, at the level where it names what it is asked. */
export async function startTelling(stack: Stack): Promise<void> {
  const wrapper = join(stack.files.folder, 'telling-iipsrv');
  writeFileSync(wrapper, `#!/bin/sh\nVERBOSITY=5 LOGFILE=${logFile} exec /usr/local/bin/iipsrv.fcgi "$@"\n`, {
    mode: 0o755,
  });
  await recreate(
    stack,
    'image-server',
    `  image-server:
    environment: { IIPSRV: /telling-iipsrv }
    volumes: [ "${wrapper}:/telling-iipsrv:ro" ]
`,
  );
}

export const stopTelling = (stack: Stack): Promise<void> => recreate(stack, 'image-server');

/** Everything that iipsrv opened since the last look; the names that it knows files by are looked up where it looks them up. */
export async function readOpened(stack: Stack): Promise<{ opened: Opened[]; log: string }> {
  const container = await containerOf(stack.files, 'image-server');
  const inside = (script: string): Promise<string> =>
    mustRun('docker', ['exec', container, 'sh', '-c', script]);
  // Read and emptied: a full run writes a lot.
  const log = await inside(`cat ${logFile} && : > ${logFile}`);
  const links = await inside(
    'cd /run/gatehouse/files && for name in *; do printf "%s\\t" "$name"; readlink -- "$name"; done',
  );
  const fileOf = new Map(links.split('\n').map((line) => line.split('\t') as [string, string]));
  const opened = [...log.matchAll(/IIIF=([0-9a-f]{40})\/(\d+,\d+,\d+,\d+)\//g)].map(([, name, region]) => ({
    region: region ?? '',
    file: fileOf.get(name ?? '') ?? `unknown ${name}`,
  }));
  return { opened, log };
}
