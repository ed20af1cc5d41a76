import type { Brand } from '../brand.js';
import { ok, type Result } from '../result.js';
import { encodePath } from './encode-path.js';
import {
  checkName,
  decodeSegment,
  isRawInSegment,
  type PathProblem,
  pathProblem,
  utf8Length,
} from './path-segment.js';

/** The exact name of a file below the image folder: decoded, segments joined with `/`, no slash at either end. */
export type ImagePath = Brand<string, 'ImagePath'>;

/** Bytes of UTF-8, separators included. */
const longestPath = 1024;

/** Separators as they stand in an address. `%21` is none: it is a `!` inside a name. */
const separator = /!|\/|%2f/i;

/** Judges each segment by `take` and joins what comes out. */
function joinSegments(
  segments: readonly string[],
  take: (segment: string) => Result<string, PathProblem>,
): Result<ImagePath, PathProblem> {
  const names: string[] = [];
  for (const segment of segments) {
    const name = take(segment);
    if (!name.ok) return name;
    names.push(name.value);
  }
  const path = names.join('/');
  return utf8Length(path) > longestPath ? pathProblem('path_too_long') : ok(path as ImagePath);
}

/**
 * Takes an identifier as it stands in the address (contract 3): split at `!`, `/` and `%2F` first, then decoded once.
 * Refuses whatever is not the one plain spelling of a name; nothing is normalised, bytes are exact.
 */
export function parseIdentifier(raw: string): Result<ImagePath, PathProblem> {
  // An escape is three characters per byte: longer texts can't be a path, and need not be looked at.
  if (raw.length > 3 * longestPath) return pathProblem('path_too_long');
  return joinSegments(raw.split(separator), decodeSegment);
}

/**
 * Takes a name met on disk, relative to the image folder. Refuses what `parseIdentifier` would refuse, so that
 * whatever is in the index can be asked for, and nothing else.
 */
export function toImagePath(relative: string): Result<ImagePath, PathProblem> {
  return joinSegments(relative.split('/'), checkName);
}

/** The published identifier (contract 3): `estates!miller!001.jp2`, encoded only where RFC 3986 needs it. */
export function formatIdentifier(path: ImagePath): string {
  return encodePath(path, (character) => character !== '!' && isRawInSegment(character));
}

/** The folder that a path lies in directly; '' is the root. */
export function folderOf(path: ImagePath): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
