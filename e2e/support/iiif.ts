import assert from 'node:assert/strict';
import type { Answer } from './http-client.js';
import { archive } from './settings.js';

/** The documents of the protocols as far as the tests read them. */
export interface AuthService {
  readonly '@context'?: string;
  readonly '@id'?: string;
  readonly '@type'?: string;
  readonly profile?: string;
  readonly type?: string;
  readonly label?: string;
  readonly header?: string;
  readonly description?: string;
  readonly confirmLabel?: string;
  readonly service?: readonly AuthService[];
}

export interface InfoJson {
  readonly '@context': string;
  readonly '@id': string;
  readonly protocol: string;
  readonly width: number;
  readonly height: number;
  readonly profile: readonly unknown[];
  readonly sizes?: readonly { width: number; height: number }[];
  readonly tiles?: readonly { width: number; height?: number; scaleFactors: number[] }[];
  readonly service?: readonly AuthService[];
}

export const auth1 = (name: 'login' | 'token' | 'logout'): string => `http://iiif.io/api/auth/1/${name}`;

export const base = (id: string): string => `/iiif/images/${id}`;
export const infoPath = (id: string): string => `${base(id)}/info.json`;
/** The tile at a column and row of the finest level; its region is what `tileRegion` says. */
export const tilePath = (id: string, region: readonly number[], width: number): string =>
  `${base(id)}/${region.join(',')}/${width},/0/default.jpg`;

export function infoOf(answer: Answer): InfoJson {
  assert.match(answer.header('content-type'), /^application\/(ld\+)?json\b/);
  return answer.json() as InfoJson;
}

/** The login service of a description with its token and logout services; fails where one is missing. */
export function loginServices(info: InfoJson): {
  login: AuthService;
  token: AuthService;
  logout: AuthService;
} {
  const login = info.service?.find(({ profile }) => profile === auth1('login'));
  assert.ok(login, 'there is a login service');
  const nested = (name: 'token' | 'logout'): AuthService => {
    const found = login.service?.find(({ profile }) => profile === auth1(name));
    assert.ok(found, `there is a ${name} service`);
    return found;
  };
  return { login, token: nested('token'), logout: nested('logout') };
}

/** A service's address as a path of the archive. */
export function pathOf(service: AuthService): string {
  const address = service['@id'] ?? '';
  assert.ok(address.startsWith(`${archive.origin}/`), `on the archive's own origin: ${address}`);
  assert.ok(!address.includes('?'), `no query, since viewers append one: ${address}`);
  return address.slice(archive.origin.length);
}

/** [A1-80] [A1-82] Readable from any site, without credentials. */
export function assertOpenToScripts(answer: Answer, what: string): void {
  assert.equal(answer.header('access-control-allow-origin'), '*', `${what}: readable from any site`);
  assert.equal(answer.header('access-control-allow-credentials'), '', `${what}: no credentials`);
}

/** No browser and no proxy may keep it. */
export function assertNotStored(answer: Answer, what: string): void {
  assert.match(answer.header('cache-control'), /\bno-store\b/, `${what}: no-store`);
}
