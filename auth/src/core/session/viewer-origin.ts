import type { Brand } from '../brand.js';

/** An http(s) origin as browsers write it: scheme, host, port if not the default; no slash at the end. */
export type ViewerOrigin = Brand<string, 'ViewerOrigin'>;

const label = '[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?';
const shape = new RegExp(
  `^(https?)://((?:${label}\\.)*${label}|\\[[0-9a-f:.]{2,45}\\])(?::([1-9][0-9]{0,4}))?/?$`,
);

/**
 * Reads the `origin` that a viewer sends (A1-30, A1-4G): a bare http(s) origin, with or without one slash at the
 * end. Null for everything else: `*`, `null`, lists, paths, user names, other schemes, over 300 characters.
 */
export function parseViewerOrigin(text: string): ViewerOrigin | null {
  if (text.length > 300) return null;
  const match = shape.exec(text.toLowerCase());
  if (match === null) return null;
  const [, scheme = '', host = '', port] = match;
  if (port !== undefined && Number(port) > 65_535) return null;
  const isDefault = port === undefined || (scheme === 'https' ? port === '443' : port === '80');
  return `${scheme}://${host}${isDefault ? '' : `:${port}`}` as ViewerOrigin;
}
