import { parseAddress } from './address.js';
import { parseIdentifier, toImagePath, type ImagePath } from './image-path.js';
import { err, ok, type Result } from '../result.js';

/** What a URL or identifier speaks of. */
export interface Named {
  readonly path: ImagePath | '';
  readonly kind: 'image' | 'file' | 'folder';
  readonly tier: string | null;
}

/** The raw request target of a URL; never through a URL parser, which would repair it. */
function targetOf(url: string): string {
  const rest = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** Understands a URL of this site, a path that begins with `/iiif/`, an identifier, or a file's name below the image folder. */
export function readNamed(text: string): Result<Named, string> {
  if (/^[a-z]+:\/\//i.test(text) || text.startsWith('/')) {
    const address = parseAddress(targetOf(text));
    if (!address.ok)
      return err(`This is no address of an image, manifest, collection or file: ${address.error.message}.`);
    const { value } = address;
    switch (value.kind) {
      case 'image':
      case 'image-base':
      case 'image-info':
        return ok({ path: value.path, kind: 'image', tier: value.tier });
      case 'file':
        return ok({ path: value.path, kind: 'file', tier: null });
      case 'manifest':
      case 'collection':
        return ok({ path: value.path, kind: 'folder', tier: null });
      case 'root-collection':
        return ok({ path: '', kind: 'folder', tier: null });
    }
  }
  const path = parseIdentifier(text);
  const plain = path.ok ? path : toImagePath(text);
  return plain.ok
    ? ok({ path: plain.value, kind: 'image', tier: null })
    : err(`This is no identifier: ${plain.error.message}.`);
}
