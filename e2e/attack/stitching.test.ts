import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { detail, greyed } from '../fixtures/collection.js';
import type { Answer } from '../support/http-client.js';
import { isFullRun } from '../support/full-run.js';
import { inParallel } from '../support/in-parallel.js';
import { people } from '../support/people.js';
import { decodeJpeg, decodePng, type Pixels } from '../support/pixels.js';
import { explainedShare, reassemble, type View } from '../support/reassemble.js';
import { archive } from '../support/settings.js';
import { useStack } from '../support/stack.js';
import { turnBack } from '../support/turn-back.js';
import { Visitor } from '../support/visitor.js';

type Region = readonly [number, number, number, number];

const master = { width: detail.width, height: detail.height, cell: 8 };
const tier = { width: 400, height: 80 };
/** Brightnesses that the painting holds, and those that a picture of the tier's size has room for. */
const room = (tier.width * tier.height) / ((master.width * master.height) / master.cell ** 2);
/** Above what one honest picture tells: the rounding of many JPEGs. */
const slack = 0.05;
const identifier = detail.path.replace('/', '!');

/** A request and the part of the master that it is of, in pixels of the image that is asked. */
interface Attempt {
  readonly region: string;
  readonly of: Region;
  readonly size: string;
  readonly rotation?: string;
  readonly file?: string;
}

const rotations = ['0', '90', '180', '270', '!0', '!90', '!180', '!270'];
const files = ['default', 'color', 'gray', 'bitonal'].flatMap((quality) =>
  ['jpg', 'png', 'webp', 'tif', 'gif', 'jp2', 'pdf'].map((format) => `${quality}.${format}`),
);

/** Everything that somebody might ask an image of this size for. */
function attemptsOn({ width, height }: { width: number; height: number }): Attempt[] {
  const whole: Region = [0, 0, width, height];
  const px = (of: Region, size: string): Attempt => ({ region: of.join(','), of, size });
  const pct = (x: number, y: number, w: number, h: number): Attempt => ({
    region: `pct:${x},${y},${w},${h}`,
    of: [x, y, w, h].map((part, i) => (part * (i % 2 === 0 ? width : height)) / 100) as unknown as Region,
    size: 'max',
  });
  const sizes = [
    'full',
    'max',
    '^max',
    `${master.width},`,
    `^${master.width},`,
    `,${master.height}`,
    'pct:100',
  ].concat([
    'pct:50',
    '^pct:200',
    '!6000,6000',
    '^!6000,6000',
    '400,80',
    '399,81',
    '^400,1200',
    '4000,80',
    '!399,399',
  ]);
  const tiles: Attempt[] = [];
  for (const scale of [1, 2, 4, 8, 16])
    for (let y = 0; y < height; y += 256 * scale)
      for (let x = 0; x < width; x += 256 * scale) {
        const of: Region = [x, y, Math.min(256 * scale, width - x), Math.min(256 * scale, height - y)];
        if (tiles.length < (isFullRun ? 150 : 30))
          tiles.push(px(of, `${Math.ceil(of[2] / scale)},`), px(of, 'max'));
      }
  const odd = Array.from({ length: isFullRun ? 60 : 24 }, (_, k) => {
    const [x, y] = [((k * 7) % 40) * (width / 400), ((k * 5) % 16) * (height / 80)].map(Math.floor);
    const [w, h] = [360 - ((k * 3) % 50), 64 - ((k * 7) % 12)].map((n) => Math.floor((n * width) / 400));
    const of: Region = [x ?? 0, y ?? 0, w ?? 1, Math.min(h ?? 1, height - (y ?? 0))];
    return px(of, `${360 - ((k * 3) % 50) - 1 - (k % 3)},${Math.floor((of[3] * 400) / width) - (k % 3)}`);
  });
  return [
    ...sizes.map((size) => ({ region: 'full', of: whole, size })),
    ...Array.from({ length: 25 }, (_, k) => ({ region: 'full', of: whole, size: `${399 - 4 * k},` })),
    ...Array.from({ length: 12 }, (_, k) => ({
      region: 'full',
      of: whole,
      size: `${398 - 7 * k},${79 - k}`,
    })),
    ...rotations.map((rotation) => ({ region: 'full', of: whole, size: 'max', rotation })),
    ...files.map((file) => ({ region: 'full', of: whole, size: 'max', file })),
    { region: 'square', of: [(width - height) / 2, 0, height, height], size: 'max' },
    ...[pct(0, 0, 50, 50), pct(10.5, 10.5, 33.3, 80), pct(99, 99, 1, 1), pct(0, 0, 6.7, 6.7)],
    ...tiles,
    ...odd,
    px([0, 0, 1, 1], 'max'),
    px([0, 0, 27, 27], '400,400'),
    px([0, 0, 27, 27], '^400,'),
    px([width - 13, 0, 500, 500], 'max'),
  ];
}

const addresses = [`/iiif/tiers/preview/images/${identifier}`, `/iiif/3/tiers/preview/images/${identifier}`];
const masterAddresses = [`/iiif/images/${identifier}`, `/iiif/3/images/${identifier}`];

