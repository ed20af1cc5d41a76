import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { sampleAt } from '../../src/cli/doctor/target.js';
import { epochSeconds } from '../../src/core/time.js';
import { examine } from '../../src/doctor/examination.js';
import { createDoctorWire } from '../../src/system/doctor-wire.js';
import { auth1Demo, auth2Demo, staticRefusal } from '../support/reference-servers.js';

let server: Server;
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Check → what was seen, of those that found something. */
async function wrongAt(listener: RequestListener): Promise<Readonly<Record<string, string>>> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const ask = createDoctorWire(origin, { host: '127.0.0.1', tlsPort: null, plainPort: port });
  const samples = await sampleAt(ask, '/img/x/info.json');
  if (!samples.ok) throw new Error(samples.error);
  const now = epochSeconds(Math.floor(Date.now() / 1000));
  const { findings } = await examine({ ask, origin, own: false, now, upkeep: null, ...samples.value }, now);
  const wrong = findings.filter(({ state }) => state === 'fail' || state === 'warn');
  return Object.fromEntries(wrong.map(({ id, seen }) => [id, seen]));
}

describe('the doctor at models of the demonstration servers', () => {
  it('names what is known to be wrong with the one of Authentication 1.0', async () => {
    const wrong = await wrongAt(auth1Demo);
    expect(wrong['logout']).toMatch(/status 500/);
    expect(wrong['token-json']).toMatch(/status 200, missingCredentials/);
    // Its description of the image itself is right.
    expect(Object.keys(wrong)).not.toContain('info-closed-1');
    expect(Object.keys(wrong)).not.toContain('document-ids');
  });

  it('names what is known to be wrong with the one of Authorization Flow 2.0', async () => {
    const wrong = await wrongAt(auth2Demo);
    expect(wrong['probe']).toMatch(/no heading; its substitute is no list/);
    expect(wrong['logout']).toMatch(/status 500/);
    expect(Object.keys(wrong)).not.toContain('info-closed-2');
  });

  it('names what is known to be wrong with a refusal that is the same file for every image', async () => {
    const wrong = await wrongAt(staticRefusal);
    expect(wrong['document-ids']).toMatch(/auth-image\.jpg/);
    expect(wrong['token-page']).toMatch(/401/);
  });
});
