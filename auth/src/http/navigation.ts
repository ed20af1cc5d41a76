import type { Context } from 'koa';

/** A person who typed the address or followed a link, and who reads the answer in the browser's own window (contract 5). */
export function isNavigation(ctx: Context): boolean {
  return ctx.get('Sec-Fetch-Mode') === 'navigate' && ctx.get('Sec-Fetch-Dest') === 'document';
}

/** The headers by which such a person is told from a viewer, for `Vary`. */
export const navigationHeaders = 'Sec-Fetch-Mode, Sec-Fetch-Dest';
