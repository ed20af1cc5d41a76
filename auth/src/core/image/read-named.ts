import { parseAddress } from './address.js';
import { parseIdentifier, toImagePath, type ImagePath } from './image-path.js';
import { err, ok, type Result } from '../result.js';

/** What a URL or identifier speaks of. */
export interface Named {
  readonly path: ImagePath | '';
  readonly kind: 'image' | 'file' | 'folder';
  readonly tier: string | null;
}

const scheme = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i;
const viewer = /^\/view\/?\?(.*)$/s;
const probe = /^\/iiif-auth2\/probe\/(service|image|file)\/([^?]*)/s;

/** Name of the host of an authority or URL, without user and port; small letters. */
function hostOf(authority: string): string {
  return authority
    .replace(scheme, '$1')
    .replace(/^.*@/s, '')
    .replace(/:\d*$/, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

/** The raw request target of a URL; never through a URL parser, which would repair it. */
function targetOf(url: string): string {
  const rest = url.replace(scheme, '').replace(/#.*$/s, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** A probe is asked about one image or file. */
function readProbe([, kind, rest]: RegExpExecArray): Result<Named, string> {
  const path = parseIdentifier(rest ?? '');
  if (!path.ok) return err(`This address of a probe names no image: ${path.error.message}.`);
  return ok({ path: path.value, kind: kind === 'file' ? 'file' : 'image', tier: null });
}

function readIiif(target: string): Result<Named, string> {
  const address = parseAddress(target);
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

/**
 * Understands a URL of this site (of an image, manifest, collection, file or probe, or of the hosted viewer with a manifest),
 * such a path alone, an identifier, or a file's name below the image folder.
 * @param publicUrl this installation's own: an address of another host says nothing about the rules here
 */
export function readNamed(text: string, publicUrl: string): Result<Named, string> {
  const authority = scheme.exec(text)?.[1];
  if (authority === undefined && !text.startsWith('/')) {
    const path = parseIdentifier(text);
    const plain = path.ok ? path : toImagePath(text);
    return plain.ok
      ? ok({ path: plain.value, kind: 'image', tier: null })
      : err(`This is no identifier: ${plain.error.message}.`);
  }
  if (authority !== undefined && hostOf(authority) !== hostOf(publicUrl))
    return err(
      `This address belongs to another host, ${JSON.stringify(hostOf(authority))}: rules here say nothing about it. Ours begin with ${publicUrl}.`,
    );
  const target = targetOf(text);
  const shown = viewer.exec(target);
  if (shown !== null) {
    const manifest = new URLSearchParams(shown[1]).get('manifest') ?? '';
    // Never a viewer in a viewer: whatever is shown is one document.
    return manifest === '' || viewer.test(targetOf(manifest))
      ? err(
          'This address of the viewer names no manifest. Paste the address of the image or manifest itself.',
        )
      : readNamed(manifest, publicUrl);
  }
  const probed = probe.exec(target);
  return probed === null ? readIiif(target) : readProbe(probed);
}
