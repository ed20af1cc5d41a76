import type { Json } from './agent.js';

/** The 1.0 services of an info.json or image service. */
export function auth1Services(document: Json): Json[] {
  const services = (document.service ?? []) as Json[];
  return services.filter((service) => String(service.profile).startsWith('http://iiif.io/api/auth/1/'));
}
