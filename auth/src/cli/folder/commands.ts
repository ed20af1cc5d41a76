import { Argument, type Command } from 'commander';
import { dateWriter, sayAccess } from '../../admin/folders/say-access.js';
import { templates } from '../../admin/folders/templates.js';
import { readFolderName } from '../../core/image/read-folder.js';
import { listUnknownFolders, sayUnknownFolder } from '../../core/image/unknown-folders.js';
import { compilePolicy } from '../../core/policy/compile.js';
import { findEffectiveAccess } from '../../core/policy/effective-access.js';
import { example, type Register } from '../cli.js';
import { done, refused } from '../command-result.js';
import { changeFolder, type FolderOptions, runningPolicy } from './edit-folder.js';

type Fields = Readonly<Record<string, string | undefined>>;
interface TemplateOptions {
  readonly tier?: string;
  readonly group?: string;
  readonly place?: string;
  readonly date?: string;
}
type Options = FolderOptions & { readonly remove?: boolean };

function publishing(command: Command): Command {
  return command.option('--yes', 'open what it opens').option('--note <text>', 'why, for the history');
}

const show: Register = (parent, cli) => {
  parent
    .command('show')
    .description('say in words who sees what in a folder')
    .argument('<path>', '/ is everything')
    .addHelpText('after', example('folder show /maps'))
    .action(async (path: string) =>
      cli.withStores(async (work) => {
        const folder = readFolderName(path);
        if (!folder.ok) return refused(folder.error);
        const policy = await runningPolicy(work);
        const access = findEffectiveAccess(compilePolicy(policy), folder.value, work.now());
        for (const sentence of sayAccess(access, dateWriter(policy.timezone)))
          await work.io.out(`${sentence}\n`);
        const from = access.grantsFrom;
        await work.io.out(
          from === null ? 'No rule speaks of it, so it is closed.\n' : `Grants are set at ${from}.\n`,
        );
        for (const unknown of await listUnknownFolders(work.stores.images, [folder.value]))
          work.io.say(`${sayUnknownFolder(unknown)}\n`);
        return done;
      }),
    );
};

const template: Register = (parent, cli) => {
  const command = parent
    .command('template')
    .description('give a folder the grants of a usual case, in place of its own')
    .argument('<path>')
    .addArgument(new Argument('<template>').choices(Object.keys(templates)))
    .option('--tier <name>', 'preview-staff: what everyone sees')
    .option('--group <name>', 'preview-staff, team-until: who sees everything')
    .option('--place <name>', 'on-site: where everything is seen')
    .option('--date <day>', 'team-until: from when everyone sees everything');
  publishing(command)
    .addHelpText('after', example('folder template /maps preview-staff --tier preview --group staff'))
    .action(
      async (
        path: string,
        name: string,
        { yes, note, tier, group, place, date }: FolderOptions & TemplateOptions,
      ) =>
        cli.withStores(async (work) =>
          changeFolder(
            work,
            path,
            { op: 'template', template: name, tier, group, place, date },
            given(yes, note),
          ),
        ),
    );
};

const grant: Register = (parent, cli) => {
  const command = parent
    .command('grant')
    .description('add a grant to a folder, or take one away')
    .argument('<path>')
    .requiredOption('--who <who>', 'anyone, signed-in, user:NAME, group:NAME or place:NAME')
    .option('--tier <name>', 'how much they see', 'full')
    .option('--from <day>', 'from this day on')
    .option('--until <day>', 'until this day')
    .option('--agree <name>', 'after accepting this agreement')
    .option('--remove', 'take this very grant away');
  publishing(command)
    .addHelpText('after', example('folder grant /maps --who group:staff --tier full'))
    .action(async (path: string, { yes, note, remove, ...fields }: Options & Fields) =>
      cli.withStores(async (work) =>
        changeFolder(
          work,
          path,
          { ...fields, op: 'add-grant' },
          {
            ...given(yes, note),
            remove: remove === true,
          },
        ),
      ),
    );
};

const limit: Register = (parent, cli) => {
  const command = parent
    .command('limit')
    .description('set a limit to a folder and all below it, or take one away')
    .argument('<path>')
    .option('--max <tier>', 'nobody sees more than this', 'closed')
    .option('--from <day>', 'from this day on')
    .option('--until <day>', 'until this day')
    .option('--except <who>', 'but these do: group:NAME, user:NAME, place:NAME, signed-in')
    .option('--reason <text>', 'shown to visitors')
    .option('--remove', 'take this very limit away');
  publishing(command)
    .addHelpText('after', example('folder limit /letters --until 2031-01-01 --reason "Closed until 2031"'))
    .action(async (path: string, { yes, note, remove, ...fields }: Options & Fields) =>
      cli.withStores(async (work) =>
        changeFolder(
          work,
          path,
          { ...fields, op: 'add-ceiling' },
          {
            ...given(yes, note),
            remove: remove === true,
          },
        ),
      ),
    );
};

const inherit: Register = (parent, cli) => {
  publishing(
    parent.command('inherit').description('take the grants of the folder above again').argument('<path>'),
  )
    .addHelpText('after', example('folder inherit /maps'))
    .action(async (path: string, { yes, note }: Options) =>
      cli.withStores(async (work) => changeFolder(work, path, { op: 'inherit-grants' }, given(yes, note))),
    );
};

function given(yes: boolean | undefined, note: string | undefined): FolderOptions {
  return { ...(yes === undefined ? {} : { yes }), ...(note === undefined ? {} : { note }) };
}

/** Everything that the page of a folder can change, one command each. */
export const folderCommands: readonly Register[] = [show, template, grant, limit, inherit];
