import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { unpackViewers, viewerFolder, type ViewerName } from '../viewers/unpack-viewers.js';
import { folders, ports, type ViewerPlace, viewerOrigins } from './settings.js';
import { viewerCertificate } from './viewer-certificate.js';

export interface ViewerSite {
  /** The address of a viewer's page; `parameters` become its query. */
  page(place: ViewerPlace, viewer: ViewerName | 'listener', parameters?: Record<string, string>): string;
  close(): Promise<void>;
}

const pages = join(folders.repository, 'e2e', 'viewers');

function fileFor(path: string): { file: string; type: string } | null {
  const match = /^\/(mirador3|mirador4|listener)\/(index\.html|mirador\.min\.js)$/.exec(path);
  const viewer = match?.[1];
  if (viewer === undefined) return null;
  if (match?.[2] === 'index.html') {
    const page = viewer === 'listener' ? 'listener.html' : 'mirador.html';
    return { file: join(pages, page), type: 'text/html; charset=utf-8' };
  }
  if (viewer === 'listener') return null;
  return { file: join(viewerFolder(viewer as ViewerName), 'mirador.min.js'), type: 'text/javascript' };
}

/** Serves the viewer pages on every viewer origin (one port; Chromium maps the names to 127.0.0.1). */
export async function startViewerSite(): Promise<ViewerSite> {
  await unpackViewers();
  const server = createServer({ ...(await viewerCertificate()) }, (request, response) => {
    const found = fileFor(new URL(request.url ?? '/', 'https://viewer.test').pathname);
    if (found === null || !existsSync(found.file)) {
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
