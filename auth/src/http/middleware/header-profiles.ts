import type { Context } from 'koa';

/** Which set of headers an answer carries. Every route names one (ops-and-security 2.2). */
export type HeaderProfile = 'page' | 'window' | 'token' | 'description' | 'internal';

const everywhere = { 'X-Content-Type-Options': 'nosniff' };

const pagePolicy = (nonce: string | null): string =>
  [
    "default-src 'none'",
    nonce === null ? "script-src 'self'" : `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

// `same-origin`, not `no-referrer`: the latter makes browsers send `Origin: null` with our own forms.
const pageHeaders = (nonce: string | null): Record<string, string> => ({
  ...everywhere,
  'Content-Security-Policy': pagePolicy(nonce),
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'Cache-Control': 'no-store',
});

const cors = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Link, ETag, Location, WWW-Authenticate, Retry-After',
};

/** @param nonce for the page's own inline script, where it has one */
function headersOf(profile: HeaderProfile, nonce: string | null): Record<string, string> {
  switch (profile) {
    case 'page':
      return {
        ...pageHeaders(nonce),
        'Cross-Origin-Opener-Policy': 'same-origin',
        'X-Frame-Options': 'DENY',
      };
    case 'window':
      // No Cross-Origin-Opener-Policy: the viewer must see this window close (A1-3E).
      return { ...pageHeaders(nonce), 'X-Frame-Options': 'DENY' };
    case 'token':
      // Framed by anyone (A1-4E): no frame-ancestors, no X-Frame-Options.
      return {
        ...everywhere,
        'Content-Security-Policy': `default-src 'none'; base-uri 'none'; script-src 'nonce-${nonce ?? 'none'}'`,
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-store',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      };
    case 'description':
      return {
        ...everywhere,
        ...cors,
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Cache-Control': 'no-store',
        Vary: 'Origin, Cookie, Authorization, Accept',
      };
    case 'internal':
      return {
        ...everywhere,
        'Cache-Control': 'no-store',
        'Cross-Origin-Resource-Policy': 'same-origin',
      };
  }
}

/** Puts a profile's headers on the answer; later `ctx.set` may refine single ones. */
export function applyHeaderProfile(ctx: Context, profile: HeaderProfile, nonce: string | null = null): void {
  ctx.set(headersOf(profile, nonce));
}
