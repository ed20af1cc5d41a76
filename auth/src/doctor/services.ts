import { idOf, type Json, objectsOf, textOf } from './read-json.js';

/** Addresses of the services that an info.json names; '' for one that is missing. */
export interface Auth1Services {
  readonly pattern: string;
  readonly access: string;
  readonly token: string;
  readonly logout: string;
}

export interface Auth2Services {
  readonly probe: string;
  readonly access: string;
  readonly token: string;
  readonly logout: string;
}

function profileEnds(object: Json, end: string): boolean {
  return textOf(object, 'profile').endsWith(end);
}

/** The first Authentication 1.0 access service of a description; null: it has none. */
export function auth1Services(info: Json): Auth1Services | null {
  const access = objectsOf(info['service']).find((service) =>
    /\/auth\/1\/(?:login|clickthrough|kiosk|external)$/.test(textOf(service, 'profile')),
  );
  if (access === undefined) return null;
  const inner = objectsOf(access['service']);
  return {
    pattern: textOf(access, 'profile').split('/').at(-1) ?? '',
    access: idOf(access),
    token: idOf(inner.find((service) => profileEnds(service, '/auth/1/token'))),
    logout: idOf(inner.find((service) => profileEnds(service, '/auth/1/logout'))),
  };
}

/** The probe service of Authorization Flow 2.0; null: there is none. */
export function auth2Services(info: Json): Auth2Services | null {
  const probe = objectsOf(info['service']).find((service) => service['type'] === 'AuthProbeService2');
  if (probe === undefined) return null;
  const access = objectsOf(probe['service']).find((service) => service['type'] === 'AuthAccessService2');
  const token = objectsOf(access?.['service']).find(
    (service) => service['type'] === 'AuthAccessTokenService2',
  );
  const logout = objectsOf(access?.['service']).find(({ type }) => type === 'AuthLogoutService2');
  return { probe: idOf(probe), access: idOf(access), token: idOf(token), logout: idOf(logout) };
}

/** The path of an address on the target's own site; null: it lies elsewhere, where nothing is asked. */
export function pathOn(origin: string, address: string): string | null {
  if (!address.startsWith(`${origin}/`)) return null;
  return address.slice(origin.length);
}
