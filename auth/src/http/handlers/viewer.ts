import type { Context, Middleware } from 'koa';
import { html } from '../html.js';
import { voiceOf } from '../language.js';
import { HttpProblem } from '../problem.js';
import type { WebDeps } from '../web-deps.js';

// Mirador's styles are made by script (hence 'unsafe-inline' for styles, never for scripts); manifests, images and token
// frames may lie on any https site.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  'img-src https: data: blob:',
  'media-src https: blob:',
  "font-src 'self' data:",
  'connect-src https:',
  'frame-src https:',
  'worker-src blob:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join('; ');

/** Starts the viewer on the manifest that the address names. */
const startScript = `'use strict';
(function () {
  var wanted = new URLSearchParams(window.location.search).get('manifest');
  var windows = [];
  try {
    var address = new URL(wanted, window.location.href);
    if (wanted && address.protocol === 'https:') windows.push({ manifestId: address.href });
  } catch (error) { /* no manifest: an empty workspace */ }
  window.Mirador.viewer({
    id: 'viewer',
    windows: windows,
    window: { allowClose: windows.length === 0, defaultSideBarPanel: 'info', sideBarOpenByDefault: false },
    workspaceControlPanel: { enabled: windows.length === 0 },
    osdConfig: { tileRetryMax: 100, tileRetryDelay: 3000 }
  });
})();
`;

/** `/view/?manifest=…`: Mirador on this very site, where sign-in works whatever the browser does with third-party cookies. */
export function viewerPage(deps: Pick<WebDeps, 'config' | 'look'>): Middleware {
  return (ctx: Context) => {
    const { language, speak } = voiceOf(ctx, deps.config.defaultLanguage);
    // No Cross-Origin-Opener-Policy: the viewer watches its sign-in window close.
    ctx.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'same-origin',
      'Cache-Control': 'no-store',
      'Content-Language': language,
      Vary: 'Accept-Language, Cookie',
    });
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${deps.look().institution}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
</head>
<body>
<div id="viewer"></div>
<noscript>${speak('viewer.noScript')}</noscript>
<script src="/view/mirador.js"></script>
<script src="/view/start.js"></script>
</body>
</html>
`.text;
  };
}

function script(ctx: Context, text: string, cacheControl: string): void {
  ctx.set({
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': cacheControl,
    'X-Content-Type-Options': 'nosniff',
  });
  ctx.body = text;
}

/** The page's own few lines. */
export function viewerStart(): Middleware {
  return (ctx) => {
    script(ctx, startScript, 'public, max-age=300');
  };
}

/** Mirador, unmodified, as its package has it. */
export function viewerScript(deps: Pick<WebDeps, 'viewer'>): Middleware {
  return async (ctx) => {
    const text = await deps.viewer.script();
    if (text === null) throw new HttpProblem(404, 'no_viewer', 'this build comes without the hosted viewer');
    script(ctx, text, 'public, max-age=86400');
  };
}