/** A limited tier, asked in every way: what all answers tell together is no more than the tier has room for. */
describe('Stitching against a tier of 400 pixels', () => {
  let release: () => Promise<void>;
  const anyone = new Visitor();
  const ayesha = new Visitor();

  const pathOf = (base: string, { region, size, rotation = '0', file = 'default.jpg' }: Attempt): string =>
    `${base}/${region}/${size}/${rotation}/${file}`;

  /** Asks, follows the redirects of contract 5, and gives the picture, if it is one. */
  async function fetch(visitor: Visitor, base: string, attempt: Attempt): Promise<Pixels | null> {
    let answer: Answer = await visitor.ask(pathOf(base, attempt));
    for (let hops = 0; hops < 3 && answer.status === 302; hops++)
      answer = await visitor.ask(answer.header('location').replace(archive.origin, ''));
    assert.ok(answer.status < 500 || answer.status === 501, `${pathOf(base, attempt)}: ${answer.status}`);
    if (answer.status !== 200) {
      assert.doesNotMatch(answer.header('content-type'), /^image\//, pathOf(base, attempt));
      return null;
    }
    const type = answer.header('content-type');
    assert.match(type, /^image\/(?:jpeg|png|webp)$/);
    // Made of the very pixels of the JPEG, and nothing here decodes it.
    if (type === 'image/webp') return null;
    const pixels = type === 'image/png' ? decodePng(answer.body) : decodeJpeg(answer.body);
    return turnBack(pixels, attempt.rotation ?? '0');
  }

  async function attack(
    visitor: Visitor,
    bases: readonly string[],
    size: { width: number; height: number },
  ): Promise<View[]> {
    const views: View[] = [];
    const scale = master.width / size.width;
    for (const base of bases)
      await inParallel(attemptsOn(size), 8, async (attempt) => {
        const pixels = await fetch(visitor, base, attempt);
        // Turned into black and white it says less; the reckoning wants brightness.
        if (pixels === null || attempt.file?.startsWith('bitonal') === true) return;
        views.push({ pixels, of: attempt.of.map((n) => n * scale) as unknown as Region });
      });
    return views;
  }

  before(async () => {
    const used = await useStack();
    release = used.release;
    await used.stack.idOf(detail.path);
    await ayesha.signIn(people.ayesha.name, people.ayesha.password);
  });
  after(() => release());

  it('sees detail where it is: whoever may have everything gets the whole painting', async () => {
    const whole = await fetch(ayesha, masterAddresses[0] ?? '', {
      region: 'full',
      of: [0, 0, 6000, 1200],
      size: '3000,',
    });
    assert.ok(whole);
    const share = explainedShare(reassemble([{ pixels: whole, of: [0, 0, 6000, 1200] }], master, 'area', 4));
    assert.ok(share > 0.9, `explains ${share}`);
  });

  it('gets no more out of all answers than one picture of 400 pixels has room for', async (test) => {
    // Somebody who may see all of it has just asked the same: nothing of that may be found in a cache.
    await inParallel(attemptsOn(master).slice(0, 60), 2, (attempt) =>
      fetch(ayesha, masterAddresses[0] ?? '', attempt),
    );
    const views = await attack(anyone, addresses, tier);
    assert.ok(views.length > 120, `${views.length} pictures`);
    for (const { pixels } of views)
      assert.ok(Math.max(pixels.width, pixels.height) <= 400, `${pixels.width} x ${pixels.height}`);
    // The same for every form of the master's own address, which leads to the tier or nowhere.
    const onMaster = await attack(anyone, masterAddresses, master);
    for (const { pixels } of onMaster) assert.ok(Math.max(pixels.width, pixels.height) <= 400);
    const one = views.filter(({ pixels }) => pixels.width === tier.width).slice(0, 1);
    const all = [...views, ...onMaster];
    for (const belief of ['corner', 'area'] as const) {
      const [alone, together] = [one, all].map((some) =>
        explainedShare(reassemble(some, master, belief, belief === 'area' ? 2 : 8)),
      ) as [number, number];
      test.diagnostic(
        `${all.length} answers (${belief}): ${together.toFixed(3)} of the painting, one answer ${alone.toFixed(3)}, room for ${room.toFixed(3)}`,
      );
      assert.ok(together <= room, `${together} explained, there is room for ${room}`);
      assert.ok(together <= alone + slack, `all together tell ${together}, one alone ${alone}`);
    }
  });

  it('shows no colour in any answer of a grey tier, and does to whoever may have it', async () => {
    const id = greyed.path.replace('/', '!');
    const view = { width: 750, height: 1000 };
    const onTier = [`/iiif/tiers/grey/images/${id}`];
    let pictures = 0;
    for (const [bases, size] of [
      [onTier, view],
      [[`/iiif/3/images/${id}`], greyed],
    ] as const)
      for (const base of bases)
        await inParallel(attemptsOn(size), 8, async (attempt) => {
          const pixels = await fetch(anyone, base, attempt);
          if (pixels === null) return;
          pictures += 1;
          assert.equal(mostColour(pixels), 0, pathOf(base, attempt));
          assert.ok(Math.max(pixels.width, pixels.height) <= 1000);
        });
    assert.ok(pictures > 60, `${pictures} pictures`);
    const coloured = await fetch(ayesha, `/iiif/images/${id}`, {
      region: 'full',
      of: [0, 0, 1, 1],
      size: '300,',
    });
    assert.ok(coloured !== null && mostColour(coloured) > 80);
  });
});

/** The largest difference between two channels of a pixel. */
function mostColour({ data }: Pixels): number {
  let most = 0;
  for (let at = 0; at < data.length; at += 4) {
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    most = Math.max(most, Math.max(red, green, blue) - Math.min(red, green, blue));
  }
  return most;
}
