import type { JsonObject } from './auth1-services.js';

/** A text per language, as Presentation 3 wants it. */
export type LanguageMap = Readonly<Record<string, readonly string[]>>;

/** One page of a folder's manifest. */
export interface CanvasParts {
  /** Base URI of the one image service of its body. */
  readonly service: string;
  readonly serviceType: 'ImageService2' | 'ImageService3';
  readonly width: number;
  readonly height: number;
  readonly label: LanguageMap;
  /** Auth services, inside the image service as a hint for viewers (A1-13); `info.json` decides. */
  readonly auth: readonly JsonObject[];
  /** False: a thumbnail would be refused to this visitor. */
  readonly thumbnail: boolean;
}

export interface ManifestParts {
  readonly id: string;
  readonly label: LanguageMap;
  readonly summary: LanguageMap | null;
  readonly canvases: readonly CanvasParts[];
}

const presentation3 = 'http://iiif.io/api/presentation/3/context.json';

/** Long edge of the picture that a body names, in pixels: a size viewers show before tiles come. */
const bodyEdge = 1_200;
const thumbnailEdge = 200;

function scaled(canvas: CanvasParts, edge: number): { readonly width: number; readonly height: number } {
  const factor = Math.min(1, edge / Math.max(canvas.width, canvas.height));
  const width = Math.max(1, Math.round(canvas.width * factor));
  return { width, height: Math.max(1, Math.round((canvas.height * width) / canvas.width)) };
}

function imageUrl(canvas: CanvasParts, width: number, height: number): string {
  const size = canvas.serviceType === 'ImageService2' ? `${width},` : `${width},${height}`;
  return `${canvas.service}/full/${size}/0/default.jpg`;
}

function serviceOf(canvas: CanvasParts): JsonObject {
  const auth = canvas.auth.length === 0 ? {} : { service: canvas.auth };
  return canvas.serviceType === 'ImageService2'
    ? {
        '@id': canvas.service,
        '@type': 'ImageService2',
        profile: 'http://iiif.io/api/image/2/level1.json',
        ...auth,
      }
    : { id: canvas.service, type: 'ImageService3', profile: 'level1', ...auth };
}

function bodyOf(canvas: CanvasParts, edge: number): JsonObject {
  const size = scaled(canvas, edge);
  return {
    id: imageUrl(canvas, size.width, size.height),
    type: 'Image',
    format: 'image/jpeg',
    ...size,
    service: [serviceOf(canvas)],
  };
}

function buildCanvas(manifestId: string, canvas: CanvasParts, number: number): JsonObject {
  const id = `${manifestId}/canvas/${number}`;
  const thumbnail = bodyOf(canvas, thumbnailEdge);
  return {
    id,
    type: 'Canvas',
    label: canvas.label,
    width: canvas.width,
    height: canvas.height,
    ...(canvas.thumbnail ? { thumbnail: [thumbnail] } : {}),
    items: [
      {
        id: `${id}/page`,
        type: 'AnnotationPage',
        items: [
          {
            id: `${id}/painting`,
            type: 'Annotation',
            motivation: 'painting',
            target: id,
            body: bodyOf(canvas, bodyEdge),
          },
        ],
      },
    ],
  };
}

/** A folder as a Presentation 3 manifest (3.0 §5.2): one canvas per image, exactly one image service per body, nothing hoisted. */
export function buildManifest3(parts: ManifestParts): JsonObject {
  return {
    '@context': presentation3,
    id: parts.id,
    type: 'Manifest',
    label: parts.label,
    ...(parts.summary === null ? {} : { summary: parts.summary }),
    items: parts.canvases.map((canvas, index) => buildCanvas(parts.id, canvas, index + 1)),
  };
}
