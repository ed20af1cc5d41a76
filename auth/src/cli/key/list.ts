import type { ApiKey } from '../../core/identity/api-key.js';
import { example, type Register, type Work } from '../cli.js';
import { done, type CommandResult } from '../command-result.js';
import { formatIsoTime, formatTime } from '../plain-text.js';
import { printJson, printTable } from '../print.js';

export const registerKeyList: Register = (parent, cli) => {
  parent
    .command('list')
    .description('list the keys: whose, for what, until when, and when they were last used')
    .option('--json', 'print JSON')
    .addHelpText('after', example('key list'))
    .action(async (options: { readonly json?: boolean }) =>
      cli.withStores(async (work) => listKeys(work, options.json === true)),
    );
};

type State = 'active' | 'expired' | 'user disabled';

async function listKeys({ io, stores, now }: Work, asJson: boolean): Promise<CommandResult> {
  const keys = await stores.keys.list();
  const users = new Map((await stores.users.list()).map((user) => [user.id, user]));
  const userOf = (key: ApiKey): string => users.get(key.user)?.name ?? '-';
  const stateOf = (key: ApiKey): State => {
    if (key.expiresAt <= now()) return 'expired';
    return users.get(key.user)?.disabled === false ? 'active' : 'user disabled';
  };
  if (asJson) {
    await printJson(
      io,
      keys.map((key) => ({
        name: key.name,
        user: userOf(key),
        folder: `/${key.folder}`,
        state: stateOf(key),
        createdAt: formatIsoTime(key.createdAt),
        expiresAt: formatIsoTime(key.expiresAt),
        lastUsedAt: formatIsoTime(key.lastUsedAt),
      })),
    );
    return done;
  }
  await printTable(
    io,
    {
      NAME: (key) => key.name,
      USER: userOf,
      FOLDER: (key) => `/${key.folder}`,
      STATE: stateOf,
      UNTIL: (key) => formatTime(key.expiresAt),
      'LAST USED': (key) => formatTime(key.lastUsedAt),
    },
    keys,
    'There are no keys.',
  );
  return done;
}
