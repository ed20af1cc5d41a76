import { readFolderName } from '../image/read-folder.js';
import { err, ok, type Result } from '../result.js';
import { epochSeconds, type EpochSeconds } from '../time.js';
import { type ApiKey, type ApiKeyHash, apiKeyPrefix } from './api-key.js';
import type { ApiKeyStore } from './api-key-store.js';
import type { User } from './user.js';

const longestSeconds = 5 * 366 * 86_400;

/** What keys may be called: nothing that a shell, a table or a log could take for something else. */
export function readKeyName(text: string): Result<string, string> {
  return /^[a-z0-9][a-z0-9._-]{0,63}$/.test(text)
    ? ok(text)
    : err(
        `The key's name ${JSON.stringify(text)} is not 1 to 64 small letters, digits, dots, hyphens and underscores.`,
      );
}

/** A key that is wanted, as somebody typed it. */
export interface WantedKey {
  readonly name: string;
  /** Null: there is nobody of the name that was typed. */
  readonly user: User | null;
  readonly folder: string;
  /** Seconds; null: what was typed is no duration. */
  readonly seconds: number | null;
}

export interface KeyMaker {
  readonly keys: Pick<ApiKeyStore, 'create'>;
  readonly now: () => EpochSeconds;
  readonly newSecret: () => string;
  readonly sha256: (text: string) => string;
}

export interface MadeKey {
  readonly key: ApiKey;
  /** Shown once, kept nowhere. */
  readonly secret: string;
}

/** Makes a key for a script, or says everything that is wrong with it. */
export async function makeApiKey(
  { keys, now, newSecret, sha256 }: KeyMaker,
  wanted: WantedKey,
): Promise<Result<MadeKey, readonly string[]>> {
  const name = readKeyName(wanted.name);
  const folder = readFolderName(wanted.folder);
  const { seconds, user } = wanted;
  const isDuration = seconds !== null && seconds > 0 && seconds <= longestSeconds;
  const problems = [name, folder].flatMap((read) => (read.ok ? [] : [read.error]));
  if (!isDuration) problems.push('The time is no duration of at most five years. Write 12h, 90d or 52w.');
  if (user === null) problems.push('There is nobody of this user name.');
  if (!name.ok || !folder.ok || !isDuration || user === null) return err(problems);
  const secret = `${apiKeyPrefix}${newSecret()}`;
  const key: ApiKey = {
    hash: sha256(secret) as ApiKeyHash,
    name: name.value,
    user: user.id,
    folder: folder.value,
    createdAt: now(),
    expiresAt: epochSeconds(now() + seconds),
    lastUsedAt: null,
  };
  if (await keys.create(key)) return ok({ key, secret });
  return err([`There is a key ${key.name} already. Choose another name, or revoke that one first.`]);
}
