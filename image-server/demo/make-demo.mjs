// Draws and encodes the demo collection into the folder named on the command line; always the same. Own work, CC0.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { collection } from './collection.mjs';
import { drawPage } from './drawings/writing.mjs';
import { encodeMp3, encodePdf, encodePicture, encodeWebm } from './encode.mjs';
import { plate } from './plate.mjs';
import { createRandom } from './random.mjs';
import { makeChimes } from './sound.mjs';
import { story } from './texts.mjs';
import { makeGateVideo } from './video.mjs';

const [folder, only] = process.argv.slice(2);
const work = await mkdtemp(join(tmpdir(), 'demo-'));

async function makePicture(picture, index) {
  const svg = join(work, `${index}.svg`);
  await writeFile(svg, plate(picture, createRandom(picture.seed)));
  await encodePicture(svg, picture, folder);
}

async function makeFiles() {
  const at = (name) => join(folder, 'files', name);
  await mkdir(at(''), { recursive: true });
  await writeFile(join(work, 'chimes.wav'), makeChimes());
  await encodeMp3(join(work, 'chimes.wav'), at('chimes.mp3'));
  await encodeMp3(join(work, 'chimes.wav'), at('open-chimes.mp3'));
  await writeFile(join(work, 'gate.y4m'), makeGateVideo());
  await encodeWebm(join(work, 'gate.y4m'), at('gate.webm'));
  const pages = [];
  for (const [index, words] of story.entries()) {
    const page = {
      folder: 'files',
      title: 'The Keeper of the Gate',
      note: 'The book of the demo as a PDF.',
      hue: 320,
    };
    const svg = join(work, `page-${index}.svg`);
    await writeFile(
      svg,
      plate({ ...page, width: 900, height: 1260, draw: drawPage(index + 1, words) }, createRandom(1)),
    );
    pages.push(svg);
  }
  await encodePdf(pages, at('keeper.pdf'));
  await encodePdf(pages.slice(0, 1), at('open-leaflet.pdf'));
}

const tasks = collection
  .map((picture, index) => ({
    cost: picture.width * picture.height,
    name: picture.file,
    make: async () => makePicture(picture, index),
  }))
  .concat({ cost: 1e7, name: 'files', make: makeFiles })
  .filter(({ name }) => only === undefined || name.includes(only))
  .toSorted((a, b) => b.cost - a.cost);
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
      const began = Date.now();
      await task.make();
      console.log(`${task.name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    }
  }),
);
await rm(work, { recursive: true });

// What is in it, by content: an installed copy is replaced only by another collection.
const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
  entry.isFile(),
);
const digest = createHash('sha256');
for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
  digest.update(`${relative(folder, path)}\0`);
  digest.update(
    createHash('sha256')
      .update(await readFile(path))
      .digest(),
  );
}
await writeFile(join(folder, '.collection'), `${digest.digest('hex')}\n`);
