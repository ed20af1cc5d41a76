import { once } from 'node:events';
import { access, constants, readdir, rename, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';

const ending = '.sock';

/** Whether nobody listens there any more. */
async function isDead(file: string): Promise<boolean> {
  const socket = connect(file);
  try {
    await once(socket, 'connect');
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
  } finally {
    socket.destroy();
  }
}

/** Takes away what replicas that are gone have left. */
export async function sweepSockets(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((text) => text.endsWith(ending))) {
    const file = join(folder, name);
    // oxlint-disable-next-line no-await-in-loop -- they are few
    if (await isDead(file)) await rm(file, { force: true });
  }
}

/**
 * Has a server listen on a Unix socket of its own (`HOSTNAME.sock`) in a folder that the proxy on this machine reads:
 * there a question costs two thirds of what it does over TCP. Where there is no such folder, the port is all there is.
 * @returns the socket's file, null if there is no folder to write to
 */
export async function listenInFolder(server: Server, folder: string): Promise<string | null> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch {
    return null;
  }
  const file = join(folder, `${hostname()}${ending}`);
  const made = `${file}.new`;
  await rm(made, { force: true });
  server.listen({ path: made, readableAll: true, writableAll: true });
  await once(server, 'listening');
  // Moved, so that it stays when this process ends: nginx takes "nobody listens" quietly and asks the next one, and
  // would log whole requests for a file that is gone.
  await rename(made, file);
  return file;
}
