import type { JsonObject } from './auth1-services.js';

/** Keys of a hand-made manifest that tell nothing but its structure. */
const structural = new Set([
  '@context',
  'id',
  '@id',
  'type',
  '@type',
  'items',
  'sequences',
  'canvases',
  'images',
  'resource',
  'body',
  'target',
  'on',
  'motivation',
  'width',
  'height',
  'duration',
  'format',
  'service',
  'profile',
  'behavior',
  'viewingDirection',
  'viewingHint',
]);

/** What a skeleton is told of its labels. */
export interface SkeletonLabels {
  readonly manifest: JsonObject | string;
  /** By the number of the canvas, from 1. */
  readonly canvas: (number: number) => JsonObject | string;
}

function strip(value: unknown, labels: SkeletonLabels, counter: { canvases: number }): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => strip(item, labels, counter));
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  const type = 'type' in value ? value.type : '@type' in value ? value['@type'] : null;
  if (type === 'Manifest' || type === 'sc:Manifest' || type === 'Collection' || type === 'sc:Collection')
    kept['label'] = labels.manifest;
  if (type === 'Canvas' || type === 'sc:Canvas') {
    counter.canvases += 1;
    kept['label'] = labels.canvas(counter.canvases);
  }
  for (const [key, item] of Object.entries(value))
    if (structural.has(key)) kept[key] = strip(item, labels, counter);
  return kept;
}

/** A hand-made manifest without names and metadata, for visitors who may see nothing of it (contract 5, `skeleton`). */
export function buildSkeleton(manifest: unknown, labels: SkeletonLabels): unknown {
  return strip(manifest, labels, { canvases: 0 });
}
