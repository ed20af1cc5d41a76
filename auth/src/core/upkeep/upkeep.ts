import type { EpochSeconds } from '../time.js';

/** The certificate that visitors are shown. */
export interface ServedCertificate {
  readonly validFrom: EpochSeconds;
  readonly validUntil: EpochSeconds;
}

/** What a companion (certificates, backups) last told of itself. */
export interface CompanionReport {
  /** When it last tried. */
  readonly at: EpochSeconds;
  readonly ok: boolean;
  /** Why not; '' when all went well. */
  readonly problem: string;
  /** When it last went well, where that is told. */
  readonly lastGood: EpochSeconds | null;
}

/** What has to be done again and again, and how that goes. Null: not known, or not this stack's business. */
export interface Upkeep {
  /** Null behind somebody else's TLS, and while the proxy does not answer. */
  readonly certificate: ServedCertificate | null;
  /** Null without the profile `tls`. */
  readonly renewal: CompanionReport | null;
  /** Null without the profile `backup`. */
  readonly backup: CompanionReport | null;
}

/** PORT: looks at it now. */
export type LookAtUpkeep = () => Promise<Upkeep>;

const day = 86_400;

/** Days until the served certificate runs out, with a fraction; negative afterwards; null: not known. */
export function certificateDays({ certificate }: Upkeep, now: EpochSeconds): number | null {
  return certificate === null ? null : (certificate.validUntil - now) / day;
}

/**
 * Whether a certificate should have been renewed by now. Renewal comes when a third of its life is left (30 days of 90, 15
 * of 45), so less than a quarter means that it fails.
 */
export function isOverdue({ validFrom, validUntil }: ServedCertificate, now: EpochSeconds): boolean {
  return validUntil - now < (validUntil - validFrom) / 4;
}

/** Seconds since the last backup that went well; null: there was none yet, or nobody makes any. */
export function backupAge({ backup }: Upkeep, now: EpochSeconds): number | null {
  return backup === null || backup.lastGood === null ? null : now - backup.lastGood;
}
