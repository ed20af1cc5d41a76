import type { JsonObject } from './auth1-services.js';
import { auth2Context } from './auth2-services.js';
import { aboutProperties3, folderProperties3 } from './about-properties.js';
import type { Description, FolderDescription } from './folder-description.js';
import type { LanguageMap } from './language-map.js';

/** A file to be had beside what is shown (3.0 §3.1, `rendering`). */
export interface RenderingParts {
  readonly id: string;
  readonly type: 'Text' | 'Image' | 'Sound' | 'Video' | 'Dataset' | 'Model';
  readonly label: LanguageMap;
  /** Media type. */
  readonly format: string;
  /** The file's own probe; empty where it is open. */
  readonly probe: readonly JsonObject[];
}

/** Sound or film that a canvas plays. */
export interface MediumParts {
  readonly id: string;
  readonly type: 'Sound' | 'Video';
  readonly format: string;
  /** Seconds. */
  readonly duration: number;
}

/** One page of a folder's manifest. */
export interface CanvasParts {
  /** Base URI of the one image service of its body. */
  readonly service: string;
  readonly serviceType: 'ImageService2' | 'ImageService3';
  readonly width: number;
  readonly height: number;
  readonly label: LanguageMap;
  readonly about: Description;
  /** What is played instead of a picture; sound has no width and height. */
  readonly medium: MediumParts | null;
  /** Files of this page alone. */
  readonly rendering: readonly RenderingParts[];
  /** Auth services, inside the image service as a hint for viewers (A1-13); `info.json` decides. */
  readonly auth: readonly JsonObject[];
  /** The probe of the body itself, beside its image service (A2-05, A2-09); empty on open images. */
  readonly probe: readonly JsonObject[];
  /** Address of a picture that stands for the canvas, where it has no image service; else null. */
  readonly picture: string | null;
  /** False: a thumbnail would be refused to this visitor. */
  readonly thumbnail: boolean;
}

export interface ManifestParts {
  readonly id: string;
  readonly label: LanguageMap;
  readonly about: FolderDescription;
  /** The canvas whose thumbnail stands for the whole; null: none may be told of. */
  readonly cover: CanvasParts | null;
  readonly rendering: readonly RenderingParts[];
  readonly canvases: readonly CanvasParts[];
}

export const presentation3 = 'http://iiif.io/api/presentation/3/context.json';

/** Long edge of the picture that a body names, in pixels: a size viewers show before tiles come. */
export const bodyEdge = 1_200;
export const thumbnailEdge = 200;

/** The size of a canvas's picture whose long edge is at most `edge` pixels. */
export function scaled(
  canvas: CanvasParts,
  edge: number,
): { readonly width: number; readonly height: number } {
  const factor = Math.min(1, edge / Math.max(canvas.width, canvas.height));
  const width = Math.max(1, Math.round(canvas.width * factor));
  return { width, height: Math.max(1, Math.round((canvas.height * width) / canvas.width)) };
}

/** The address of the whole image at a size, in the canonical form of its API. */
export function imageUrl(canvas: CanvasParts, width: number, height: number): string {
  const size = canvas.serviceType === 'ImageService2' ? `${width},` : `${width},${height}`;
  return `${canvas.service}/full/${size}/0/default.jpg`;
}

function serviceOf(canvas: CanvasParts, services: readonly JsonObject[]): JsonObject {
  const auth = services.length === 0 ? {} : { service: services };
  return canvas.serviceType === 'ImageService2'
    ? {
        '@id': canvas.service,
        '@type': 'ImageService2',
        profile: 'http://iiif.io/api/image/2/level2.json',
        ...auth,
      }
    : { id: canvas.service, type: 'ImageService3', profile: 'level2', ...auth };
}

/** Sound has no extent on the page. */
function extentOf({ medium, width, height }: CanvasParts): JsonObject {
  const size = medium?.type === 'Sound' ? {} : { width, height };
  return medium === null ? size : { ...size, duration: medium.duration };
}

function bodyOf(canvas: CanvasParts): JsonObject {
  if (canvas.medium !== null) {
    const { id, type, format } = canvas.medium;
    const service = canvas.probe.length === 0 ? {} : { service: canvas.probe };
    return { id, type, format, ...extentOf(canvas), ...service };
  }
  if (canvas.picture !== null)
    return {
      id: canvas.picture,
      type: 'Image',
      format: 'image/svg+xml',
      width: canvas.width,
      height: canvas.height,
    };
  const size = scaled(canvas, bodyEdge);
  return {
    id: imageUrl(canvas, size.width, size.height),
    type: 'Image',
    format: 'image/jpeg',
    ...size,
    service: [serviceOf(canvas, canvas.auth), ...canvas.probe],
  };
}

function renderingsOf(files: readonly RenderingParts[]): JsonObject {
  if (files.length === 0) return {};
  const rendering = files.map(({ probe, ...file }) => ({
    ...file,
    ...(probe.length === 0 ? {} : { service: probe }),
  }));
  return { rendering };
}

/** Named only where this visitor gets it: viewers ask for thumbnails before anyone signs in, and never again (viewers.md 7.13). */
function thumbnailOf(canvas: CanvasParts | null): JsonObject {
  if (canvas?.thumbnail !== true) return {};
  const size = scaled(canvas, thumbnailEdge);
  const id = imageUrl(canvas, size.width, size.height);
  return {
    thumbnail: [{ id, type: 'Image', format: 'image/jpeg', ...size, service: [serviceOf(canvas, [])] }],
  };
}

function buildCanvas(manifestId: string, canvas: CanvasParts, number: number): JsonObject {
  const id = `${manifestId}/canvas/${number}`;
  return {
    id,
    type: 'Canvas',
    label: canvas.label,
    ...extentOf(canvas),
    ...aboutProperties3(canvas.about),
    ...thumbnailOf(canvas),
    ...renderingsOf(canvas.rendering),
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
            body: bodyOf(canvas),
          },
        ],
      },
    ],
  };
}

/** A2-07: the Auth 2 context stands before the presentation's own, where a probe is declared. */
function contextOf(services: readonly JsonObject[]): string | readonly string[] {
  const probed = services.some((service) => service['type'] === 'AuthProbeService2');
  return probed ? [auth2Context, presentation3] : presentation3;
}

/** A folder as a Presentation 3 manifest (3.0 §5.2): one canvas per image, exactly one image service per body, nothing hoisted. */
export function buildManifest3(parts: ManifestParts): JsonObject {
  const files = [...parts.rendering, ...parts.canvases.flatMap(({ rendering }) => rendering)];
  const services = [
    ...parts.canvases.flatMap((canvas) => [...canvas.auth, ...canvas.probe]),
    ...files.flatMap(({ probe }) => probe),
  ];
  return {
    '@context': contextOf(services),
    id: parts.id,
    type: 'Manifest',
    label: parts.label,
    ...folderProperties3(parts.about),
    ...thumbnailOf(parts.cover),
    ...renderingsOf(parts.rendering),
    items: parts.canvases.map((canvas, index) => buildCanvas(parts.id, canvas, index + 1)),
  };
}
