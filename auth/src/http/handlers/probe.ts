import type { Context, Middleware } from 'koa';
import type { ProbeResult } from '../../core/iiif/auth2-probe.js';
import {
  buildMalformedProbe,
  buildProbeResult,
  buildUnavailableProbe,
  buildUnknownProbe,
} from '../../core/iiif/auth2-probe.js';
import type { ProbeKind } from '../../core/iiif/auth2-services.js';
import { judgeImage } from '../../core/iiif/image-outcome.js';
import { formatIdentifier, type ImagePath, parseIdentifier } from '../../core/image/image-path.js';
import type { Visitor } from '../../core/policy/visitor.js';
import { fileType } from '../file-types.js';
import { judgeFile } from '../judge-file.js';
import type { JudgedImage } from '../judge-request.js';
import { judgeImageFor } from '../judge-request.js';
import { applyHeaderProfile } from '../middleware/header-profiles.js';
import { refusalVoices } from '../refusal-voices.js';
import { probeVisitor, readCredentials } from '../visitor.js';
import type { WebDeps } from '../web-deps.js';
import type { InfoDeps } from './info.js';

type ProbeDeps = InfoDeps & Pick<WebDeps, 'observe' | 'files'>;

const prefix = '/iiif-auth2/probe/';
const shape = /^\/iiif-auth2\/probe\/(service|image|file)\/([^?]*)(?:\?.*)?$/s;

/** A file has no lesser version, so no pixels of its own are told of. */
async function judgeFileProbe(
  deps: ProbeDeps,
  path: ImagePath,
  visitor: Visitor,
): Promise<Pick<JudgedImage, 'decision' | 'outcome' | 'view'> | null> {
  const judged = fileType(path) === null ? null : await judgeFile(deps, path, visitor);
  if (judged === null) return null;
  const { decision } = judged;
  await judged.file.close();
  const outcome = judgeImage(decision, null, () => ({ maxEdge: null, quality: 'color' }));
  return outcome.kind === 'not-found' ? null : { decision, outcome, view: { width: 0, height: 0 } };
}

async function judge(ctx: Context, deps: ProbeDeps): Promise<ProbeResult> {
  const match = shape.exec(ctx.req.url ?? '');
  if (match === null) return buildMalformedProbe();
  const path = parseIdentifier(match[2] ?? '');
  if (!path.ok) return buildMalformedProbe();
  const visitor = await probeVisitor(deps, readCredentials(ctx.req.headers));
  const kind = match[1] as ProbeKind;
  const judged =
    kind === 'file'
      ? await judgeFileProbe(deps, path.value, visitor)
      : await judgeImageFor(deps, path.value, null, visitor);
  if (judged === null) return buildUnknownProbe();
  deps.refusals.note(visitor, judged.decision);
  const subject = { kind, identifier: formatIdentifier(path.value), view: judged.view };
  const { timezone } = await deps.policy.current();
  const voices = refusalVoices(timezone, visitor.user?.name ?? null, deps);
  return buildProbeResult(subject, judged.decision, judged.outcome, deps.links, voices);
}

/** A1-81: a token makes every browser ask first; any header may be sent, and `Authorization` is named. */
function answerPreflight(ctx: Context): void {
  const wanted = ctx.get('Access-Control-Request-Headers');
  ctx.set({
    'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Headers': /^[A-Za-z0-9-]+(?:, ?[A-Za-z0-9-]+){0,20}$/.test(wanted)
      ? wanted
      : 'Authorization, Accept, Content-Type, Range',
    'Access-Control-Max-Age': '7200',
  });
  ctx.status = 204;
}

async function answerProbe(ctx: Context, deps: ProbeDeps): Promise<void> {
  const result = await judge(ctx, deps).catch((error: unknown) => {
    deps.observe({ kind: 'failed', where: 'probe', requestId: ctx.get('X-Request-Id'), error });
    return buildUnavailableProbe();
  });
  ctx.status = 200;
  ctx.type = 'application/json';
  ctx.body = JSON.stringify(result);
}

/**
 * The probe service (A2-30 to A2-3G): what would the image answer to whoever holds this token, or to this address?
 * Always 200; the answer stands in the body. The identifier is read from the raw target, as everywhere.
 */
export function probeMiddleware(deps: ProbeDeps): Middleware {
  return async (ctx, next) => {
    if (!(ctx.req.url ?? '').startsWith(prefix)) {
      await next();
      return;
    }
    applyHeaderProfile(ctx, 'description');
    ctx.set('Vary', 'Origin, Authorization');
    if (ctx.method === 'OPTIONS') answerPreflight(ctx);
    else if (ctx.method === 'GET' || ctx.method === 'HEAD') await answerProbe(ctx, deps);
    else await next();
  };
}
