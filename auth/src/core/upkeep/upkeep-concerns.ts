import type { EpochSeconds } from '../time.js';
import { backupAge, certificateDays, isOverdue, type Upkeep } from './upkeep.js';

/** Something that does not look right, and what to do about it. */
export interface UpkeepConcern {
  readonly text: string;
  readonly remedy: string;
}

/** Hours: a daily backup that is this old has been left out. */
const longestBackupHours = 26;

function certificateConcern(upkeep: Upkeep, now: EpochSeconds): UpkeepConcern | null {
  const { certificate } = upkeep;
  const days = certificateDays(upkeep, now);
  if (certificate === null || days === null || !isOverdue(certificate, now)) return null;
  const when = days < 0 ? `ran out ${describeDays(-days)} ago` : `runs out in ${describeDays(days)}`;
  return {
    text: `The certificate ${when}.`,
    remedy:
      upkeep.renewal === null
        ? 'Renew it. With COMPOSE_PROFILES=tls and VIRTUAL_HOST in .env that is done by itself.'
        : 'It should have been renewed by now: docker compose logs certbot.',
  };
}

function describeDays(days: number): string {
  const whole = Math.floor(days);
  if (whole === 0) return 'less than a day';
  return whole === 1 ? '1 day' : `${whole} days`;
}

/** Everything about certificates and backups that an administrator should know. */
export function findUpkeepConcerns(upkeep: Upkeep, now: EpochSeconds): readonly UpkeepConcern[] {
  const concerns: UpkeepConcern[] = [];
  const certificate = certificateConcern(upkeep, now);
  if (certificate !== null) concerns.push(certificate);
  if (upkeep.renewal?.ok === false)
    concerns.push({
      text: `The last try to get or renew the certificate failed: ${upkeep.renewal.problem}`,
      remedy:
        'The one that is there stays in use, and it is tried again by itself. Do all names of VIRTUAL_HOST lead here, and does port 80 answer from outside?',
    });
  if (upkeep.backup?.ok === false)
    concerns.push({
      text: `The last backup failed: ${upkeep.backup.problem}`,
      remedy: 'Earlier ones are kept. Is there room in BACKUP_DIR? docker compose logs backup.',
    });
  const age = backupAge(upkeep, now);
  if (upkeep.backup?.ok === true && age !== null && age > longestBackupHours * 3600)
    concerns.push({
      text: `The last backup is ${Math.floor(age / 3600)} hours old.`,
      remedy: 'It is made daily while the service runs: docker compose ps backup.',
    });
  return concerns;
}
