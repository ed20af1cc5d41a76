import { join } from 'node:path';
import { folders } from './settings.js';

export interface Route {
  readonly method: 'GET' | 'POST';
  /** As the router writes it: `/auth/admin/people/:name`. */
  readonly path: string;
}

interface Layer {
  readonly methods: readonly string[];
  readonly path: string | RegExp;
}

interface Router {
  readonly stack: readonly Layer[];
}

/** Everything that handlers are made with, and nothing of it: routes are listed, never called. */
const nothing: unknown = new Proxy(() => undefined, {
  get: (_target, name): unknown => (name === Symbol.toPrimitive ? () => '' : nothing),
  apply: () => nothing,
});

const source = async (file: string): Promise<Record<string, (...args: unknown[]) => Router>> =>
  (await import(join(folders.repository, 'auth/src', file))) as Record<string, (...args: unknown[]) => Router>;

/** Every route of content, account and administration, from the program's own routers: none can be forgotten. */
export async function listRoutes(): Promise<readonly Route[]> {
  const [account, content] = await Promise.all([
    source('admin/router.ts').then(({ createAdminRouter }) => createAdminRouter?.(nothing)),
    source('http/public-router.ts').then(({ createPublicRouter }) => createPublicRouter?.(nothing, nothing)),
  ]);
  const routes = [...(account?.stack ?? []), ...(content?.stack ?? [])].flatMap(({ methods, path }): Route[] => {
    const method = methods.includes('POST') ? 'POST' : methods.includes('GET') ? 'GET' : null;
    if (method === null || methods.some((one) => !['GET', 'HEAD', 'POST'].includes(one)))
      throw new Error(`${methods.join()} ${String(path)}: tests do not know this method`);
    return [{ method, path: String(path) }];
  });
  if (routes.length < 100) throw new Error(`only ${routes.length} routes were found`);
  return routes;
}
