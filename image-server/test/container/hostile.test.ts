import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { docker, askFacts, inspectWorker, peakOf, settled, stateOf } from './derivatives-support.js';
import { listWorkers, formatAddress, running } from './support.js';

const limit = 1536 * 1024 * 1024;
let names: readonly string[] = [];
/** File → why it is not shown; null: it is. */
const reasons = new Map<string, string | null>();

beforeAll(async () => {
  names = await readdir(join(running.files, 'images', 'hostile'));
  for (const name of names) {
    const { status, body } = await askFacts(`hostile/${name}`);
    if (status === 200) continue;
    expect([name, [404, 415].includes(status)]).toEqual([name, true]);
    reasons.set(name, String(body['message']));
  }
  for (const name of names.filter((one) => !reasons.has(one))) {
    const { state, message } = await settled(`hostile/${name}`);
    reasons.set(name, state === 'failed' ? (message ?? '') : null);
  }
}, 400_000);

describe('the hostile corpus', () => {
  it('is at least 60 files, and each is named with its reason or shown', () => {
    expect(names.length).toBeGreaterThanOrEqual(100);
    const refused = [...reasons].filter(([, reason]) => reason !== null);
    process.stdout.write(`${refused.map(([name, reason]) => `  ${name}: ${reason ?? ''}`).join('\n')}\n`);
    process.stdout.write(`shown: ${names.filter((name) => reasons.get(name) === null).join(' ')}\n`);
    expect(refused.length).toBeGreaterThanOrEqual(60);
    for (const [name, reason] of refused) {
      expect([name, reason]).toEqual([name, expect.stringMatching(/\w+ \w+/)]);
      expect(reason).not.toContain('/data');
    }
  });

  it('every torn, lying or pretended file is refused', () => {
    const shown = names.filter((name) => reasons.get(name) === null);
    const mustFail = shown.filter((name) =>
      /^(torn|huge|bomb|no-|empty|only|text\.|zeros|noise|ring|too-few)/.test(name),
    );
    expect(mustFail).toEqual([]);
  });

  it('costs no service: none was started again, no worker of iipsrv is missing', async () => {
    expect(await inspectWorker('{{.RestartCount}} {{.State.Running}} {{.State.OOMKilled}}')).toBe(
      '0 true false',
    );
    expect(await docker('inspect', '-f', '{{.RestartCount}} {{.State.OOMKilled}}', running.container)).toBe(
      '0 false\n',
    );
    expect((await listWorkers()).length).toBeGreaterThanOrEqual(2);
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
  });

  it('takes no memory above the limit', async () => {
    const peak = await peakOf(running.worker);
    process.stdout.write(
      `  peak of the worker: ${Math.round(peak / 1e6)} MB of ${Math.round(limit / 1e6)} MB\n`,
    );
    expect(peak).toBeLessThanOrEqual(limit);
  });

  it('shows nothing of a file that failed', async () => {
    for (const name of ['flipped-plain.png', 'torn-none-60.tif', 'torn-plain-30.jpg']) {
      const address = formatAddress(
        `hostile/${name}`,
        { width: 700, height: 500 },
        'full/300,/0/default.jpg',
      );
      if (reasons.get(name) !== null) expect([name, (await fetch(address)).status]).toEqual([name, 502]);
    }
  });

  it('leaves the worker at work', async () => {
    expect((await stateOf('hostile/jpeg-then-zip.jpg')).state).toBe('ready');
  });
});
