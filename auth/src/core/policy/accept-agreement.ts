import type { Acceptances } from '../identity/acceptance.js';
import type { EpochSeconds } from '../time.js';
import type { Agreement } from './model.js';

/** Is what was accepted this very version, and not too long ago? */
export function hasAgreed(agreement: Agreement, acceptances: Acceptances, now: EpochSeconds): boolean {
  if (!Object.hasOwn(acceptances, agreement.name)) return false;
  const accepted = acceptances[agreement.name];
  if (accepted?.version !== agreement.version) return false;
  return agreement.validSeconds === null || now < accepted.at + agreement.validSeconds;
}

/** The acceptances with this one, made now, in place of an earlier one. */
export function acceptAgreement(
  agreement: Agreement,
  acceptances: Acceptances,
  now: EpochSeconds,
): Acceptances {
  return { ...acceptances, [agreement.name]: { version: agreement.version, at: now } };
}
