import { createHash } from 'node:crypto';
import type { Context } from 'koa';

/** Which media types a document can be sent as: plain JSON, or JSON-LD where it is asked for or the rule (A1-87). */
export type DocumentKind = 'image2' | 'image3' | 'presentation2' | 'presentation3';

const profiles: Readonly<Record<DocumentKind, string>> = {
  image2: 'application/ld+json',
  image3: 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"',
  presentation2: 'application/ld+json;profile="http://iiif.io/api/presentation/2/context.json"',
  presentation3: 'application/ld+json;profile="http://iiif.io/api/presentation/3/context.json"',
};

function mediaType(accept: string, kind: DocumentKind): string {
  const wantsLd = accept.includes('application/ld+json');
  const wantsPlain = accept.includes('application/json');
  const versionThree = kind === 'image3' || kind === 'presentation3';
  const linked = versionThree ? wantsLd || !wantsPlain : wantsLd;
  return linked ? profiles[kind] : 'application/json';
}

/** Sends a IIIF document with its type and caching; a strong ETag, and 304 where the client has it already. */
export function sendDocument(
  ctx: Context,
  document: unknown,
  kind: DocumentKind,
  cacheControl: string,
): void {
  sendDocumentText(ctx, JSON.stringify(document), kind, cacheControl);
}

/** The same for a document that is text already. */
export function sendDocumentText(ctx: Context, body: string, kind: DocumentKind, cacheControl: string): void {
  ctx.set('Content-Type', mediaType(ctx.get('Accept'), kind));
  ctx.set('Cache-Control', cacheControl);
  // Image API 2.1 §5: plain JSON says where its context is.
  if (kind === 'image2' && ctx.response.get('Content-Type') === 'application/json')
    ctx.set(
      'Link',
      '<http://iiif.io/api/image/2/context.json>;rel="http://www.w3.org/ns/json-ld#context";type="application/ld+json"',
    );
  ctx.body = body;
  if (ctx.status !== 200 || cacheControl === 'no-store') return;
  ctx.set('ETag', `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`);
  if (ctx.fresh) {
    ctx.status = 304;
    ctx.body = null;
  }
}
