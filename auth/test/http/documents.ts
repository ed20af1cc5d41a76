/** The 1.0 services of an info.json or image service. */
export function auth1Services(document: any): any[] {
  const services = (document.service ?? []) as any[];
  return services.filter((service) => String(service.profile).startsWith('http://iiif.io/api/auth/1/'));
}
