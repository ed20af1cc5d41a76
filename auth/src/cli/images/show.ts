import { createLinks } from '../../core/iiif/links.js';
import { nameFormat } from '../../core/image/image-facts.js';
import { formatIdentifier } from '../../core/image/image-path.js';
import { sayDerivativeState } from '../../core/image/say-derivatives.js';
import { openDerivatives } from './open-derivatives.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { printFacts, printJson } from '../print.js';
import { readNamed } from '../../core/image/read-named.js';

export const registerImagesShow: Register = (parent, cli) => {
  parent
    .command('show')
    .description('show what is known of an image')
    .argument('<image>', 'its identifier, its address, or its name below the image folder')
    .option('--json', 'print JSON')
    .addHelpText('after', example('images show estates!miller!001.jp2'))
    .action(async (image: string, options: { readonly json?: boolean }) =>
      cli.withStores(async (work) => showImage(work, image, options.json === true)),
    );
};

async function showImage(work: Work, text: string, asJson: boolean): Promise<CommandResult> {
  const named = readNamed(text, work.config.publicUrl);
  if (!named.ok) return refused(named.error);
  const image = named.value.path === '' ? null : await work.stores.images.find(named.value.path);
  if (image === null)
    return refused(
      'No such image is known. See: gatehouse images list, gatehouse images list --problems; or look for new files: gatehouse images scan',
    );
  const identifier = formatIdentifier(image.path);
  const info = `${createLinks(work.config.publicUrl).imageService(2, null, identifier)}/info.json`;
  const derivative = await openDerivatives(work.config).stateOf(image.root, image.path);
  if (asJson) await printJson(work.io, { id: identifier, ...image, info, derivative });
  else
    await printFacts(work.io, {
      Identifier: identifier,
      File: image.path,
      Collection: image.root,
      Size: `${image.width} x ${image.height} pixels`,
      Format: nameFormat(image.format),
      'Tiled copy': derivative === null ? 'not known' : sayDerivativeState(derivative),
      Levels: String(image.levels),
      Tiles: `${image.tileWidth} x ${image.tileHeight} pixels`,
      'File version': image.version,
      'info.json': info,
      'Who may see it': `gatehouse why ${info}`,
    });
  return done;
}
