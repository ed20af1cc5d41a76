import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { useStack } from '../support/stack.js';
import { inParallel } from '../support/in-parallel.js';
import { Reader } from './reader.js';

/** More than can be made at once: the queue is short, who doesn't fit is told when to come back, and tiles go on. */
describe('A crush for whole pictures', () => {
  let release: () => Promise<void>;
  let reader: Reader;

  before(async () => {
    const used = await useStack();
    release = used.release;
    reader = await Reader.signedIn(used.stack);
    assert.ok(await reader.reads());
  });
  after(() => release());

  it('is answered with pictures, or with 503, the time to come back and why; tiles come meanwhile', async (test) => {
    const began = Date.now();
    const large = Array.from({ length: 40 }, (_, n) =>
      reader.visitor.ask(`/iiif/images/${reader.id}/${n * 48},${n * 64},2000,2400/max/0/default.jpg`, { timeout: 60_000 }),
    );
    const tiles = await inParallel(
      Array.from({ length: 12 }, (_, n) => n),
      2,
      () => reader.reads(),
    );
    const answers = await Promise.all(large);
    const refused = answers.filter(({ status }) => status === 503);
    const pictures = answers.filter(({ status }) => status === 200);
    test.diagnostic(
      `${pictures.length} pictures, ${refused.length} refused within ${Math.max(0, ...refused.map(({ seconds }) => seconds)).toFixed(1)} s, all over after ${((Date.now() - began) / 1000).toFixed(1)} s`,
    );
    assert.equal(pictures.length + refused.length, answers.length, answers.map(({ status }) => status).join());
    assert.ok(pictures.length > 0 && refused.length > 0);
    for (const answer of refused) {
      assert.match(answer.header('retry-after'), /^\d+$/);
      assert.match(answer.header('content-type'), /^application\/json/);
      assert.match(answer.text(), /"message":"[^"]+again/);
      assert.match(answer.header('cache-control'), /no-store/);
      assert.equal(answer.header('access-control-allow-origin'), '*');
    }
    assert.ok(tiles.every(Boolean), 'tiles come');
    assert.ok(await reader.reads());
  });
});
