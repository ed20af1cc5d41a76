import type { EpochSeconds } from '../../core/time.js';
import type { Digest } from '../../core/session/digest.js';

/** Through whose eyes a picture is looked at. */
export interface ViewAs {
  readonly image: string;
  /** User name; null: nobody signed in. */
  readonly user: string | null;
  readonly address: string | null;
  readonly at: EpochSeconds;
}

interface Signed extends ViewAs {
  readonly until: number;
}

/** Seconds for which an address that was signed may be opened. */
export const viewAsSeconds = 300;

/**
 * Signs what a picture may be looked at as. The signature is bound to the administration session (its hash), so the
 * address is of no use to anybody else, nor after signing out.
 */
export function signViewAs(
  digest: Pick<Digest, 'hmac'>,
  key: string,
  session: string,
  view: ViewAs,
  now: EpochSeconds,
): string {
  const signed: Signed = { ...view, until: now + viewAsSeconds };
  const payload = Buffer.from(JSON.stringify(signed)).toString('base64url');
  return `${payload}.${digest.hmac(key, `view-as:${session}:${payload}`)}`;
}

/** What was signed; null for anything else, for another session, and when it is too late. */
export function readViewAs(
  digest: Pick<Digest, 'hmac' | 'equal'>,
  key: string,
  session: string,
  text: string,
  now: EpochSeconds,
): ViewAs | null {
  const [payload = '', signature = '', ...rest] = text.split('.');
  if (rest.length > 0 || !digest.equal(signature, digest.hmac(key, `view-as:${session}:${payload}`)))
    return null;
  const { until, ...view } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Signed;
  return now < until ? view : null;
}
