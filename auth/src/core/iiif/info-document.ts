import { pictureFormats } from '../image/image-plan.js';
import type { JsonObject } from './auth1-services.js';

/** What an `info.json` is made of. Sizes are pixels of the image (or tier) that this base URI serves. */
export interface InfoParts {
  /** The base URI exactly as it was asked for (A1-67). */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  readonly tiles: readonly {
    readonly width: number;
    readonly height?: number;
    readonly scaleFactors: readonly number[];
  }[];
  readonly limits: { readonly maxWidth: number; readonly maxHeight: number };
  readonly services: readonly JsonObject[];
  /** Why nothing can be seen, for documents that carry no services. */
  readonly notice: string | null;
  /** Viewers of the administrator's own list load tiles with credentials (viewers.md 0.5). */
  readonly credentialedTiles: boolean;
}

const context2 = 'http://iiif.io/api/image/2/context.json';
const context3 = 'http://iiif.io/api/image/3/context.json';
const authContext2 = 'http://iiif.io/api/auth/2/context.json';

/** What the image server can do beyond its level, by the names of each version. Nothing that does not work. */
const supports2 = [
  'baseUriRedirect',
  'cors',
  'jsonldMediaType',
  'mirroring',
  'regionByPct',
  'regionByPx',
  'regionSquare',
  'rotationBy90s',
  'sizeByConfinedWh',
  'sizeByDistortedWh',
  'sizeByH',
  'sizeByPct',
  'sizeByW',
  'sizeByWh',
];
const extraFeatures3 = ['mirroring'];
const qualities = ['color', 'gray', 'bitonal'];

/** Image API 2.1 `info.json` (2.1 §5), status given by Authentication 1.0. */
export function buildInfo2(parts: InfoParts): JsonObject {
  return {
    '@context': context2,
    '@id': parts.id,
    protocol: 'http://iiif.io/api/image',
    width: parts.width,
    height: parts.height,
    sizes: parts.sizes,
    tiles: parts.tiles,
    profile: [
      'http://iiif.io/api/image/2/level2.json',
      { formats: pictureFormats, qualities: ['default', ...qualities], supports: supports2, ...parts.limits },
    ],
    ...(parts.notice === null ? {} : { attribution: parts.notice }),
    ...(parts.credentialedTiles ? { crossOriginPolicy: 'use-credentials' } : {}),
    ...(parts.services.length === 0 ? {} : { service: parts.services }),
  };
}

/** Image API 3.0 `info.json` (3.0 §5); the Auth 2 context stands before the image context (A2-07). */
export function buildInfo3(parts: InfoParts): JsonObject {
  return {
    '@context': parts.services.length === 0 ? context3 : [authContext2, context3],
    id: parts.id,
    type: 'ImageService3',
    protocol: 'http://iiif.io/api/image',
    profile: 'level2',
    width: parts.width,
    height: parts.height,
    ...parts.limits,
    sizes: parts.sizes,
    tiles: parts.tiles,
    extraFormats: ['webp'],
    extraQualities: qualities,
    extraFeatures: extraFeatures3,
    ...(parts.credentialedTiles ? { crossOriginPolicy: 'use-credentials' } : {}),
    ...(parts.services.length === 0 ? {} : { service: parts.services }),
  };
}
