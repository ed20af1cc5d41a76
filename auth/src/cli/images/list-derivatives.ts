import type { DerivativeState } from '../../core/image/derivatives.js';
import type { ImageFacts } from '../../core/image/image-facts.js';
import { formatIdentifier } from '../../core/image/image-path.js';
import { sayDerivativeState } from '../../core/image/say-derivatives.js';
import type { Work } from '../cli.js';
import { plainText } from '../plain-text.js';
import { printJsonArray } from '../print.js';
import { openDerivatives } from './open-derivatives.js';
import { tellDerivatives } from './tell-derivatives.js';

interface Row {
  readonly image: ImageFacts;
  readonly derivative: DerivativeState;
}

/** Images whose derivative is there, wanted or impossible; asked one after the other. */
async function* rowsOf(work: Work, images: AsyncIterable<ImageFacts>): AsyncGenerator<Row> {
  const derivatives = openDerivatives(work.config);
  for await (const image of images) {
    const derivative = await derivatives.stateOf(image.root, image.path);
    if (derivative !== null && derivative.need !== 'none') yield { image, derivative };
  }
}

async function* jsonOf(rows: AsyncIterable<Row>): AsyncGenerator {
  for await (const { image, derivative } of rows)
    yield { id: formatIdentifier(image.path), path: image.path, format: image.format, ...derivative };
}

/** Lists images by what is known of their tiled copies, then how far the work is. */
export async function listDerivatives(
  work: Work,
  images: AsyncIterable<ImageFacts>,
  asJson: boolean,
): Promise<void> {
  const rows = rowsOf(work, images);
  if (asJson) {
    await printJsonArray(work.io, jsonOf(rows));
    return;
  }
  for await (const { image, derivative } of rows)
    await work.io.out(`${plainText(image.path)}: ${sayDerivativeState(derivative)}\n`);
  await tellDerivatives(work.io, await openDerivatives(work.config).summary());
}
