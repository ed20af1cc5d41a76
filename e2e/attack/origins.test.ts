import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { map } from '../fixtures/collection.js';
import { inParallel } from '../support/in-parallel.js';
import { people } from '../support/people.js';
import { folders } from '../support/settings.js';
import { useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';

const corpus = (name: string): string[] =>
  readFileSync(join(folders.repository, 'auth', 'test', 'corpora', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => (line.startsWith('"') ? (JSON.parse(line) as string) : line));

/** Origins, message ids and ways back as strangers write them, against somebody who is signed in. */
describe('Origins, message ids and ways back', () => {
  let release: () => Promise<void>;
  const ayesha = new Visitor();

  before(async () => {
    const used = await useStack();
    release = used.release;
    await used.stack.idOf(map.path);
    await ayesha.signIn(people.ayesha.name, people.ayesha.password);
  });
  after(() => release());

  for (const service of ['/iiif-token', '/iiif-auth2/token/session'])
    it(`${service} posts a token to none of the hostile origins`, async () => {
      const origins = corpus('hostile-origins.txt');
      assert.ok(origins.length > 50);
      await inParallel(origins, 4, async (origin) => {
        const answer = await ayesha.ask(`${service}?messageId=1&origin=${encodeURIComponent(origin)}`);
        assert.ok(answer.status < 500, `${JSON.stringify(origin)}: ${answer.status}`);
        assert.doesNotMatch(answer.text(), /accessToken/, JSON.stringify(origin));
      });
    });

  it('leads nobody away after signing in', async () => {
    const ways = corpus('open-redirects.txt');
    assert.ok(ways.length > 50);
    await inParallel(ways, 4, async (way) => {
      const answer = await new Visitor().ask(`/iiif-login?return=${encodeURIComponent(way)}`);
      assert.ok(answer.status < 500, `${way}: ${answer.status}`);
      const value = /name="return"\s+value="([^"]*)"/.exec(answer.text())?.[1] ?? '/';
      assert.match(value, /^(\/(?![/\\])|$)/, `${way} became ${value}`);
    });
  });
});
