import type { JsonObject } from './auth1-services.js';
import { aboutProperties2, folderProperties2, plainText } from './about-properties.js';
import type { Description } from './folder-description.js';
import type { CanvasParts, ManifestParts, RenderingParts } from './manifest3.js';
import { bodyEdge, imageUrl, scaled, thumbnailEdge } from './manifest3.js';

export const presentation2 = 'http://iiif.io/api/presentation/2/context.json';

/** A1-14: an auth service is told in full once, and by its address wherever the very same comes again. */
type Mention = (service: JsonObject) => JsonObject | string;

function createMention(): Mention {
  const told = new Map<string, string>();
  return (service) => {
    const id = String(service['@id']);
    const full = JSON.stringify(service);
    if (told.get(id) === full) return id;
    told.set(id, full);
    return service;
  };
}

function serviceOf(canvas: CanvasParts, mention: Mention): JsonObject {
  const auth = canvas.auth.map(mention);
  return {
    '@context': 'http://iiif.io/api/image/2/context.json',
    '@id': canvas.service,
    profile: 'http://iiif.io/api/image/2/level2.json',
    ...(auth.length === 0 ? {} : { service: auth.length === 1 ? auth[0] : auth }),
  };
}

function resourceOf(canvas: CanvasParts, mention: Mention): JsonObject {
  if (canvas.picture !== null)
    return {
      '@id': canvas.picture,
      '@type': 'dctypes:Image',
      format: 'image/svg+xml',
      width: canvas.width,
      height: canvas.height,
    };
  const size = scaled(canvas, bodyEdge);
  return {
    '@id': imageUrl(canvas, size.width, size.height),
    '@type': 'dctypes:Image',
    format: 'image/jpeg',
    ...size,
    service: serviceOf(canvas, mention),
  };
}

function thumbnailOf(canvas: CanvasParts | null): JsonObject {
  if (canvas?.thumbnail !== true) return {};
  const { width, height } = scaled(canvas, thumbnailEdge);
  const service = serviceOf({ ...canvas, auth: [] }, (whole) => whole);
  return { thumbnail: { '@id': imageUrl(canvas, width, height), service } };
}

function renderingsOf(files: readonly RenderingParts[], language: string): JsonObject {
  if (files.length === 0) return {};
  const rendering = files.map(({ id, format, label }) => ({
    '@id': id,
    format,
    label: plainText(label, language),
  }));
  return { rendering: rendering.length === 1 ? rendering[0] : rendering };
}

function summaryOf({ summary }: Description, language: string): JsonObject {
  return summary === null ? {} : { description: plainText(summary, language) };
}

function buildCanvas(
  manifestId: string,
  canvas: CanvasParts,
  number: number,
  language: string,
  mention: Mention,
): JsonObject {
  const id = `${manifestId}/canvas/${number}`;
  return {
    '@id': id,
    '@type': 'sc:Canvas',
    label: plainText(canvas.label, language),
    width: canvas.width,
    height: canvas.height,
    ...summaryOf(canvas.about, language),
    ...aboutProperties2(canvas.about),
    ...thumbnailOf(canvas),
    ...renderingsOf(canvas.rendering, language),
    images: [
      {
        '@id': `${id}/painting`,
        '@type': 'oa:Annotation',
        motivation: 'sc:painting',
        on: id,
        resource: resourceOf(canvas, mention),
      },
    ],
  };
}

/**
 * The same folder as a Presentation 2.1 manifest (2.1 §5): one sequence, services of Authentication 1.0 only.
 * @param language of the plain strings
 */
export function buildManifest2(parts: ManifestParts, language: string): JsonObject {
  const mention = createMention();
  return {
    '@context': presentation2,
    '@id': parts.id,
    '@type': 'sc:Manifest',
    label: plainText(parts.label, language),
    ...summaryOf(parts.about, language),
    ...folderProperties2(parts.about),
    ...thumbnailOf(parts.cover),
    ...renderingsOf(parts.rendering, language),
    sequences: [
      {
        '@id': `${parts.id}/sequence/normal`,
        '@type': 'sc:Sequence',
        canvases: parts.canvases.map((canvas, index) =>
          buildCanvas(parts.id, canvas, index + 1, language, mention),
        ),
      },
    ],
  };
}
