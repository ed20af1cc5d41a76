import { readLogo } from '../../system/read-logo.js';
import { example, type Register } from '../cli.js';
import { refused } from '../command-result.js';
import { readBytes } from '../read-text.js';
import { publishLook } from './publish-look.js';

export const registerLookLogo: Register = (parent, cli) => {
  parent
    .command('logo')
    .description('put a logo on the pages, or take it away')
    .argument('[file]', 'a PNG of at most 256 KB, or - for standard input')
    .option('--remove', 'take the logo away')
    .addHelpText('after', example('look logo - < logo.png'))
    .action(async (file: string | undefined, options: { readonly remove?: boolean }) =>
      cli.withStores(async (work) => {
        if ((file === undefined) !== (options.remove === true))
          return refused('Name a file, or say --remove. See: gatehouse look logo --help');
        if (file === undefined) return publishLook(work, (look) => ({ ...look, logo: null }));
        const bytes = await readBytes(work.io, file);
        if (!bytes.ok) return refused(bytes.error);
        const logo = readLogo(bytes.value);
        return logo.ok ? publishLook(work, (look) => ({ ...look, logo: logo.value })) : refused(logo.error);
      }),
    );
};
