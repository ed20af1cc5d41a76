import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, get, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { listenInFolder, sweepSockets } from './listen-in-folder.js';

async function ask(socketPath: string): Promise<string> {
  return new Promise((resolve) => {
    get({ socketPath, path: '/' }, (response) => response.setEncoding('utf8').on('data', resolve)).on(
      'error',
      (error) => resolve(error.message),
    );
  });
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
}

describe('a socket for the proxy of the same machine', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sockets-'));
  });
  afterEach(async () => rm(folder, { recursive: true }));

  it('answers, stays as a file when its process ends, and is taken over by the next one of that name', async () => {
    const first = createServer((_, response) => response.end('first'));
    const file = await listenInFolder(first, folder);
    expect(await ask(file ?? '')).toBe('first');
    await close(first);
    expect(await readdir(folder)).toHaveLength(1);
    expect(await ask(file ?? '')).toContain('ECONNREFUSED');
    const second = createServer((_, response) => response.end('second'));
    expect(await listenInFolder(second, folder)).toBe(file);
    expect(await ask(file ?? '')).toBe('second');
    await sweepSockets(folder);
    expect(await readdir(folder)).toHaveLength(1);
    await close(second);
    await sweepSockets(folder);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is left out where there is no folder for it', async () => {
    expect(await listenInFolder(createServer(), join(folder, 'none'))).toBeNull();
    await expect(sweepSockets(join(folder, 'none'))).resolves.toBeUndefined();
  });
});
