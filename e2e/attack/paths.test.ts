import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { secret } from '../fixtures/collection.js';
import { people } from '../support/people.js';
import { decodeJpeg, shareOf } from '../support/pixels.js';
import { type RawAnswer, rawRequest, requestBytes } from '../support/raw-socket.js';
import { secretIn } from '../support/secret-pixels.js';
import { archive } from '../support/settings.js';
import { useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { type HostilePath, readHostilePaths } from './hostile-paths.js';

const lines = readHostilePaths();

/** Every line of the hostile-path corpus against the assembled stack, anonymous, over raw sockets. */
describe('Hostile paths', () => {
  let release: () => Promise<void>;
  const ayesha = new Visitor();
  const send = (target: Buffer, cookie = ''): Promise<RawAnswer> =>
    rawRequest(requestBytes(target, cookie === '' ? {} : { headers: { Cookie: cookie } }));

  before(async () => {
    const used = await useStack();
    release = used.release;
    await used.stack.idOf(secret.path);
    await ayesha.signIn(people.ayesha.name, people.ayesha.password);
    // Somebody entitled has just looked at all of it: every cache on the way holds the pictures.
    for (const { targets, expectation } of lines) {
      if (typeof expectation === 'object')
        for (const target of targets) await send(target, ayesha.jar.header());
    }
  });
  after(() => release());

  it('has at least 150 lines, and the detector sees the secret picture where it is allowed', async () => {
    assert.ok(lines.length >= 150, `${lines.length} lines`);
    const allowed = await send(
      Buffer.from('/iiif/images/secret!s.jp2/full/max/0/default.jpg'),
      ayesha.jar.header(),
    );
    assert.deepEqual(allowed.statuses, [200]);
    assert.notEqual(secretIn(allowed), null);
  });

  /** A base URI goes on to info.json with 303 before anybody looks for the image; what it leads to is judged. */
  async function unredirected(answer: RawAnswer): Promise<RawAnswer> {
    const location = /\r\nlocation: *([^\r]*)/i.exec(headOf(answer.bytes))?.[1];
    if (answer.statuses[0] !== 303 || location === undefined) return answer;
    const path = location.startsWith(archive.origin) ? location.slice(archive.origin.length) : location;
    assert.match(path, /^\/iiif\/[^\r\n]*\/info\.json$/, 'on to info.json of the same archive, nowhere else');
    return send(Buffer.from(path, 'latin1'));
  }

  for (const line of lines) {
    it(`${line.text.slice(0, 100)} (${line.why})`, async () => {
      for (const target of line.targets) {
        const answer = await send(target);
        const what = target.toString('latin1').slice(0, 200);
        assert.equal(answer.hung, false, `hangs: ${what}`);
        assert.ok(answer.seconds < 10, `${answer.seconds} s: ${what}`);
        assert.equal(secretIn(answer), null, what);
        assert.ok(answer.statuses.length <= 1, `one request, ${answer.statuses.length} answers: ${what}`);
        assertExpected(line, await unredirected(answer), what);
      }
    });
  }
});

const isPicture = ({ bytes }: RawAnswer): boolean => /\r\ncontent-type: *image\//i.test(headOf(bytes));
const headOf = (bytes: Buffer): string =>
  bytes.subarray(0, Math.max(0, bytes.indexOf('\r\n\r\n'))).toString('latin1');
const bodyOf = (bytes: Buffer): Buffer => bytes.subarray(bytes.indexOf('\r\n\r\n') + 4);

function assertExpected({ expectation }: HostilePath, answer: RawAnswer, what: string): void {
  // No answer at all, or one without a status line, is a refusal of nginx's.
  const status = answer.statuses[0] ?? 400;
  if (typeof expectation === 'object') {
    assertItself(expectation.is, answer, status, what);
    return;
  }
  assert.equal(isPicture(answer), false, `a picture for ${what}`);
  // Outside /iiif/ pages answer, and the root collection is an address; neither says anything about an image.
  if (!/^\/iiif\//i.test(what) || what === '/iiif/collections')
    assert.ok(status < 500, `${status} for ${what}`);
  else if (expectation === 'closed') assert.equal(status, 404, what);
  else assert.ok([400, 404, 414, 421].includes(status), `${status} for ${what}`);
}

/** Another way to write a real image: open for anyone, or closed whatever is asked of it. */
function assertItself(path: string, answer: RawAnswer, status: number, what: string): void {
  if (path === secret.path) {
    const mayDescribe = /\/manifests\//.test(what) ? [200] : /\/3\//.test(what) ? [200, 404] : [];
    assert.ok([401, 403, 404, ...mayDescribe].includes(status), `${status} for ${what}`);
    assert.equal(isPicture(answer), false, what);
    return;
  }
  assert.equal(status, 200, what);
  if (isPicture(answer)) assert.ok(shareOf(decodeJpeg(bodyOf(answer.bytes)), 'green') > 0.8, what);
}
