import type { Context } from 'koa';
import type { Address } from '../../core/image/address.js';
import type { Decision } from '../../core/policy/decision.js';
import type { EpochSeconds } from '../../core/time.js';
import { readByteRange } from '../byte-range.js';
import { contentDisposition, type FileType, fileType, isPlaylist } from '../file-types.js';
import { closedProblem } from '../closed-problem.js';
import { answerProblem } from '../middleware/errors.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import { HttpProblem } from '../problem.js';
import { judgeFile } from '../judge-file.js';
import { isNavigation, navigationHeaders } from '../navigation.js';
import { contentVisitor, readCredentials } from '../visitor.js';
import type { OriginalFile, WebDeps } from '../web-deps.js';
import type { InfoDeps } from './info.js';
import { toSignIn } from './refused-image.js';

export type FileDeps = InfoDeps & Pick<WebDeps, 'files'>;
type FileAddress = Extract<Address, { kind: 'file' }>;

const longestPublicSeconds = 300;

function noSuchFile(): HttpProblem {
  return new HttpProblem(404, 'unknown_file', 'there is no such file here');
}

/** As pixels are kept (contract 3): open files by anyone for a while, others by the browser, which asks each time. */
function cacheControl(decision: Decision, now: EpochSeconds): string {
  if (!decision.open) return 'private, no-cache';
  const left = decision.nextChange === null ? longestPublicSeconds : Math.floor(decision.nextChange - now);
  return `public, max-age=${Math.max(0, Math.min(longestPublicSeconds, left))}`;
}

/** The administrator's own viewers may load with the visitor's cookie (contract 3); all others without. */
function allowViewer(ctx: Context, deps: FileDeps): void {
  const origin = ctx.get('Origin');
  if (!(deps.config.viewerOrigins as readonly string[]).includes(origin)) return;
  ctx.set('Access-Control-Allow-Origin', origin);
  ctx.set('Access-Control-Allow-Credentials', 'true');
}

function describe(ctx: Context, name: string, kind: FileType, file: OriginalFile): void {
  ctx.set({
    'Accept-Ranges': 'bytes',
    'Content-Disposition': contentDisposition(name, kind),
    ETag: `"${file.version}"`,
    'Last-Modified': file.modified.toUTCString(),
    'Access-Control-Expose-Headers': 'Accept-Ranges, Content-Range, Content-Disposition, ETag',
    Vary: 'Origin, Cookie, Authorization',
  });
  // Not for documents, sound and video: browsers' own players don't work in a sandbox.
  if (kind.runs) ctx.set('Content-Security-Policy', "sandbox; default-src 'none'");
}

/** The range that counts: none for HEAD, and none where `If-Range` names another version of the file (RFC 9110 §13.1.5). */
function rangeOf(ctx: Context, size: number): ReturnType<typeof readByteRange> {
  const condition = ctx.get('If-Range');
  const same =
    condition === '' ||
    condition === ctx.response.get('ETag') ||
    condition === ctx.response.get('Last-Modified');
  return ctx.method === 'GET' && same ? readByteRange(ctx.get('Range'), size) : 'whole';
}

/** @returns whether the file is still being read */
function sendBytes(ctx: Context, kind: FileType, file: OriginalFile): boolean {
  const { size } = file;
  ctx.status = 200;
  if (ctx.fresh) {
    ctx.status = 304;
    return false;
  }
  const range = rangeOf(ctx, size);
  if (range === 'unsatisfiable') {
    answerProblem(ctx, new HttpProblem(416, 'no_such_range', 'the file is shorter; ask for bytes within it'));
    ctx.set('Content-Range', `bytes */${size}`);
    return false;
  }
  const { first, last } = range === 'whole' ? { first: 0, last: size - 1 } : range;
  const streams = ctx.method === 'GET' && size > 0;
  ctx.body = streams ? file.read(first, last) : '';
  if (range !== 'whole') {
    ctx.status = 206;
    ctx.set('Content-Range', `bytes ${first}-${last}/${size}`);
  }
  ctx.set('Content-Type', kind.type);
  ctx.length = last - first + 1;
  return streams;
}

async function refuse(ctx: Context, deps: FileDeps, decision: Decision): Promise<void> {
  ctx.vary(navigationHeaders);
  if (!decision.couldHelp) throw await closedProblem(ctx, deps, 'file', decision);
  if (isNavigation(ctx)) {
    toSignIn(ctx, deps, decision);
    return;
  }
  ctx.status = 401;
  ctx.set('WWW-Authenticate', 'Bearer realm="files"');
  ctx.type = 'text/plain';
  ctx.body = '';
}

/**
 * `/iiif/files/…`: a file as it lies on disk, for whoever has `full`; there is no lesser version of it. Statuses are
 * those of pixels (contract 5), and a token opens nothing (A2-06).
 */
export async function answerFile(ctx: Context, deps: FileDeps, address: FileAddress): Promise<void> {
  applyHeaderProfile(ctx, 'description');
  const { path } = address;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const kind = fileType(name);
  if (isPlaylist(name) && /!|%2f/i.test(address.identifier)) {
    // Before any decision, and whether or not it exists.
    ctx.redirect(deps.links.fileWithSlashes(path));
    ctx.body = '';
    ctx.set('Cache-Control', 'no-store');
    return;
  }
  const visitor = await contentVisitor(deps, readCredentials(ctx.req.headers), path);
  const judged = kind === null ? null : await judgeFile(deps, path, visitor);
  if (kind === null || judged === null) throw noSuchFile();
  const { file, decision, allowed } = judged;
  let streams = false;
  try {
    if (allowed) {
      describe(ctx, name, kind, file);
      ctx.set('Cache-Control', cacheControl(decision, deps.clock()));
      allowViewer(ctx, deps);
      streams = sendBytes(ctx, kind, file);
    } else await refuse(ctx, deps, decision);
  } finally {
    if (!streams) await file.close();
  }
}
