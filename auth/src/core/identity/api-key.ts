import type { Brand } from '../brand.js';
import type { EpochSeconds } from '../time.js';
import type { User, UserId } from './user.js';

/** SHA-256 of a key, base64url: all that is stored of it. */
export type ApiKeyHash = Brand<string, 'ApiKeyHash'>;

/** A script's key: does what its user may do, below one folder, until it runs out (contract 3). Never an IIIF token. */
export interface ApiKey {
  readonly hash: ApiKeyHash;
  /** Unique; what people call it. */
  readonly name: string;
  readonly user: UserId;
  /** A path without slashes at its ends; '' is everything. */
  readonly folder: string;
  readonly createdAt: EpochSeconds;
  readonly expiresAt: EpochSeconds;
  readonly lastUsedAt: EpochSeconds | null;
}

/** What a key looks like wherever it is read: its prefix, and 256 bits as base64url. */
export const apiKeyPrefix = 'ghk_';

const header = new RegExp(`^Gatehouse-Key +(${apiKeyPrefix}[\\w-]{43}) *$`, 'i');

/** Reads a key from an `Authorization` header. Its own scheme only: never `Bearer`, which is the viewers' (A1-70). */
export function readApiKey(authorization: string): string | null {
  return header.exec(authorization)?.[1] ?? null;
}

/** A key with its user as they are now: never a disabled one. */
export interface LiveApiKey {
  readonly key: ApiKey;
  readonly user: User;
}

/** True for what lies below the key's folder, and for the folder itself. */
export function isInKeyFolder(key: Pick<ApiKey, 'folder'>, path: string): boolean {
  return key.folder === '' || path === key.folder || path.startsWith(`${key.folder}/`);
}
