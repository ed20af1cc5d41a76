import type { Result } from '../result.js';
import { encodePath } from './encode-path.js';
import { type ImagePath, parseIdentifier } from './image-path.js';
import { isUnreserved, type PathProblem, pathProblem } from './path-segment.js';

/** The identifier as nginx and the gateway pass it on: nothing but `A-Za-z0-9-._~` is raw. */
export function formatGatewayImage(path: ImagePath): string {
  return encodePath(path, isUnreserved);
}

/** Takes what `formatGatewayImage` writes, and no other spelling of it. */
export function parseGatewayImage(raw: string): Result<ImagePath, PathProblem> {
  const path = parseIdentifier(raw);
  return path.ok && formatGatewayImage(path.value) !== raw ? pathProblem('not_canonical') : path;
}
