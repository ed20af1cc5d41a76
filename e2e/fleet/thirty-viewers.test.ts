import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { atlas, greyed, letter, map, type Picture, teamLetter } from '../fixtures/collection.js';
import { isFullRun } from '../support/full-run.js';
import { people } from '../support/people.js';
import { agreement, decodeJpeg } from '../support/pixels.js';
import { createRandom } from '../support/random.js';
import { type Stack, useStack } from '../support/stack.js';
import { Visitor } from '../support/visitor.js';
import { type Fetched, type Shelf, SimulatedViewer, type Tile } from './simulated-viewer.js';

const viewers = 30;
const seconds = Number(process.env['VIEWERS_SECONDS'] || (isFullRun ? 600 : 8));

type Who = 'stranger' | 'ayesha' | 'tom';

/** Pictures by who may see all of them; a stranger sees `greyed` only smaller and in grey, at an address of its own. */
const openTo: ReadonlyMap<Picture, readonly Who[]> = new Map([
  [map, ['stranger', 'ayesha', 'tom']],
  [atlas, ['ayesha', 'tom']],
  [letter, ['ayesha', 'tom']],
  [greyed, ['ayesha', 'tom']],
  [teamLetter, ['tom']],
]);

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Thirty people at viewers at once, signed in and not, on open and restricted pictures: every answer is looked at. */
describe('Thirty viewers', () => {
  let stack: Stack;
  let release: () => Promise<void>;
  const shelves: Shelf[] = [];
  const cookies: Record<Who, string> = { stranger: '', ayesha: '', tom: '' };
  const wrong: string[] = [];
  /**
   * By path: what was found right pixel by pixel; the same bytes need no second look. Mostly it is one: iipsrv's processes may
   * differ by one in a brightness, so two people who ask first at the same moment may get one each.
   */
  const known = new Map<string, Set<string>>();
  const times = { cold: [] as number[], warm: [] as number[], refused: [] as number[] };
  let unchanged = 0;
  let began = 0;

  before(async () => {
    ({ stack, release } = await useStack());
    for (const picture of openTo.keys()) shelves.push({ picture, id: await stack.idOf(picture.path) });
    for (const who of ['ayesha', 'tom'] as const) {
      const visitor = new Visitor();
      await visitor.signIn(people[who].name, people[who].password);
      cookies[who] = visitor.jar.header();
    }
  });
  after(() => release());

  function judge(
    who: Who,
    { picture }: Shelf,
    { path, region }: Tile,
    answer: Fetched,
    wasKnown: boolean,
  ): void {
    const { status, type, body, milliseconds } = answer;
    const say = (what: string): void =>
      void wrong.push(
        `${((Date.now() - began) / 1000).toFixed(1)} s, ${who} ${path}: ${status} after ${milliseconds.toFixed(0)} ms, ${what}`,
      );
    if (openTo.get(picture)?.includes(who) !== true) {
      times.refused.push(milliseconds);
      if (status !== 401 || /^image\//.test(type)) say('a refusal was due');
      return;
    }
    if (status === 304 && wasKnown) {
      unchanged += 1;
      times.warm.push(milliseconds);
      return;
    }
    // Which part it was that refused is in its words.
    if (status !== 200 || type !== 'image/jpeg')
      return say(`a picture was due: ${body.subarray(0, 120).toString('utf8').trim()}`);
    const digest = createHash('sha256').update(body).digest('hex');
    times[wasKnown ? 'warm' : 'cold'].push(milliseconds);
    const right = known.get(path) ?? new Set();
    if (right.has(digest)) return;
    // Slivers at the edge have no point that is far enough from another cell.
    const pixels = decodeJpeg(body);
    const isSliver = Math.min(pixels.width, pixels.height) < 64;
    if (!isSliver && agreement(pixels, picture.painting, region) < 0.9) return say('another picture');
    known.set(path, right.add(digest));
  }

  async function visit(number: number, until: number): Promise<void> {
    const random = createRandom(1000 + number);
    const chance = (): number => random.below(1_000_000) / 1_000_000;
    const who = (['ayesha', 'stranger', 'tom'] as const)[number % 3] ?? 'stranger';
    const viewer = new SimulatedViewer(cookies[who], chance);
    while (Date.now() < until) {
      const shelf = random.of(shelves);
      for await (const burst of viewer.look(shelf, 4 + random.below(8))) {
        await Promise.all(
          burst.map(async (tile) => {
            const wasKnown = known.has(tile.path);
            try {
              judge(who, shelf, tile, await viewer.fetch(tile.path), wasKnown);
            } catch (error) {
              wrong.push(`${who} ${tile.path}: ${String(error)}`);
            }
          }),
        );
        if (Date.now() > until) break;
      }
    }
    viewer.close();
  }

  it(`${viewers} of them for ${seconds} s: no error, no wrong answer`, async (test) => {
    began = Date.now();
    const until = began + seconds * 1000;
    await Promise.all(Array.from({ length: viewers }, (_, number) => visit(number, until)));
    const all = times.cold.length + times.warm.length + times.refused.length;
    for (const [name, list] of Object.entries(times)) {
      const sorted = [...list].sort((a, b) => a - b);
      test.diagnostic(
        `${name}: ${list.length}, p50 ${quantile(sorted, 0.5).toFixed(1)} ms, p95 ${quantile(sorted, 0.95).toFixed(1)} ms, p99 ${quantile(sorted, 0.99).toFixed(1)} ms`,
      );
    }
    const variants = [...known.values()].filter(({ size }) => size > 1).length;
    test.diagnostic(`${known.size} different pictures, ${variants} of them in more than one version`);
    test.diagnostic(`${all} answers in ${seconds} s, ${unchanged} of them 304, ${wrong.length} wrong`);
    assert.deepEqual(wrong.slice(0, 20), []);
    assert.ok(all > seconds * 10, `${all} answers`);
    assert.ok(times.cold.length > 0 && times.warm.length > 0 && times.refused.length > 0);
  });
});
