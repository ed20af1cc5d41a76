import type { JsonObject } from './auth1-services.js';
import { type JsonSpan, spanJson } from './json-spans.js';

/** What an author's document speaks of: an image service, or something that is shown or offered for download. */
export type Mentioned = 'image-service' | 'resource';

/** The auth services of one of our addresses; null: not one of ours, or it takes none. */
export type ServicesOf = (id: string, mentioned: Mentioned) => readonly JsonObject[] | null;

/** Keys under which a resource stands that people are shown or can download: nothing is added to thumbnails and links. */
const resourceKeys = new Set(['body', 'resource', 'rendering', 'items', 'default', 'item']);

interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** The author's own services stay as they are; ours come after the last member. */
function insertInto(span: JsonSpan, mentioned: Mentioned, servicesOf: ServicesOf): readonly Insertion[] {
  if (span.kind !== 'object' || span.members.some(({ key }) => key === 'service')) return [];
  const id = span.members.find(({ key }) => key === '@id' || key === 'id')?.value;
  const services = id?.kind === 'string' ? servicesOf(id.text, mentioned) : null;
  const last = span.members.at(-1);
  if (services === null || services.length === 0 || last === undefined) return [];
  return [{ at: last.value.end, text: `, "service": ${JSON.stringify(services)}` }];
}

function parts(span: JsonSpan): readonly JsonSpan[] {
  return span.kind === 'array' ? span.items : [span];
}

function findInsertions(span: JsonSpan, servicesOf: ServicesOf): readonly Insertion[] {
  if (span.kind === 'array') return span.items.flatMap((item) => findInsertions(item, servicesOf));
  if (span.kind !== 'object') return [];
  return span.members.flatMap(({ key, value }) => {
    if (key === 'service') return parts(value).flatMap((one) => insertInto(one, 'image-service', servicesOf));
    const inside = findInsertions(value, servicesOf);
    if (!resourceKeys.has(key)) return inside;
    return [...inside, ...parts(value).flatMap((one) => insertInto(one, 'resource', servicesOf))];
  });
}

/**
 * The text of a hand-made manifest (Presentation 2 or 3) with auth services written into those image services and
 * files that are ours, wherever they stand; every other byte stays (A1-13, contract 3).
 * @param text what `JSON.parse` takes
 * @returns null where the document is nested deeper than any manifest
 */
export function decorateManifest(text: string, servicesOf: ServicesOf): string | null {
  const span = spanJson(text);
  if (span === null) return null;
  let done = 0;
  let whole = '';
  for (const { at, text: added } of findInsertions(span, servicesOf).toSorted((a, b) => a.at - b.at)) {
    whole += text.slice(done, at) + added;
    done = at;
  }
  return whole + text.slice(done);
}
