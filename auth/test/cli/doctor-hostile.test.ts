import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createSocketServer, type Server as SocketServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Cli } from '../../src/cli/cli.js';
import { sampleAt } from '../../src/cli/doctor/target.js';
import { epochSeconds } from '../../src/core/time.js';
import { examine, type Examination } from '../../src/doctor/examination.js';
import { renderReport } from '../../src/doctor/html-report.js';
import { say } from '../../src/cli/doctor/report.js';
import { createDoctorWire } from '../../src/system/doctor-wire.js';

const now = epochSeconds(1_790_000_000);
const servers: (Server | SocketServer)[] = [];
const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

async function listen(server: Server | SocketServer): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(async () => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const via = (origin: string) => ({
  host: '127.0.0.1',
  tlsPort: null,
  plainPort: Number(new URL(origin).port),
});

/** What `doctor --target` finds; the reason why it didn't look any further is a text. */
async function doctor(listener: RequestListener): Promise<Examination | string> {
  const origin = await listen(createServer(listener));
  const ask = createDoctorWire(origin, via(origin));
  const samples = await sampleAt(ask, '/image/info.json');
  if (!samples.ok) return samples.error;
  return examine({ ask, origin, own: false, now, upkeep: null, ...samples.value }, now);
}

const info = (more: object): string =>
  JSON.stringify({ '@context': 'http://iiif.io/api/image/2/context.json', ...more });

describe('the doctor at servers that mean no good, or are none of IIIF', () => {
  it.each([
    ['an ordinary web page', 200, '<!doctype html><title>Welcome</title>'],
    ['nothing', 204, ''],
    ['bytes', 200, Buffer.from([0, 255, 128, 27, 7])],
    ['a list', 200, '[1, 2]'],
    ['brackets without end', 200, deep],
  ])('says that there is no info.json where it gets %s', async (_, status, body) => {
    const found = await doctor((_request, response) => {
      response.writeHead(status, { 'content-type': 'text/html', connection: 'close' });
      response.end(body);
    });
    expect(found).toMatch(/^There is no info\.json at /);
  });

  it('does not read a body that never ends', async () => {
    const origin = await listen(
      createServer((_request, response) => {
        response.writeHead(200);
        const more = (): void => void response.write(Buffer.alloc(65_536, 'x'), more);
        response.on('error', () => undefined);
        more();
      }),
    );
    const reply = await createDoctorWire(origin, via(origin))('/');
    expect([reply?.status, (reply?.text.length ?? 0) <= 2_000_000]).toEqual([200, true]);
  });

  it('takes headers of a megabyte, and talk that is no HTTP, for no answer', async () => {
    for (const talk of [
      `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(1_000_000)}\r\n\r\n`,
      '220 mail.example ESMTP\r\n',
      '\0\0\0',
    ]) {
      const origin = await listen(
        createSocketServer((socket) => {
          socket.on('error', () => undefined).resume();
          socket.end(talk);
        }),
      );
      expect(await createDoctorWire(origin, via(origin))('/')).toBe(null);
    }
  });

  it('goes through to the end where every part of a description is odd', async () => {
    const odd = [
      { service: deep },
      {
        service: {
          profile: 'http://iiif.io/api/auth/1/login',
          '@id': 'javascript:alert(1)',
          service: [7, null, { profile: {} }],
        },
      },
      {
        service: [
          {
            type: 'AuthProbeService2',
            id: 'http://127.0.0.1:1/x',
            service: [{ type: 'AuthAccessService2', id: '//evil.example' }],
          },
        ],
      },
      { '@id': { toString: 1 }, width: 'wide', service: [[[[]]]] },
    ];
    for (const service of odd) {
      const found = await doctor((request, response) => {
        response.writeHead(request.url === '/image/info.json' ? 401 : 302, {
          location: request.url,
          connection: 'close',
        });
        response.end(info(service));
      });
      expect(typeof found === 'string' ? found : found.findings.length).toBeGreaterThan(3);
    }
  });

  it('asks nobody but the server it was sent to, whatever addresses its documents name', async () => {
    let strangers = 0;
    const stranger = await listen(
      createServer((_request, response) => {
        strangers += 1;
        response.end();
      }),
    );
    const login = {
      profile: 'http://iiif.io/api/auth/1/login',
      '@id': `${stranger}/login`,
      service: [{ profile: 'http://iiif.io/api/auth/1/token', '@id': `${stranger}/token` }],
    };
    await doctor((_request, response) => {
      response.writeHead(401, { location: `${stranger}/`, connection: 'close' });
      response.end(info({ service: login }));
    });
    expect(strangers).toBe(0);
  });

  it('shows nothing of theirs that would act in a terminal or a page', async () => {
    const found = await doctor((request, response) => {
      const nasty = '\u001b]0;owned\u0007<script>alert(1)</script>';
      response.writeHead(request.url === '/image/info.json' ? 401 : 200, { connection: 'close' });
      response.end(
        info({ '@id': nasty, service: { profile: 'http://iiif.io/api/auth/1/login', '@id': nasty } }),
      );
    });
    if (typeof found === 'string') throw new Error(found);
    let printed = '';
    const io = {
      out: async (text: string) => void (printed += text),
      say: () => undefined,
    } as unknown as Cli['deps']['io'];
    await say(io, found, false);
    // oxlint-disable-next-line no-control-regex -- that is what must not be there
    expect(printed).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
    expect(renderReport(found).text).not.toMatch(/<script/);
  });
});
