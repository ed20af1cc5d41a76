import { fileURLToPath } from 'node:url';

/** Where the end-to-end run happens: names, ports and folders, all movable by environment variables. */

function portFrom(name: string, fallback: number): number {
  const text = process.env[name];
  const port = text === undefined || text === '' ? fallback : Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${name} is not a port: ${text}`);
  return port;
}

const textFrom = (name: string, fallback: string): string => process.env[name] || fallback;
const folder = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export const folders = {
  repository: folder('../../').replace(/\/$/, ''),
  out: folder('../out'),
  /** Made once and kept between runs: viewers, test images, the viewer site's certificate. */
  cache: folder('../node_modules/.cache/gatehouse'),
} as const;

export const ports = {
  https: portFrom('GATEHOUSE_E2E_HTTPS_PORT', 18_443),
  http: portFrom('GATEHOUSE_E2E_HTTP_PORT', 18_080),
  viewer: portFrom('GATEHOUSE_E2E_VIEWER_PORT', 18_444),
} as const;

export const projectName = textFrom('GATEHOUSE_E2E_PROJECT', 'gatehouse-e2e');
export const chromiumPath = textFrom('CHROMIUM', '/usr/bin/chromium');

/** `*.test` names exist only inside Chromium (`--host-resolver-rules`) and in Host headers; everything is 127.0.0.1. */
export const archive = { host: 'archive.test', origin: `https://archive.test:${ports.https}` } as const;

/** Where viewer pages are served from: another registrable domain, and a sibling host of the archive's. */
export const viewerOrigins = {
  otherSite: `https://viewer.test:${ports.viewer}`,
  sameSite: `https://view.archive.test:${ports.viewer}`,
  stranger: `https://stranger.test:${ports.viewer}`,
} as const;

export type ViewerPlace = keyof typeof viewerOrigins;
