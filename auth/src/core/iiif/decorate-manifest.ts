import type { JsonObject } from './auth1-services.js';

/** The auth services of one of our image services, by its `id`; null: not one of ours. */
export type ServicesOf = (id: string) => readonly JsonObject[] | null;

function idOf(value: object): string | null {
  const id = '@id' in value ? value['@id'] : 'id' in value ? value.id : null;
  return typeof id === 'string' ? id : null;
}

/** An image service without services of its own gets ours; what the author wrote stays. */
function decorateService(value: unknown, servicesOf: ServicesOf): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => decorateService(item, servicesOf));
  if (typeof value !== 'object' || value === null) return value;
  const id = idOf(value);
  const services = id === null || 'service' in value ? null : servicesOf(id);
  return services === null || services.length === 0 ? value : { ...value, service: services };
}

/**
 * A hand-made manifest (Presentation 2 or 3) with auth services put into the image services that are ours, wherever
 * they stand; nothing else of it changes (A1-13, contract 3).
 */
export function decorateManifest(value: unknown, servicesOf: ServicesOf): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => decorateManifest(item, servicesOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]: [string, unknown]) => [
      key,
      key === 'service' ? decorateService(item, servicesOf) : decorateManifest(item, servicesOf),
    ]),
  );
}
