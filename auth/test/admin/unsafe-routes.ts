import { accountRoutes } from '../../src/admin/account/account-routes.js';
import { adminRoutes } from '../../src/admin/admin-routes.js';
import type { Form } from '../../src/admin/admin-request.js';
import { createAdminRouter } from '../../src/admin/router.js';
import { createPublicRouter } from '../../src/http/public-router.js';

/** A route that takes forms. */
export interface UnsafeRoute {
  /** As the router has it. */
  readonly route: string;
  /** With its parts filled in. */
  readonly path: string;
  /** `open`: for people who are not signed in to the account pages. */
  readonly part: 'administration' | 'account' | 'open';
  readonly isSensitive: (form: Form) => boolean;
}

const samples: Readonly<Record<string, string>> = {
  number: '1',
  id: '00000000-0000-4000-8000-000000000000',
  secret: 'nothing',
};

/** What there is of each kind that an address names. */
const names: Readonly<Record<string, string>> = {
  groups: 'staff',
  agree: 'terms',
  agreements: 'terms',
  tiers: 'preview',
  places: 'reading-room',
};

function fillIn(route: string): string {
  const kind = Object.keys(names).find((one) => route.includes(`/${one}/`));
  return route
    .replace('{:folder}', 'open')
    .replace(/:(\w+)/g, (_, part: string) => samples[part] ?? names[kind ?? ''] ?? 'marek');
}

/** Handlers are made, never called: no setting of the app is needed to know where it listens. */
// oxlint-disable-next-line typescript/no-explicit-any -- stands for anything a handler is made with
const nothing: any = new Proxy(() => undefined, {
  get: (_, name) => (typeof name === 'symbol' ? () => '' : nothing),
  apply: () => nothing,
});

/** Every address that takes a form, from the routers themselves: a new one can't be forgotten. */
export function listUnsafeRoutes(): readonly UnsafeRoute[] {
  const layers = [...createAdminRouter(nothing).stack, ...createPublicRouter(nothing, nothing).stack];
  const tables = [
    ...adminRoutes.map((route) => ({ part: 'administration' as const, prefix: '/auth/admin', ...route })),
    ...accountRoutes.map((route) => ({ part: 'account' as const, prefix: '/account', ...route })),
  ].filter(({ method }) => method !== 'GET');
  return layers.flatMap(({ methods, path }) => {
    if (!methods.some((method) => method !== 'GET' && method !== 'HEAD')) return [];
    const route = String(path);
    const known = tables.find(({ prefix, path: below }) => `${prefix}${below}` === route);
    return [
      {
        route,
        path: fillIn(route),
        part: known?.part ?? 'open',
        isSensitive: known?.isSensitive ?? (() => false),
      },
    ];
  });
}

/** Fields that most forms take, so that a request would do something if it were let through. */
export const plausible: Readonly<Record<string, string>> = {
  administrator: 'yes',
  sure: 'yes',
  op: 'template',
  template: 'open',
  confirm: 'yes',
  based_on: '1',
  choice: 'continue',
  display_name: 'Somebody else',
  username: 'marek',
  password: 'another password 5uwz',
  repeat: 'another password 5uwz',
  name: 'made-by-refused-request',
  user: 'marek',
  folder: '/',
  folders: '/',
  auditor: 'yes',
  expires: '90d',
  days: '90',
  required: 'yes',
  accept: 'yes',
  text: 'version: 1\n',
};

/** Cookies that sign somebody in, set by an answer. */
export const signsIn = (lines: readonly string[]): boolean =>
  lines.some(
    (line) => /^__Host-gatehouse(?:-account)?=[^;]/.test(line) && !/expires=Thu, 01 Jan 1970/i.test(line),
  );
