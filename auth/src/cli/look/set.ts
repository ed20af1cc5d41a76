import { InvalidArgumentError } from 'commander';
import type { Look } from '../../core/look/look.js';
import { collect } from '../collect.js';
import { example, type Register } from '../cli.js';
import { refused } from '../command-result.js';
import { publishLook } from './publish-look.js';

type Texts = Readonly<Record<string, string>>;

interface SetOptions {
  readonly institution?: string;
  readonly contact?: string;
  readonly legal?: string;
  readonly privacy?: string;
  readonly accent?: string;
  readonly welcome?: readonly string[];
  readonly signIn?: readonly string[];
}

export const registerLookSet: Register = (parent, cli) => {
  parent
    .command('set')
    .description('change parts of the look; an empty value takes a part away')
    .option('--institution <name>', 'the name on all pages, in place of INSTITUTION')
    .option('--contact <address>', 'a mail address or a web address')
    .option('--legal <url>', 'where the legal notice is')
    .option('--privacy <url>', 'where the privacy notice is')
    .option('--accent <colour>', 'of links and buttons, such as #1b5e57')
    .option('--welcome <tag=text>', 'first words of the start page in a language; repeatable', collectText)
    .option('--sign-in <tag=text>', 'said on the sign-in page in a language; repeatable', collectText)
    .addHelpText('after', example('look set --institution "Example Archive" --accent "#1b5e57"'))
    .action(async (options: SetOptions) =>
      cli.withStores(async (work) =>
        Object.keys(options).length === 0
          ? refused('Say what to change. See: gatehouse look set --help')
          : publishLook(work, (look) => change(look, options)),
      ),
    );
};

/** @throws InvalidArgumentError for what names no language */
function collectText(value: string, before: readonly string[] = []): readonly string[] {
  if (value.indexOf('=') < 1)
    throw new InvalidArgumentError('Write a language tag, = and the text, such as en="Welcome".');
  return collect(value, before);
}

function line(given: string | undefined, before: string | null): string | null {
  const text = given?.trim();
  return text === undefined ? before : text === '' ? null : text;
}

/** The texts with those of `tag=text` put in their place; an empty text takes its language out. */
function withTexts(given: readonly string[] | undefined, before: Texts | null): Texts | null {
  const texts = new Map(Object.entries(before ?? {}));
  for (const one of given ?? []) {
    const at = one.indexOf('=');
    const text = one.slice(at + 1).trim();
    if (text === '') texts.delete(one.slice(0, at));
    else texts.set(one.slice(0, at), text);
  }
  return texts.size === 0 ? null : Object.fromEntries(texts);
}

function change(look: Look, options: SetOptions): Look {
  return {
    ...look,
    institution: line(options.institution, look.institution),
    contact: line(options.contact, look.contact),
    legal: line(options.legal, look.legal),
    privacy: line(options.privacy, look.privacy),
    accent: line(options.accent, look.accent)?.toLowerCase() ?? null,
    welcome: withTexts(options.welcome, look.welcome),
    signIn: withTexts(options.signIn, look.signIn),
  };
}
