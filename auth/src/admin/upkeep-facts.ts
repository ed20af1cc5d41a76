import type { EpochSeconds } from '../core/time.js';
import { backupAge, certificateDays, isOverdue, type Upkeep } from '../core/upkeep/upkeep.js';
import { html, type Html } from '../http/html.js';
import { countOf, sayAgo } from './say-time.js';

function renderCertificate(upkeep: Upkeep, now: EpochSeconds): Html | false {
  const days = certificateDays(upkeep, now);
  if (days === null || upkeep.certificate === null) return false;
  const isBad = isOverdue(upkeep.certificate, now) || upkeep.renewal?.ok === false;
  const left = days < 0 ? 'run out' : `${countOf(Math.floor(days), 'day')} left`;
  return html`<li>
    <span>Certificate</span><strong class="${isBad ? 'bad' : 'good'}">${isBad ? '✗' : '✓'} ${left}</strong>
  </li>`;
}

function renderBackup(upkeep: Upkeep, now: EpochSeconds): Html | false {
  if (upkeep.backup === null) return false;
  const age = backupAge(upkeep, now);
  const { ok } = upkeep.backup;
  return html`<li>
    <span>Last backup</span
    ><strong class="${ok ? 'good' : 'bad'}">${ok ? '✓' : '✗'} ${age === null ? 'never' : sayAgo(age)}</strong>
  </li>`;
}

/** Lines of the overview about what has to be done again and again; none for what this stack does not do. */
export function renderUpkeepFacts(upkeep: Upkeep, now: EpochSeconds): Html {
  return html`${renderCertificate(upkeep, now)} ${renderBackup(upkeep, now)}`;
}
