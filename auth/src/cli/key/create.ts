import { type ApiKeyHash, apiKeyPrefix } from '../../core/identity/api-key.js';
import { readFolderName } from '../../core/image/read-folder.js';
import { err, ok, type Result } from '../../core/result.js';
import { epochSeconds } from '../../core/time.js';
import { parseDuration } from '../../policy-text/duration.js';
import { sha256 } from '../../system/hash.js';
import { randomSecret } from '../../system/random.js';
import { example, type Register, type Work } from '../cli.js';
import { done, refused, type CommandResult } from '../command-result.js';
import { formatIsoTime, formatTime } from '../plain-text.js';
import { printJson } from '../print.js';
import { findUser } from '../user/find-user.js';
import { keyName } from './key-name.js';

interface CreateOptions {
  readonly name: string;
  readonly user: string;
  readonly folder: string;
  readonly expires: string;
  readonly json?: boolean;
}

const longestSeconds = 5 * 366 * 86_400;

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

function readExpiry(text: string): Result<number, string> {
  const seconds = parseDuration(text);
  if (seconds !== null && seconds > 0 && seconds <= longestSeconds) return ok(seconds);
  return err(
    `--expires ${JSON.stringify(text)} is no duration of at most five years. Write 12h, 90d or 52w.`,
  );
}

async function createKey(work: Work, options: CreateOptions): Promise<CommandResult> {
  const { io, stores, now } = work;
  const name = keyName(options.name);
  const folder = readFolderName(options.folder);
  const seconds = readExpiry(options.expires);
  const user = await findUser(stores.users, options.user);
  const problems = [name, folder, seconds, user].flatMap((read) => (read.ok ? [] : [read.error]));
  if (!name.ok || !folder.ok || !seconds.ok || !user.ok) return refused(...problems);

  const secret = `${apiKeyPrefix}${randomSecret()}`;
  const key = {
    hash: sha256(secret) as ApiKeyHash,
    name: name.value,
    user: user.value.id,
    folder: folder.value,
    createdAt: now(),
    expiresAt: epochSeconds(now() + seconds.value),
    lastUsedAt: null,
  };
  if (!(await stores.keys.create(key)))
    return refused(
      `There is a key ${key.name} already. Choose another name, or: gatehouse key revoke ${key.name}`,
    );
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
