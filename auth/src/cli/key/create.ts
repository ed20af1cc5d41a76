import { apiKeyPrefix } from '../../core/identity/api-key.js';
import { makeApiKey } from '../../core/identity/make-api-key.js';
import { parseDuration } from '../../policy-text/duration.js';
import { sha256 } from '../../system/hash.js';
import { randomSecret } from '../../system/random.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { formatIsoTime, formatTime } from '../plain-text.js';
import { printJson } from '../print.js';
import { findUser } from '../user/find-user.js';

interface CreateOptions {
  readonly name: string;
  readonly user: string;
  readonly folder: string;
  readonly expires: string;
  readonly json?: boolean;
}

export const registerKeyCreate: Register = (parent, cli) => {
  parent
    .command('create')
    .description('make a key for a script: it may do what its user may, below one folder')
    .requiredOption('--name <name>', 'what the key is called')
    .requiredOption('--user <name>', 'whose rights it has; if they are disabled, it is too')
    .option('--folder <path>', 'the folder below which it counts; / is everything', '/')
    .option('--expires <duration>', 'how long it counts: 12h, 90d, 52w', '90d')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      example('key create --name nightly-export --user tom --folder /staff --expires 90d'),
    )
    .action(async (options: CreateOptions) => cli.withStores(async (work) => createKey(work, options)));
};

async function createKey(work: Work, options: CreateOptions): Promise<CommandResult> {
  const { io, stores, now } = work;
  const user = await findUser(stores.users, options.user);
  const made = await makeApiKey(
    { keys: stores.keys, now, newSecret: randomSecret, sha256 },
    {
      name: options.name,
      user: user.ok ? user.value : null,
      folder: options.folder,
      seconds: parseDuration(options.expires),
    },
  );
  if (!made.ok) return refused(...made.error);
  if (!user.ok) return refused(user.error);
  const { key, secret } = made.value;
  const { expiresAt } = key;
  await work.record({
    kind: 'key-created',
    key: key.name,
    user: user.value.name,
    folder: `/${key.folder}`,
    expiresAt,
  });
  if (options.json === true) {
    const expires = formatIsoTime(expiresAt);
    await printJson(io, {
      name: key.name,
      key: secret,
      user: user.value.name,
      folder: `/${key.folder}`,
      expires,
    });
    return done;
  }
  await io.out(
    `${secret}\nIt is shown this once. Send it as: Authorization: Gatehouse-Key ${apiKeyPrefix}...\n` +
      `It counts below /${key.folder} until ${formatTime(expiresAt)}.\n`,
  );
  return done;
}
