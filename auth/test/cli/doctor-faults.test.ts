import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { epochSeconds } from '../../src/core/time.js';
import { examine, type Examination } from '../../src/doctor/examination.js';
import { allChecks } from '../../src/doctor/all-checks.js';
import { runChecks } from '../../src/doctor/check.js';
import type { Finding } from '../../src/doctor/finding.js';
import type { Scene } from '../../src/doctor/scene.js';
import { renderReport } from '../../src/doctor/html-report.js';
import { createDoctorWire } from '../../src/system/doctor-wire.js';
import { answerWell, closed, type Fault, now, open, origin } from '../support/fake-target.js';
import { plantedFaults } from '../support/planted-faults.js';
import { testCertificates } from '../support/test-certificates.js';

/** What a request was, as the fake target knows questions. */
function questionOf({ method = 'GET', rawHeaders }: IncomingMessage, plain: boolean) {
  const pairs = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
  );
  const own = pairs.filter(
    ([name, value]) =>
      !/^(?:connection|user-agent)$/i.test(name) && !(name === 'Host' && value === 'images.test'),
  );
  return { method, headers: Object.fromEntries(own), plain };
}

const nothing: Fault = () => null;

function wrongIn({ findings }: Pick<Examination, 'findings'>): readonly string[] {
  return findings.filter(({ state }) => state === 'fail' || state === 'warn').map(({ id }) => id);
}

/** Only what one check finds: the others have had their turn. */
async function checkWith(id: string, scene: Scene): Promise<Finding | undefined> {
  const findings = await runChecks(
    allChecks.filter((check) => check.id === id),
    scene,
  );
  return findings[0];
}

describe('the doctor over the wire', () => {
  const servers: Server[] = [];
  let fault: Fault = nothing;

  const answer =
    (plain: boolean): RequestListener =>
    (request, response) => {
      const question = questionOf(request, plain);
      const path = request.url ?? '';
      const good = answerWell(path, question);
      const { status, headers = {}, cookies = [], body = '' } = { ...good, ...fault(path, question, good) };
      const filled = Object.entries(headers).filter(([, value]) => value !== '');
      response.sendDate = false;
      response.writeHead(status, {
        ...Object.fromEntries(filled),
        'set-cookie': [...cookies],
        connection: 'close',
      });
      response.end(
        request.method === 'HEAD' || status === 204
          ? ''
          : typeof body === 'string'
            ? body
            : JSON.stringify(body),
      );
    };

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }
  const ports = { plain: 0, good: 0, other: 0, expired: 0 };
  beforeAll(async () => {
    ports.plain = await listen(createServer(answer(true)));
    for (const kind of ['good', 'other', 'expired'] as const)
      ports[kind] = await listen(createTlsServer(testCertificates[kind], answer(false)));
  });
  afterAll(() => {
    for (const server of servers) server.close();
  });

  function sceneWith(planted: Fault, kind: 'good' | 'other' | 'expired' = 'good'): Scene {
    fault = planted;
    const ask = createDoctorWire(origin, { host: '127.0.0.1', tlsPort: ports[kind], plainPort: ports.plain });
    return { ask, origin, own: true, closed, open, now, upkeep: null };
  }
  const examineWith = async (planted: Fault): Promise<Examination> =>
    examine(sceneWith(planted), epochSeconds(now));

  it('finds nothing but a certificate that nobody signed, where all else is well', async () => {
    const examination = await examineWith(nothing);
    expect(wrongIn(examination)).toEqual(['certificate']);
    expect(examination.findings.find(({ id }) => id === 'certificate')?.seen).toMatch(
      /nobody known has signed it/,
    );
  });

  it('has at least twenty planted faults to find', () => {
    expect(plantedFaults.length).toBeGreaterThanOrEqual(20);
  });

  it.each(plantedFaults)('finds %s (%s), and says how to mend it', async (_, id, planted) => {
    const found = await checkWith(id, sceneWith(planted));
    expect([found?.state, found?.remedy]).toEqual([
      expect.stringMatching(/^(?:fail|warn)$/),
      expect.stringMatching(/\w{3}/),
    ]);
  });

  it.each([
    ['other', 'it is not for images.test'],
    ['expired', 'ran out'],
  ] as const)('finds a certificate of kind %s', async (kind, says) => {
    const found = await checkWith('certificate', sceneWith(nothing, kind));
    expect(found?.seen).toContain(says);
  });

  it('writes a report that can be published: no script, nothing loaded, whatever servers answer', async () => {
    const hostile = '<script>alert(1)</script>"><img src=x onerror=alert(1)>';
    const examination = await examineWith((path) =>
      path.endsWith('/info.json') ? { status: 401, headers: { 'cache-control': hostile } } : null,
    );
    const { text } = renderReport(examination);
    expect(text).toContain('&lt;script&gt;');
    expect(text).not.toMatch(/<script|<img|<link|src=(?!x onerror)|url\(/i);
    expect(text).toContain('IIIF authorization report');
  });
});
