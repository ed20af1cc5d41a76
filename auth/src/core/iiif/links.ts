import { formatIdentifier, type ImagePath } from '../image/image-path.js';

/** Every public address that we mint, from the one configured base address. Paths come in as they must appear. */
export interface Links {
  /** `https://host[:port]`, no slash. */
  readonly base: string;
  /** Address of a raw path on this site, e.g. the base URI of an image as it was asked for. */
  readonly at: (path: string) => string;
  readonly imageService: (api: 2 | 3, tier: string | null, identifier: string) => string;
  readonly manifest: (presentation: '2' | '3' | '3-image3', identifier: string) => string;
  readonly file: (identifier: string) => string;
  /** The same with folders as folders, for files whose contents name others beside them. */
  readonly fileWithSlashes: (path: ImagePath) => string;
  readonly collection: (presentation: '2' | '3', identifier: string | null) => string;
  readonly login: (scope?: string) => string;
  readonly token: (scope?: string) => string;
  readonly logout: string;
  readonly access2: (scope: string) => string;
  readonly token2: (scope: string) => string;
  readonly logout2: string;
  readonly probe2: (kind: 'service' | 'image' | 'file', identifier: string) => string;
}

/** Path of an image's base URI: `identifier` is in published (percent-encoded) form. */
export function imageServicePath(api: 2 | 3, tier: string | null, identifier: string): string {
  return `/iiif/${api === 3 ? '3/' : ''}${tier === null ? '' : `tiers/${tier}/`}images/${identifier}`;
}

/** @param base the configured PUBLIC_URL */
export function createLinks(base: string): Links {
  const prefix = { '2': '/iiif/2', '3': '/iiif', '3-image3': '/iiif/3' };
  const scoped = (path: string, scope?: string): string =>
    `${base}${path}${scope === undefined ? '' : `/${scope}`}`;
  return {
    base,
    at: (path) => `${base}${path}`,
    imageService: (api, tier, identifier) => `${base}${imageServicePath(api, tier, identifier)}`,
    manifest: (presentation, identifier) => `${base}${prefix[presentation]}/manifests/${identifier}`,
    file: (identifier) => `${base}/iiif/files/${identifier}`,
    fileWithSlashes: (path) => `${base}/iiif/files/${formatIdentifier(path).replaceAll('!', '/')}`,
    collection: (presentation, identifier) =>
      scoped(`${prefix[presentation]}/collections`, identifier ?? undefined),
    login: (scope) => scoped('/iiif-login', scope),
    token: (scope) => scoped('/iiif-token', scope),
    logout: `${base}/iiif-logout`,
    access2: (scope) => `${base}/iiif-auth2/access/${scope}`,
    token2: (scope) => `${base}/iiif-auth2/token/${scope}`,
    logout2: `${base}/iiif-auth2/logout/session`,
    probe2: (kind, identifier) => `${base}/iiif-auth2/probe/${kind}/${identifier}`,
  };
}
