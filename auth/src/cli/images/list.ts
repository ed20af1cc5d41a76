import type { ImageFacts } from '../../core/image/image-facts.js';
import { formatIdentifier } from '../../core/image/image-path.js';
import type { ImageIndex } from '../../core/image/image-index.js';
import { example, type Register, type Work } from '../cli.js';
import { done } from '../command-result.js';
import { plainText } from '../plain-text.js';
import { listDerivatives } from './list-derivatives.js';
import { withFailures } from './with-failures.js';
import { printJson, printJsonArray, printTable } from '../print.js';

interface ListOptions {
  readonly problems?: boolean;
  readonly derivatives?: boolean;
  readonly json?: boolean;
}

const pageSize = 1000;
const mostProblems = 100_000;

/** Every image of the index, page by page: memory does not grow with the collection. */
async function* allImages(index: ImageIndex): AsyncGenerator<ImageFacts> {
  for (let page = await index.listAll(null, pageSize); page.length > 0;) {
    yield* page;
    page = await index.listAll(page.at(-1)?.path ?? null, pageSize);
  }
}

async function* imageRows(index: ImageIndex): AsyncGenerator {
  for await (const { path, width, height, format } of allImages(index))
    yield { id: formatIdentifier(path), path, width, height, format };
}

export const registerImagesList: Register = (parent, cli) => {
  parent
    .command('list')
    .description('list the images that can be served, or the files that can not')
    .option('--problems', 'list files that can not be served, and why')
    .option('--derivatives', 'list what is known of the tiled copies that images are shown by')
    .option('--json', 'print JSON')
    .addHelpText('after', example('images list --problems'))
    .action(async (options: ListOptions) =>
      cli.withStores(async (work) => {
        if (options.problems === true) await listProblems(work, options.json === true);
        else if (options.derivatives === true)
          await listDerivatives(work, allImages(work.stores.images), options.json === true);
        else if (options.json === true) await printJsonArray(work.io, imageRows(work.stores.images));
        else await listImages(work);
        return done;
      }),
    );
};

async function listImages({ io, stores }: Work): Promise<void> {
  let count = 0;
  for await (const image of allImages(stores.images)) {
    count += 1;
    const size = `${image.width} x ${image.height}`;
    await io.out(`${size.padStart(15)}  ${image.format.padEnd(4)}  ${formatIdentifier(image.path)}\n`);
  }
  if (count === 0)
    await io.out('No images yet. Put some into the image folder and run: gatehouse images scan\n');
}

async function listProblems({ io, stores, config }: Work, asJson: boolean): Promise<void> {
  const problems = await withFailures(await stores.catalogue.listProblems(mostProblems), config);
  if (asJson) {
    await printJson(io, problems);
    return;
  }
  await printTable(
    io,
    {
      FILE: (problem) => plainText(problem.name),
      IN: (problem) => problem.root,
      PROBLEM: (problem) => problem.code.replaceAll('_', ' '),
      'WHAT TO DO': (problem) => problem.message,
    },
    problems,
    'No problems: every image file can be served.',
  );
}
