import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { unpackViewers, viewerFolder, type ViewerName, viewers } from '../viewers/unpack-viewers.js';
import { vaultFolder } from '../viewers/build-vault.js';
import { folders, ports, type ViewerPlace, viewerOrigins } from './settings.js';
import { viewerCertificate } from './viewer-certificate.js';

/** What a page may be asked for. */
export type ViewerPageName = ViewerName | 'auth1' | 'auth2' | 'vault' | 'listener';

export interface ViewerSite {
  /** The address of a viewer's page; `parameters` become its query. */
  page(place: ViewerPlace, viewer: ViewerPageName, parameters?: Record<string, string>): string;
  close(): Promise<void>;
}

const pages = join(folders.repository, 'e2e', 'viewers', 'pages');

/** Which page of ours shows a viewer; clients of our own are a page and nothing else. */
const pageOf: Readonly<Record<ViewerPageName, string>> = {
  mirador3: 'mirador.html',
  mirador4: 'mirador.html',
  uv: 'uv.html',
  clover: 'clover.html',
  openseadragon: 'openseadragon.html',
  auth1: 'auth1-client.html',
  auth2: 'auth2-client.html',
  vault: 'vault.html',
  listener: 'listener.html',
};

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  png: 'image/png',
};

/** `/{viewer}/index.html` is our page, `/{viewer}/program/…` the package's own file. */
function fileFor(path: string): { file: string; type: string } | null {
  const [, name = '', first = '', ...rest] = path.split('/');
  if (!Object.hasOwn(pageOf, name) || rest.includes('..')) return null;
  const viewer = name as ViewerPageName;
  const type = types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  if (first === 'index.html') return { file: join(pages, pageOf[viewer]), type };
  if (first !== 'program') return null;
  if (viewer === 'vault') return { file: join(vaultFolder, ...rest), type };
  return viewer in viewers ? { file: join(viewerFolder(viewer as ViewerName), ...rest), type } : null;
}

/** Serves the viewer pages on every viewer origin (one port; Chromium maps the names to 127.0.0.1). */
export async function startViewerSite(names: readonly ViewerName[] = ['mirador3', 'mirador4']): Promise<ViewerSite> {
  await unpackViewers(names);
  const server = createServer({ ...(await viewerCertificate()) }, (request, response) => {
    const found = fileFor(new URL(request.url ?? '/', 'https://viewer.test').pathname);
    if (found === null || !existsSync(found.file) || !statSync(found.file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': found.type }).end(readFileSync(found.file));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(ports.viewer, '127.0.0.1', resolve);
  });
  return {
    page: (place, viewer, parameters = {}) =>
      `${viewerOrigins[place]}/${viewer}/index.html?${new URLSearchParams(parameters).toString()}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
