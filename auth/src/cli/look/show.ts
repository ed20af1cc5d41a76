import { type Look, plainLook } from '../../core/look/look.js';
import { example, type Register, type Work } from '../cli.js';
import { type CommandResult, done } from '../command-result.js';
import { plainText } from '../plain-text.js';
import { printJson } from '../print.js';

export const registerLookShow: Register = (parent, cli) => {
  parent
    .command('show')
    .description('print what visitors see of the institution')
    .option('--json', 'as JSON')
    .addHelpText('after', example('look show'))
    .action(async (options: { readonly json?: boolean }) =>
      cli.withStores(async (work) => showLook(work, options.json === true)),
    );
};

function sayPart(value: Look[keyof Look]): string {
  if (value === null) return '-';
  return plainText(typeof value === 'string' ? value : JSON.stringify(value));
}

async function showLook({ io, stores, config }: Work, json: boolean): Promise<CommandResult> {
  const version = await stores.looks.current();
  const { logo, ...look } = version?.look ?? plainLook;
  const told = logo === null ? null : { width: logo.width, height: logo.height, hash: logo.hash };
  if (json) {
    await printJson(io, { version: version?.number ?? 0, ...look, logo: told });
    return done;
  }
  await io.out(`version      ${version?.number ?? 0}\n`);
  for (const [name, value] of Object.entries(look)) await io.out(`${name.padEnd(12)} ${sayPart(value)}\n`);
  await io.out(`logo         ${told === null ? '-' : `${told.width} x ${told.height}, ${told.hash}`}\n`);
  if (look.institution === null)
    await io.out(`Pages show the name of the settings: ${plainText(config.institution)}\n`);
  return done;
}
