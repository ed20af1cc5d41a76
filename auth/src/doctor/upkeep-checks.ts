import { epochSeconds } from '../core/time.js';
import type { CompanionReport } from '../core/upkeep/upkeep.js';
import type { Check } from './check.js';
import type { Verdict } from './finding.js';
import type { Scene } from './scene.js';
import { backupAge } from '../core/upkeep/upkeep.js';

const hour = 3600;

function judge(report: CompanionReport | undefined | null, now: number): Verdict | null {
  if (report === undefined || report === null) return null;
  const ago = `${Math.round((now - report.at) / hour)} hours ago`;
  return report.ok ? ['ok', `tried ${ago}, and it went well`] : ['fail', `tried ${ago}: ${report.problem}`];
}

/** What this installation has to do again and again. Of others' installations nothing is known. */
export const upkeepChecks: readonly Check[] = [
  {
    id: 'renewal',
    title: 'The certificate is renewed by itself',
    meaning: 'The certificate that is there stays in use, and runs out one day.',
    remedy:
      'All names of VIRTUAL_HOST must lead to this machine, and port 80 must answer from outside. docker compose logs certbot.',
    try: async ({ upkeep, now }) => judge(upkeep?.renewal, now),
  },
  {
    id: 'backup',
    title: 'There is a backup of today',
    meaning: 'What people changed since the last one would be lost with this machine.',
    remedy: 'Is there room in BACKUP_DIR, and may it be written? docker compose logs backup.',
    async try({ upkeep, now }: Scene) {
      const verdict = judge(upkeep?.backup, now);
      if (verdict === null || upkeep === null || verdict[0] !== 'ok') return verdict;
      const age = backupAge(upkeep, epochSeconds(now)) ?? 0;
      return age > 26 * hour ? ['fail', `the last one is ${Math.round(age / hour)} hours old`] : verdict;
    },
  },
];
